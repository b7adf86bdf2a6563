//! A token of which only the header has been read. Nothing that it says is to be believed yet.

use jsonwebtoken::{Algorithm, decode_header};

use super::TokenRefusal;

/// The algorithms that a token may be signed with. No other is ever tried.
const ACCEPTED_ALGORITHMS: [Algorithm; 2] = [Algorithm::RS256, Algorithm::ES256];

/// A token and what is needed to find the key for it.
pub(super) struct UnverifiedToken<'a> {
    /// The whole token.
    pub(super) text: &'a str,
    /// One of the accepted algorithms.
    pub(super) algorithm: Algorithm,
    /// The name of the key (`kid`).
    pub(super) key_id: Option<String>,
}

impl<'a> UnverifiedToken<'a> {
    /// Reads the header. Keys that a header carries itself (`jwk`, `jku`, `x5c`, `x5u`) are ignored.
    ///
    /// # Errors
    ///
    /// [`TokenRefusal::UnreadableHeader`], [`TokenRefusal::AlgorithmNotAccepted`] or
    /// [`TokenRefusal::UnknownExtension`].
    pub(super) fn read(text: &'a str) -> Result<Self, TokenRefusal> {
        let header = decode_header(text).map_err(|_| TokenRefusal::UnreadableHeader)?;
        if !ACCEPTED_ALGORITHMS.contains(&header.alg) {
            return Err(TokenRefusal::AlgorithmNotAccepted);
        }
        if header.crit.is_some() {
            return Err(TokenRefusal::UnknownExtension);
        }
        Ok(Self { text, algorithm: header.alg, key_id: header.kid })
    }
}
