//! When an appointment takes place.

use super::london;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A day with a start and a later end, as London's clocks show them and as Delius stores them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    date: NaiveDate,
    start: NaiveDateTime,
    end: NaiveDateTime,
}

impl Slot {
    /// The slot of a day between two times; `None` unless it starts before it ends.
    ///
    /// Times that are skipped when the clocks go forward are moved first, and compared and stored as moved (behaviour
    /// S1, S35): on that day 01:30 to 02:15 ends before it starts.
    pub fn new(date: NaiveDate, start: NaiveTime, end: NaiveTime) -> Option<Slot> {
        let (start, end) = (london::shown(date.and_time(start)), london::shown(date.and_time(end)));
        (start < end).then_some(Slot { date, start, end })
    }

    /// The day.
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// Its start.
    pub fn start(&self) -> NaiveDateTime {
        self.start
    }

    /// Its end.
    pub fn end(&self) -> NaiveDateTime {
        self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(date: &str, start: &str, end: &str) -> Option<Slot> {
        Slot::new(date.parse().unwrap(), start.parse().unwrap(), end.parse().unwrap())
    }

    #[test]
    fn start_is_before_end() {
        assert!(slot("2026-06-15", "09:00:00", "09:00:00.000001").is_some());
        assert_eq!(slot("2026-06-15", "09:00:00", "09:00:00"), None);
        assert_eq!(slot("2026-06-15", "09:00:00", "08:59:59"), None);
    }

    #[test]
    fn times_in_the_gap_are_moved_before_they_are_compared() {
        let moved = slot("2026-03-29", "01:30:00", "02:45:00").unwrap();
        assert_eq!(moved.start().to_string(), "2026-03-29 02:30:00");
        assert_eq!(moved.end().to_string(), "2026-03-29 02:45:00");
        assert_eq!(moved.date().to_string(), "2026-03-29");
        assert_eq!(slot("2026-03-29", "01:30:00", "02:15:00"), None);
    }
}
