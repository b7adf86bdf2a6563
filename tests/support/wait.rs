//! Waiting for what must come, with a deadline, and seeing that something stays as it is.

use std::time::Duration;
use tokio::time::{Instant, Interval, MissedTickBehavior};

/// The longest that a test waits for what must come, however slow the machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// How often a condition is looked at.
const INTERVAL: Duration = Duration::from_millis(10);

/// Waits until `condition` holds; fails the test, saying `what` never came, when it takes too long.
pub async fn eventually(what: &str, condition: impl AsyncFnMut() -> bool) {
    eventually_within(PATIENCE, what, condition).await;
}

/// The same for what takes its time even on a fast machine.
pub async fn eventually_within(patience: Duration, what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let holds = async {
        let mut ticks = ticks();
        while !condition().await {
            ticks.tick().await;
        }
    };
    assert!(tokio::time::timeout(patience, holds).await.is_ok(), "never came: {what}");
}

/// Sees that `condition` holds, again and again, for as long as `duration`; fails the test, saying `what` did not last, as
/// soon as it does not.
pub async fn steadily(duration: Duration, what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let end = Instant::now() + duration;
    let mut ticks = ticks();
    while Instant::now() < end {
        assert!(condition().await, "did not last: {what}");
        ticks.tick().await;
    }
}

fn ticks() -> Interval {
    let mut ticks = tokio::time::interval(INTERVAL);
    // A condition that takes longer than the interval must not keep everything else of the test from running.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}
