//! Carries a [`TokenError`] through progenitor's error.
//!
//! A hook can fail with a text only, so the text begins with one of two phrases, by which [`kind`] knows again whether
//! trying again can help. Nothing else of this crate makes such an error.

use super::FailureKind;
use crate::token::TokenError;
use std::error::Error;

const REFUSED: &str = "no access token";
const UNAVAILABLE: &str = "no access token for now";

/// The text for a hook to fail with.
pub(crate) fn describe(error: &TokenError) -> String {
    let phrase = if error.is_retryable() { UNAVAILABLE } else { REFUSED };
    match super::classify::root_cause(error.source()) {
        Some(cause) => format!("{phrase}: {error}: {cause}"),
        None => format!("{phrase}: {error}"),
    }
}

/// The kind of failure that [`describe`] wrote down.
pub(super) fn kind(text: &str) -> FailureKind {
    if text.starts_with(UNAVAILABLE) { FailureKind::TokenUnavailable } else { FailureKind::TokenRefused }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_survives_the_text() {
        let unavailable = TokenError::Unavailable { status: 503 };
        let refused = TokenError::Refused { status: 401, reason: Some("invalid_client".to_owned()) };
        assert_eq!(kind(&describe(&unavailable)), FailureKind::TokenUnavailable);
        assert_eq!(kind(&describe(&refused)), FailureKind::TokenRefused);
    }
}
