//! London time. Delius keeps wall time without a zone; "today" and "now" are London's (behaviour 6.4).

use chrono::{
    DateTime, Duration, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, Offset, SubsecRound, TimeZone,
    Utc,
};
use chrono_tz::Europe::London;

/// The day in London.
pub fn date(moment: DateTime<Utc>) -> NaiveDate {
    wall_time(moment).date()
}

/// What a clock on a wall in London shows, cut to the microsecond: more is not stored (behaviour 0.5), though SQLite
/// would.
pub fn wall_time(moment: DateTime<Utc>) -> NaiveDateTime {
    moment.with_timezone(&London).naive_local().trunc_subsecs(6)
}

/// The same moment with London's offset then.
pub fn with_offset(moment: DateTime<Utc>) -> DateTime<FixedOffset> {
    let moment = moment.with_timezone(&London);
    moment.with_timezone(&moment.offset().fix())
}

/// The moment at which clocks in London show `wall_time`, with London's offset then.
///
/// When clocks go forward the skipped times do not exist: they move forward by the gap. When clocks go back an hour
/// happens twice: the first time, in summer time, counts (behaviour S1).
pub fn moment(wall_time: NaiveDateTime) -> DateTime<FixedOffset> {
    let moment = match London.from_local_datetime(&wall_time) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => moment,
        // The offset before the gap, applied to a time in it, lands as far behind the gap as the time was in it.
        LocalResult::None => {
            let before = London.offset_from_utc_datetime(&(wall_time - Duration::hours(3)));
            before.fix().from_utc_datetime(&(wall_time - before.fix())).with_timezone(&London)
        }
    };
    with_offset(moment.to_utc())
}

/// What London's clocks really show for `wall_time`: the same, but in the gap when they go forward, where the time has
/// moved by the gap (behaviour S1).
pub fn shown(wall_time: NaiveDateTime) -> NaiveDateTime {
    moment(wall_time).naive_local()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};
    use proptest::prelude::*;

    fn at(text: &str) -> String {
        moment(text.parse().unwrap()).to_rfc3339()
    }

    #[test]
    fn summer_and_winter_have_their_offsets() {
        assert_eq!(at("2026-07-01T10:00:00"), "2026-07-01T10:00:00+01:00");
        assert_eq!(at("2026-01-05T09:30:00"), "2026-01-05T09:30:00+00:00");
    }

    #[test]
    fn skipped_times_move_forward_by_the_gap() {
        assert_eq!(at("2026-03-29T00:59:59"), "2026-03-29T00:59:59+00:00");
        assert_eq!(at("2026-03-29T01:00:00"), "2026-03-29T02:00:00+01:00");
        assert_eq!(at("2026-03-29T01:30:00"), "2026-03-29T02:30:00+01:00");
        assert_eq!(at("2026-03-29T02:00:00"), "2026-03-29T02:00:00+01:00");
    }

    #[test]
    fn of_a_repeated_hour_the_first_counts() {
        assert_eq!(at("2026-10-25T01:30:00"), "2026-10-25T01:30:00+01:00");
        assert_eq!(at("2026-10-25T02:00:00"), "2026-10-25T02:00:00+00:00");
    }

    #[test]
    fn moments_of_the_repeated_hour_keep_their_own_offset() {
        let written = |text: &str| with_offset(text.parse().unwrap()).to_rfc3339();
        assert_eq!(written("2026-10-25T00:30:00Z"), "2026-10-25T01:30:00+01:00");
        assert_eq!(written("2026-10-25T01:30:00Z"), "2026-10-25T01:30:00+00:00");
    }

    #[test]
    fn the_day_begins_an_hour_early_for_utc_in_summer() {
        assert_eq!(date("2026-06-30T23:00:00Z".parse().unwrap()), "2026-07-01".parse().unwrap());
        assert_eq!(date("2026-01-30T23:59:59Z".parse().unwrap()), "2026-01-30".parse().unwrap());
    }

    #[test]
    fn wall_time_is_cut_to_the_microsecond() {
        let wall = wall_time("2026-06-15T11:00:00.123456789Z".parse().unwrap());
        assert_eq!(wall, "2026-06-15T12:00:00.123456".parse().unwrap());
    }

    fn last_sunday(year: i32, month: u32) -> NaiveDate {
        let days = (1..=31).rev().filter_map(|day| NaiveDate::from_ymd_opt(year, month, day));
        days.into_iter().find(|day| day.weekday() == Weekday::Sun).unwrap()
    }

    proptest! {
        #[test]
        fn every_moment_comes_back_from_its_wall_time_but_in_the_repeated_hour(seconds in 0_i64..2_500_000_000) {
            let utc = DateTime::<Utc>::from_timestamp(seconds, 0).unwrap();
            let wall = wall_time(utc);
            let back = moment(wall);
            prop_assert_eq!(back.naive_local(), wall);
            let difference = utc.signed_duration_since(back);
            prop_assert!(difference.is_zero() || difference == Duration::hours(1));
        }

        #[test]
        fn around_each_change_of_clocks_wall_time_is_kept_or_moved_by_an_hour(
            year in 1999_i32..2100, spring: bool, minutes in -240_i64..240,
        ) {
            let day = last_sunday(year, if spring { 3 } else { 10 });
            let wall = day.and_hms_opt(1, 30, 0).unwrap() + Duration::minutes(minutes);
            let skipped = spring && wall >= day.and_hms_opt(1, 0, 0).unwrap() && wall < day.and_hms_opt(2, 0, 0).unwrap();
            let moved = moment(wall).naive_local() - wall;
            prop_assert_eq!(moved, if skipped { Duration::hours(1) } else { Duration::zero() });
        }
    }
}
