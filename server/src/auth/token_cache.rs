//! Tokens that were found good, so that they need no second signature check.
//!
//! The cache is bounded and holds hashes, not tokens. What it holds was found out with one set of keys and is void
//! with the next, so that a key which the authorization server withdraws stops working for known tokens too.
//! Whether a remembered token is still valid at this moment is for the caller to check.

use aws_lc_rs::digest::{SHA256, SHA256_OUTPUT_LEN, digest};
use quick_cache::sync::Cache;

use super::token_verifier::VerifiedToken;

/// The SHA-256 hash of a token.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub(super) struct TokenDigest([u8; SHA256_OUTPUT_LEN]);

impl TokenDigest {
    pub(super) fn of(token: &str) -> Self {
        let mut bytes = [0; SHA256_OUTPUT_LEN];
        bytes.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(bytes)
    }
}

/// Remembers a bounded number of tokens; which are forgotten first is the library's decision.
pub(super) struct TokenCache {
    tokens: Cache<TokenDigest, Remembered>,
}

#[derive(Clone)]
struct Remembered {
    /// The generation of the keys that the token was checked with.
    generation: u64,
    token: VerifiedToken,
}

impl TokenCache {
    /// A cache for about `size` tokens.
    pub(super) fn with_size(size: usize) -> Self {
        Self { tokens: Cache::new(size) }
    }

    /// The token with this hash, if it was checked with the keys of `generation`.
    pub(super) fn recall(&self, digest: &TokenDigest, generation: u64) -> Option<VerifiedToken> {
        let remembered = self.tokens.get(digest)?;
        (remembered.generation == generation).then_some(remembered.token)
    }

    /// Remembers a token that was checked with the keys of `generation`.
    pub(super) fn remember(&self, digest: TokenDigest, generation: u64, token: VerifiedToken) {
        self.tokens.insert(digest, Remembered { generation, token });
    }

    /// Forgets a token.
    pub(super) fn forget(&self, digest: &TokenDigest) {
        self.tokens.remove(digest);
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }
}
