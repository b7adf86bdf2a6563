//! Days and hours around the present.

use super::Maker;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

impl Maker<'_> {
    pub(super) fn today(&self) -> NaiveDate {
        self.world.now.date()
    }

    /// A day between so many days ago; of negative numbers, days to come.
    pub(super) fn days_ago(&mut self, least: i64, most: i64) -> NaiveDate {
        self.today() - TimeDelta::days(self.random.between(least, most))
    }

    /// A moment of that day at which records are written, or the present, should that come first.
    pub(super) fn at_work(&mut self, day: NaiveDate) -> NaiveDateTime {
        let seconds = self.random.between(9 * 3600, 17 * 3600);
        (midnight(day) + TimeDelta::seconds(seconds)).min(self.world.now)
    }
}

/// The first moment of a day.
pub(super) fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}
