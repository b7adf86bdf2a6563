//! How long a token is used.

use reqwest::header::HeaderValue;
use std::time::Duration;
use tokio::time::Instant;

/// A request sent now may wait and be checked some seconds later, by another clock.
const LONGEST_MARGIN: Duration = Duration::from_secs(30);

/// No token is trusted for longer, whatever the endpoint says; it also keeps the arithmetic within bounds.
const LONGEST_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// A token and the times that matter.
#[derive(Debug)]
pub(crate) struct CachedToken {
    authorization: HeaderValue,
    due_at: Instant,
    expires_at: Instant,
}

impl CachedToken {
    /// A token that was asked for at `asked_at` (the time of the reply would be too late) and lives for `life`.
    pub(crate) fn new(authorization: HeaderValue, asked_at: Instant, life: Duration) -> Self {
        let life = life.min(LONGEST_LIFE);
        let margin = (life / 10).min(LONGEST_MARGIN);
        Self { authorization, due_at: asked_at + (life - margin), expires_at: asked_at + life }
    }

    /// The header that carries it.
    pub(crate) fn authorization(&self) -> HeaderValue {
        self.authorization.clone()
    }

    /// Whether it is the token of that header.
    pub(crate) fn is(&self, authorization: &HeaderValue) -> bool {
        self.authorization == *authorization
    }

    /// Whether it should be renewed.
    pub(crate) fn is_due(&self, now: Instant) -> bool {
        now >= self.due_at
    }

    /// Whether it must not be used any more.
    pub(crate) fn is_expired(&self, now: Instant) -> bool {
        now >= self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When a token of that life, in seconds, is due and when it expires, in seconds after it was asked for.
    fn due_and_expired(life: u64) -> (u64, u64) {
        let start = Instant::now();
        let token = CachedToken::new(HeaderValue::from_static("Bearer a"), start, Duration::from_secs(life));
        let after = |reached: &dyn Fn(Instant) -> bool| {
            (0..100_000).find(|second| reached(start + Duration::from_secs(*second))).unwrap()
        };
        (after(&|now| token.is_due(now)), after(&|now| token.is_expired(now)))
    }

    #[test]
    fn long_lived_token_is_due_30_seconds_before_it_expires() {
        assert_eq!(due_and_expired(3600), (3570, 3600));
    }

    #[test]
    fn short_lived_token_is_due_when_a_tenth_of_its_life_is_left() {
        assert_eq!(due_and_expired(60), (54, 60));
    }

    #[test]
    fn token_without_a_life_is_never_used_again() {
        assert_eq!(due_and_expired(0), (0, 0));
    }

    #[test]
    fn token_is_not_kept_for_longer_than_a_day() {
        assert_eq!(due_and_expired(u64::MAX), (86_370, 86_400));
    }
}
