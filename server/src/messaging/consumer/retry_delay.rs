//! How long a message waits after a transient failure (behaviour D32).

use super::ConsumerSettings;
use crate::messaging::backoff::jittered;
use std::time::Duration;

/// The delay after this delivery: doubled with each, bounded, jittered.
pub(super) fn retry_delay(settings: &ConsumerSettings, receive_count: u32) -> Duration {
    jittered(longest_delay(settings, receive_count))
}

fn longest_delay(settings: &ConsumerSettings, receive_count: u32) -> Duration {
    let factor = 2_u32.saturating_pow(receive_count.saturating_sub(1));
    settings.retry_delay.saturating_mul(factor).min(settings.retry_delay_max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: ConsumerSettings = ConsumerSettings {
        concurrency: 1,
        wait_time: Duration::ZERO,
        visibility_timeout: Duration::from_secs(30),
        retry_delay: Duration::from_millis(500),
        retry_delay_max: Duration::from_secs(60),
        shutdown_grace: Duration::ZERO,
    };

    #[test]
    fn delay_doubles_with_each_delivery_up_to_the_bound() {
        let delays = [1, 2, 3, 7, 8, 100, u32::MAX].map(|count| longest_delay(&SETTINGS, count));

        assert_eq!(
            delays.map(|delay| delay.as_millis()),
            [500, 1_000, 2_000, 32_000, 60_000, 60_000, 60_000]
        );
    }

    #[test]
    fn delay_is_jittered_within_the_bound() {
        let delay = retry_delay(&SETTINGS, 3);

        assert!(delay >= Duration::from_secs(1) && delay <= Duration::from_secs(2));
    }
}
