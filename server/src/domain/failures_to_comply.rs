//! The count of failures to comply of an event, and the review that follows when it reaches its limit (behaviour 2.16.4
//! steps 5 and 6, S18, S34).

use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What the count of an event depends on, besides its contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountingRules {
    /// When the last breach ended: failures before it are settled.
    pub breach_end: Option<NaiveDate>,
    /// When the sentence was passed.
    pub sentence_date: Option<NaiveDate>,
    /// The count from which on the enforcement status is to be reviewed; blank for never.
    pub limit: Option<i64>,
}

impl CountingRules {
    /// The count: the distinct days, from the later of the end of the breach and the sentence on, of the event's
    /// contacts that were not complied with and count for national standards.
    pub fn count(&self, days: impl IntoIterator<Item = NaiveDate>) -> i64 {
        let first = self.breach_end.max(self.sentence_date);
        let counted: BTreeSet<_> =
            days.into_iter().filter(|day| first.is_none_or(|first| *day >= first)).collect();
        i64::try_from(counted.len()).unwrap_or(i64::MAX)
    }

    /// Whether a review is to be asked for: the limit is reached, and none that was asked for since the breach is open.
    pub fn review_is_due(&self, count: i64, open_reviews: &[NaiveDate]) -> bool {
        let is_under_way = open_reviews.iter().any(|day| self.breach_end.is_none_or(|end| *day >= end));
        self.limit.is_some_and(|limit| count >= limit) && !is_under_way
    }
}

/// A contact of a batch that was not complied with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// Its day.
    pub date: NaiveDate,
    /// Its place among the contacts of the batch, by their ids.
    pub rank: usize,
}

/// The failure of a batch that a review is about: the latest, and of one day the one with the highest id (behaviour S18).
pub fn reviewed(failures: impl IntoIterator<Item = Failure>) -> Option<Failure> {
    failures.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const NO_BOUND: CountingRules = CountingRules { breach_end: None, sentence_date: None, limit: None };

    #[test]
    fn days_are_counted_once() {
        assert_eq!(NO_BOUND.count([day("2026-01-01"), day("2026-01-02"), day("2026-01-01")]), 2);
        assert_eq!(NO_BOUND.count([]), 0);
    }

    #[test]
    fn days_before_the_sentence_or_the_end_of_the_breach_do_not_count() {
        let days = || [day("2026-01-01"), day("2026-02-01"), day("2026-03-01")];
        let rules = |breach_end: Option<&str>, sentence_date: Option<&str>| CountingRules {
            breach_end: breach_end.map(day),
            sentence_date: sentence_date.map(day),
            limit: None,
        };
        assert_eq!(rules(None, Some("2026-02-01")).count(days()), 2);
        assert_eq!(rules(Some("2026-02-02"), None).count(days()), 1);
        assert_eq!(rules(Some("2026-03-02"), Some("2026-02-01")).count(days()), 0);
        assert_eq!(rules(Some("2026-01-02"), Some("2026-02-02")).count(days()), 1);
    }

    #[test]
    fn review_is_due_from_the_limit_on() {
        let rules = CountingRules { limit: Some(2), ..NO_BOUND };
        assert!(!rules.review_is_due(1, &[]));
        assert!(rules.review_is_due(2, &[]));
        assert!(rules.review_is_due(3, &[]));
        assert!(!NO_BOUND.review_is_due(100, &[]));
    }

    #[test]
    fn open_review_is_not_asked_for_again_until_a_breach_has_ended() {
        let rules = CountingRules { limit: Some(1), ..NO_BOUND };
        assert!(!rules.review_is_due(1, &[day("2000-01-01")]));
        let after_breach = CountingRules { breach_end: Some(day("2026-02-01")), ..rules };
        assert!(after_breach.review_is_due(1, &[day("2026-01-31")]));
        assert!(!after_breach.review_is_due(1, &[day("2026-01-31"), day("2026-02-01")]));
    }

    #[test]
    fn review_is_about_the_latest_day_and_then_the_highest_id() {
        let failure = |date: &str, rank| Failure { date: day(date), rank };
        let failures = [failure("2026-02-01", 7), failure("2026-02-01", 8), failure("2026-01-01", 9)];
        assert_eq!(reviewed(failures), Some(failure("2026-02-01", 8)));
        assert_eq!(reviewed([]), None);
    }

    proptest! {
        #[test]
        fn order_and_repetition_make_no_difference_and_the_count_is_never_negative(
            offsets in prop::collection::vec(0_u64..30, 0..20), bound in prop::option::of(0_u64..30),
        ) {
            let first = day("2026-01-01");
            let rules = CountingRules {
                breach_end: bound.map(|days| first + chrono::Days::new(days)),
                ..NO_BOUND
            };
            let days: Vec<_> = offsets.iter().map(|days| first + chrono::Days::new(*days)).collect();
            let count = rules.count(days.iter().copied());
            prop_assert_eq!(rules.count(days.iter().rev().chain(&days).copied()), count);
            prop_assert!((0..=i64::try_from(days.len()).unwrap()).contains(&count));
            prop_assert!(NO_BOUND.count(days) >= count);
        }
    }
}
