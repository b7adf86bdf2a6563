//! Checks a token against a set of keys.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Validation, decode};

use super::claims::Claims;
use super::key_set::KeySet;
use super::unverified_token::UnverifiedToken;
use super::validity::Validity;
use super::{Principal, TokenRefusal, VerificationKey};

/// Checks signatures and issuers, and counts the signatures. The times of a token are left to the caller, who must
/// check them each time the token is used.
pub(super) struct TokenVerifier {
    issuer: Option<String>,
    signature_checks: AtomicU64,
}

/// A token with a good signature from the right issuer.
#[derive(Clone, Debug)]
pub(super) struct VerifiedToken {
    pub(super) principal: Arc<Principal>,
    pub(super) validity: Validity,
}

impl TokenVerifier {
    pub(super) fn new(issuer: Option<String>) -> Self {
        Self { issuer, signature_checks: AtomicU64::new(0) }
    }

    /// How many signatures were checked since the start.
    pub(super) fn signature_checks(&self) -> u64 {
        self.signature_checks.load(Ordering::Relaxed)
    }

    /// Checks `token` against `keys`.
    ///
    /// # Errors
    ///
    /// Says what is wrong. [`TokenRefusal::UnknownKey`] is the one answer that newer keys may change.
    pub(super) fn verify(
        &self,
        token: &UnverifiedToken<'_>,
        keys: &KeySet,
    ) -> Result<VerifiedToken, TokenRefusal> {
        let claims = self.signed_claims(token, keys)?;
        claims.check_issuer(self.issuer.as_deref())?;
        let validity = claims.validity()?;
        Ok(VerifiedToken { principal: Arc::new(claims.into_principal()), validity })
    }

    fn signed_claims(&self, token: &UnverifiedToken<'_>, keys: &KeySet) -> Result<Claims, TokenRefusal> {
        let id = token.key_id.as_deref();
        for key in keys.candidates(token.algorithm, id) {
            match self.claims_signed_with(key, token) {
                Err(TokenRefusal::BadSignature) => {}
                decided => return decided,
            }
        }
        match id {
            Some(id) if keys.knows(id) => Err(TokenRefusal::BadSignature),
            _ => Err(TokenRefusal::UnknownKey),
        }
    }

    fn claims_signed_with(
        &self,
        key: &VerificationKey,
        token: &UnverifiedToken<'_>,
    ) -> Result<Claims, TokenRefusal> {
        self.signature_checks.fetch_add(1, Ordering::Relaxed);
        match decode::<Claims>(token.text, key.decoding_key(), &signature_only(key.algorithm())) {
            Ok(decoded) => Ok(decoded.claims),
            Err(error) if matches!(error.kind(), ErrorKind::InvalidSignature) => {
                Err(TokenRefusal::BadSignature)
            }
            Err(_) => Err(TokenRefusal::Malformed),
        }
    }
}

/// Has jsonwebtoken check the signature and nothing else: it would judge times by the system's clock, and a token
/// that is remembered must be judged anew each time. [`Claims`] does the rest.
fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation
}
