//! A clock that stands still until the test moves it, to the nanosecond, as that of the machine.

use apd_server::clock::Clock;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The clock of a server under test. Clones show the same time.
#[derive(Clone, Debug)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that stands at `now`.
    pub fn at(now: DateTime<Utc>) -> TestClock {
        TestClock(Arc::new(AtomicI64::new(nanoseconds(now))))
    }

    /// Moves the clock, forward or back, to a moment such as `2026-06-15T12:00:00+01:00`.
    pub fn set(&self, now: &str) {
        let now = DateTime::parse_from_rfc3339(now).expect("a moment with its offset");
        self.0.store(nanoseconds(now.to_utc()), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_nanos(self.0.load(Ordering::SeqCst))
    }
}

fn nanoseconds(moment: DateTime<Utc>) -> i64 {
    moment.timestamp_nanos_opt().expect("a moment of this age")
}
