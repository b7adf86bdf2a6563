//! Waiting for what must come, with a deadline.

use std::time::Duration;

/// The longest that a test waits for what must come, however slow the machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// How often a condition is looked at.
const INTERVAL: Duration = Duration::from_millis(10);

/// Waits until `condition` holds; fails the test, saying `what` never came, when it takes too long.
pub async fn eventually(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let holds = async {
        let mut ticks = tokio::time::interval(INTERVAL);
        while !condition().await {
            ticks.tick().await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, holds).await.is_ok(), "never came: {what}");
}
