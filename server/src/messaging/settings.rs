//! What the configuration means for the queue and its consumer.

use super::consumer::ConsumerSettings;
use super::queue::{SqsCredentials, SqsSettings};
use crate::config::{Config, MessagingConfig, Profile};
use std::time::Duration;

/// A receive that is open when the service stops ends so long before the consumer gives up waiting for it.
const RECEIVE_ENDS_BEFORE: Duration = Duration::from_secs(1);

impl SqsSettings {
    /// Where the configured queue is; none where none is configured. Credentials are invented for a stand-in of AWS in
    /// development alone.
    pub fn of(config: &Config) -> Option<SqsSettings> {
        let MessagingConfig { queue_url, endpoint_url, region, .. } = &config.messaging;
        let invented = config.profile == Profile::Development && endpoint_url.is_some();
        Some(SqsSettings {
            queue_url: queue_url.clone()?,
            region: region.clone(),
            endpoint_url: endpoint_url.as_ref().map(ToString::to_string),
            credentials: if invented { SqsCredentials::Invented } else { SqsCredentials::Environment },
        })
    }
}

impl ConsumerSettings {
    /// How the configured consumer works, which stops within the grace. Receives wait no longer than it allows, since what a
    /// receive brings that nobody waits for any more is lost from sight for a while.
    pub fn of(config: &MessagingConfig, shutdown_grace: Duration) -> ConsumerSettings {
        ConsumerSettings {
            concurrency: config.concurrency,
            wait_time: config.wait_time.min(shutdown_grace.saturating_sub(RECEIVE_ENDS_BEFORE)),
            visibility_timeout: config.visibility_timeout,
            retry_delay: config.retry_delay,
            retry_delay_max: config.retry_delay_max,
            shutdown_grace,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(endpoint: Option<&str>) -> Config {
        let mut config = Config::development();
        config.messaging.queue_url = Some("http://127.0.0.1:4566/queue/eu-west-2/000000000000/q".to_owned());
        config.messaging.endpoint_url = endpoint.map(|url| url.parse().unwrap());
        config
    }

    #[test]
    fn credentials_are_invented_for_a_stand_in_in_development_alone() {
        let credentials = |config: &Config| SqsSettings::of(config).unwrap().credentials;
        let stand_in = config(Some("http://127.0.0.1:4566"));
        let mut production = stand_in.clone();
        production.profile = Profile::Production;

        assert_eq!(credentials(&stand_in), SqsCredentials::Invented);
        assert_eq!(credentials(&production), SqsCredentials::Environment);
        assert_eq!(credentials(&config(None)), SqsCredentials::Environment);
    }

    #[test]
    fn no_queue_means_no_settings() {
        assert_eq!(SqsSettings::of(&Config::development()), None);
    }

    #[test]
    fn receives_end_before_the_consumer_stops_waiting_for_them() {
        let mut messaging = Config::development().messaging;
        messaging.wait_time = Duration::from_secs(20);
        let wait = |grace| ConsumerSettings::of(&messaging, Duration::from_secs(grace)).wait_time.as_secs();

        assert_eq!([wait(60), wait(10), wait(0)], [20, 9, 0]);
    }
}
