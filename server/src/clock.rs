//! The time. Rules depend on "today" in London, so tests bring a clock of their own.

use chrono::{DateTime, NaiveDate, Utc};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> DateTime<Utc>;

    /// Today in London.
    fn today(&self) -> NaiveDate {
        crate::domain::london::date(self.now())
    }
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
