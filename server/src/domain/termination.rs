//! What the completion of a programme means for its component (behaviour 3.5).

use chrono::NaiveDateTime;

/// Why a completion before the start is not acted upon.
pub const COMPLETED_BEFORE_START: &str = "Programme completion occurred earlier than the start date";

/// The days and times of a component that a completion is compared with: London wall time, to the microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComponentDates {
    /// When it starts.
    pub start: NaiveDateTime,
    /// When it really began.
    pub commencement: Option<NaiveDateTime>,
    /// When it was terminated.
    pub termination: Option<NaiveDateTime>,
}

/// What a completion means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// It lies before the start, and is not acted upon (step 2).
    BeforeStart,
    /// The component is to be terminated (step 3).
    First,
    /// The component is terminated, and the time of it is to be changed (step 4).
    Changed,
    /// The component is terminated at this very time: nothing is to be done (S24).
    Repeated,
}

impl ComponentDates {
    /// What a completion at a time means. The later one of start and commencement must not be after it.
    pub fn completed(&self, at: NaiveDateTime) -> Completion {
        let began = self.commencement.map_or(self.start, |commencement| commencement.max(self.start));
        match self.termination {
            _ if began > at => Completion::BeforeStart,
            None => Completion::First,
            Some(termination) if termination == at => Completion::Repeated,
            Some(_) => Completion::Changed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration};
    use proptest::prelude::*;

    fn time(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn dates(start: &str, commencement: Option<&str>, termination: Option<&str>) -> ComponentDates {
        ComponentDates {
            start: time(start),
            commencement: commencement.map(time),
            termination: termination.map(time),
        }
    }

    #[test]
    fn completion_may_be_at_the_start_but_not_before_it() {
        let dates = dates("2026-06-01T10:00:00", None, None);
        assert_eq!(dates.completed(time("2026-06-01T09:59:59.999999")), Completion::BeforeStart);
        assert_eq!(dates.completed(time("2026-06-01T10:00:00")), Completion::First);
    }

    #[test]
    fn the_later_one_of_start_and_commencement_counts() {
        for dates in [
            dates("2026-06-01T00:00:00", Some("2026-06-10T00:00:00"), None),
            dates("2026-06-10T00:00:00", Some("2026-06-01T00:00:00"), None),
        ] {
            assert_eq!(dates.completed(time("2026-06-05T00:00:00")), Completion::BeforeStart);
            assert_eq!(dates.completed(time("2026-06-10T00:00:00")), Completion::First);
        }
    }

    #[test]
    fn completion_is_repeated_when_it_is_equal_to_the_microsecond() {
        let dates = dates("2026-06-01T00:00:00", None, Some("2026-06-10T12:00:00.000001"));
        assert_eq!(dates.completed(time("2026-06-10T12:00:00.000001")), Completion::Repeated);
        for at in ["2026-06-10T12:00:00", "2026-06-10T12:00:00.000002", "2026-06-05T00:00:00"] {
            assert_eq!(dates.completed(time(at)), Completion::Changed, "{at}");
        }
        assert_eq!(dates.completed(time("2026-05-31T00:00:00")), Completion::BeforeStart);
    }

    proptest! {
        #[test]
        fn what_was_done_once_is_repeated_and_never_before_the_start(
            start in 0_i64..1_000, commencement in prop::option::of(0_i64..1_000), at in 0_i64..1_000,
        ) {
            let moment = |micros| DateTime::UNIX_EPOCH.naive_utc() + Duration::microseconds(micros);
            let commencement = commencement.map(moment);
            let dates = ComponentDates { start: moment(start), commencement, termination: None };
            let began = dates.start.max(commencement.unwrap_or(dates.start));
            match dates.completed(moment(at)) {
                Completion::BeforeStart => prop_assert!(moment(at) < began),
                Completion::First => {
                    prop_assert!(moment(at) >= began);
                    let done = ComponentDates { termination: Some(moment(at)), ..dates };
                    prop_assert_eq!(done.completed(moment(at)), Completion::Repeated);
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
