//! The way of one token from the header to a principal.

use std::sync::Arc;

use super::bearer::bearer_token;
use super::key_ring::KeyRing;
use super::key_set::KeySet;
use super::token_cache::{TokenCache, TokenDigest};
use super::token_verifier::{TokenVerifier, VerifiedToken};
use super::unverified_token::UnverifiedToken;
use super::{AuthError, AuthSettings, Principal, RequiredRoles, SecondsClock, TokenRefusal};

/// Says who is calling, and whether they may.
pub struct Authenticator {
    keys: Arc<KeyRing>,
    verifier: TokenVerifier,
    known_tokens: TokenCache,
    required_roles: RequiredRoles,
    leeway_seconds: i64,
    clock: SecondsClock,
}

impl Authenticator {
    /// Checks tokens against `keys`, as `settings` say, at the time of `clock`.
    pub fn new(keys: Arc<KeyRing>, settings: AuthSettings, clock: SecondsClock) -> Self {
        Self {
            keys,
            verifier: TokenVerifier::new(settings.issuer),
            known_tokens: TokenCache::with_size(settings.cache_size),
            required_roles: settings.required_roles,
            leeway_seconds: i64::try_from(settings.leeway.as_secs()).unwrap_or(i64::MAX),
            clock,
        }
    }

    /// Says who is calling, from the value of the `Authorization` header.
    ///
    /// A token that was seen before is answered at once from memory. A token with an unknown key may wait for the
    /// keys to be fetched, for as long as the [`KeyRing`] allows; no other token waits for anything.
    ///
    /// # Errors
    ///
    /// [`AuthError::Unauthorised`] with the reason.
    pub async fn authenticate(&self, authorization: Option<&str>) -> Result<Arc<Principal>, AuthError> {
        let text = bearer_token(authorization)?;
        let digest = TokenDigest::of(text);
        if let Some(known) = self.known_tokens.recall(&digest, self.keys.generation()) {
            self.check_times(&known).inspect_err(|_| self.known_tokens.forget(&digest))?;
            return Ok(known.principal);
        }
        let (verified, keys) = self.verify(&UnverifiedToken::read(text)?).await?;
        self.check_times(&verified)?;
        self.known_tokens.remember(digest, keys.generation(), verified.clone());
        Ok(verified.principal)
    }

    /// Says whether `principal` holds one of the required roles.
    ///
    /// # Errors
    ///
    /// [`AuthError::Forbidden`].
    pub fn authorise(&self, principal: &Principal) -> Result<(), AuthError> {
        if self.required_roles.admit(principal) { Ok(()) } else { Err(AuthError::Forbidden) }
    }

    /// How many signatures were checked since the start. Requests with a token seen before do not add to it.
    pub fn signature_checks(&self) -> u64 {
        self.verifier.signature_checks()
    }

    fn check_times(&self, token: &VerifiedToken) -> Result<(), TokenRefusal> {
        token.validity.check((self.clock)(), self.leeway_seconds)
    }

    /// Checks the token with the keys in hand, and once more where newer keys can be had. Answers with the keys
    /// that decided.
    async fn verify(
        &self,
        token: &UnverifiedToken<'_>,
    ) -> Result<(VerifiedToken, Arc<KeySet>), TokenRefusal> {
        let keys = self.keys.current();
        match self.verifier.verify(token, &keys) {
            Err(TokenRefusal::UnknownKey) => {
                let newer = self.keys.newer_than(&keys).await.ok_or(TokenRefusal::UnknownKey)?;
                Ok((self.verifier.verify(token, &newer)?, newer))
            }
            decided => Ok((decided?, keys)),
        }
    }

    #[cfg(test)]
    pub(super) fn known_tokens(&self) -> usize {
        self.known_tokens.len()
    }
}
