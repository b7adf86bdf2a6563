//! Limited access: who may not see a case (behaviour 2.9, D10).
//!
//! An *exclusion* names a user who may not see a case; a *restriction* names one who may, and keeps everybody else
//! out. The rules fail closed: start times are not looked at, and a user whom Delius does not know is kept out of every
//! case that anybody is kept out of.

use chrono::{NaiveDate, NaiveDateTime};

/// A user's id in Delius, or `None` for a user whom Delius does not know.
pub type KnownUser = Option<i64>;

/// One exclusion or restriction row of a case.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The user that it names.
    pub user_id: i64,
    /// When it ends, London wall time; blank for one without an end.
    pub end: Option<NaiveDateTime>,
}

impl Limit {
    /// A limit counts while its end is blank or after the start of today in London.
    fn is_current(&self, today: NaiveDate) -> bool {
        self.end.is_none_or(|end| end > today.and_time(chrono::NaiveTime::MIN))
    }
}

/// Whether the user is kept out by an exclusion: one names them, or, when they are not known, anybody.
pub fn is_excluded(user: KnownUser, exclusions: &[Limit], today: NaiveDate) -> bool {
    let mut current = exclusions.iter().filter(|limit| limit.is_current(today));
    current.any(|limit| user.is_none_or(|user_id| limit.user_id == user_id))
}

/// Whether the user is kept out by a restriction: there is one, and none names them.
pub fn is_restricted(user: KnownUser, restrictions: &[Limit], today: NaiveDate) -> bool {
    let mut current = restrictions.iter().filter(|limit| limit.is_current(today)).peekable();
    current.peek().is_some() && current.all(|limit| user != Some(limit.user_id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();

    fn limit(user_id: i64, end: Option<&str>) -> Limit {
        Limit { user_id, end: end.map(|text| text.parse().unwrap()) }
    }

    #[test]
    fn exclusion_keeps_out_the_user_it_names_and_every_unknown_one() {
        let exclusions = [limit(1, None)];
        assert!(is_excluded(Some(1), &exclusions, TODAY));
        assert!(!is_excluded(Some(2), &exclusions, TODAY));
        assert!(is_excluded(None, &exclusions, TODAY));
    }

    #[test]
    fn restriction_keeps_out_everybody_it_does_not_name() {
        let restrictions = [limit(1, None), limit(2, None)];
        assert!(!is_restricted(Some(1), &restrictions, TODAY));
        assert!(is_restricted(Some(3), &restrictions, TODAY));
        assert!(is_restricted(None, &restrictions, TODAY));
        assert!(!is_restricted(None, &[], TODAY));
    }

    #[test]
    fn an_end_counts_from_the_start_of_its_day() {
        for (end, current) in [
            ("2026-06-15T00:00:00", false),
            ("2026-06-15T00:00:00.000001", true),
            ("2026-06-14T23:59:59", false),
        ] {
            assert_eq!(is_excluded(Some(1), &[limit(1, Some(end))], TODAY), current, "{end}");
        }
    }

    fn limits() -> impl Strategy<Value = Vec<Limit>> {
        let end = prop::option::of((-3_i64..3, 0_u32..86_400)).prop_map(|end| {
            end.map(|(days, seconds)| {
                let day = TODAY + chrono::Duration::days(days);
                day.and_time(chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap())
            })
        });
        prop::collection::vec((0_i64..4, end).prop_map(|(user_id, end)| Limit { user_id, end }), 0..6)
    }

    proptest! {
        #[test]
        fn an_unknown_user_never_sees_more_than_a_known_one(limits in limits(), user in 0_i64..4) {
            prop_assert!(is_excluded(None, &limits, TODAY) || !is_excluded(Some(user), &limits, TODAY));
            prop_assert!(is_restricted(None, &limits, TODAY) || !is_restricted(Some(user), &limits, TODAY));
        }

        #[test]
        fn ended_limits_and_their_order_make_no_difference(limits in limits(), user in prop::option::of(0_i64..4)) {
            let mut current: Vec<_> = limits.iter().copied().filter(|limit| limit.is_current(TODAY)).collect();
            current.reverse();
            prop_assert_eq!(is_excluded(user, &limits, TODAY), is_excluded(user, &current, TODAY));
            prop_assert_eq!(is_restricted(user, &limits, TODAY), is_restricted(user, &current, TODAY));
        }

        #[test]
        fn a_further_exclusion_never_lets_anybody_in(limits in limits(), user in prop::option::of(0_i64..4)) {
            let mut more = limits.clone();
            more.push(Limit { user_id: 0, end: None });
            prop_assert!(is_excluded(user, &more, TODAY) || !is_excluded(user, &limits, TODAY));
        }
    }
}
