//! From when to when a token is valid.

use super::TokenRefusal;

/// The times of a token, in seconds since the epoch, UTC.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Validity {
    /// The first second in which the token is valid (`nbf`).
    pub(super) not_before: Option<i64>,
    /// The first second in which the token is no longer valid (`exp`).
    pub(super) expires_at: i64,
}

impl Validity {
    /// Checks that the token is valid at `now`, or would be if the clock were wrong by `leeway` seconds.
    ///
    /// # Errors
    ///
    /// [`TokenRefusal::Expired`] or [`TokenRefusal::NotYetValid`].
    pub(super) fn check(&self, now: i64, leeway: i64) -> Result<(), TokenRefusal> {
        if now >= self.expires_at.saturating_add(leeway) {
            return Err(TokenRefusal::Expired);
        }
        match self.not_before {
            Some(not_before) if now.saturating_add(leeway) < not_before => Err(TokenRefusal::NotYetValid),
            _ => Ok(()),
        }
    }
}
