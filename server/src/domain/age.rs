//! Age in years and months.

use chrono::{Datelike, NaiveDate};

/// The age on `today`, as the client shows it: `45 years, 6 months`, always in the plural (behaviour 2.1).
///
/// A month is complete when its day of the month is reached or the month has passed (S2): born on the 31st, one is a
/// month older on the 1st of the month after a month of 30 days. A date of birth in the future counts as today.
pub fn age(date_of_birth: NaiveDate, today: NaiveDate) -> String {
    let months = complete_months(date_of_birth, today).max(0);
    format!("{} years, {} months", months / 12, months % 12)
}

fn complete_months(from: NaiveDate, to: NaiveDate) -> i32 {
    let months = (to.year() - from.year()) * 12 + to.month0().cast_signed() - from.month0().cast_signed();
    if to.day() < from.day() { months - 1 } else { months }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_complete_when_their_day_is_reached() {
        let cases = [
            ("1980-12-15", "2026-06-15", "45 years, 6 months"),
            ("1980-12-15", "2026-06-14", "45 years, 5 months"),
            ("2000-02-29", "2001-02-28", "0 years, 11 months"),
            ("2000-02-29", "2001-03-01", "1 years, 0 months"),
            ("2000-01-31", "2000-02-29", "0 years, 0 months"),
            ("2000-01-31", "2000-03-01", "0 years, 1 months"),
            ("2025-05-01", "2026-06-01", "1 years, 1 months"),
            ("2026-06-02", "2026-06-01", "0 years, 0 months"),
        ];
        for (born, today, expected) in cases {
            assert_eq!(age(date(born), date(today)), expected, "born {born}, today {today}");
        }
    }

    proptest! {
        #[test]
        fn age_never_falls_and_grows_by_a_month_at_most_from_day_to_day(born in 0_u64..40_000, later in 0_u64..40_000) {
            let born = date("1920-01-01") + Days::new(born);
            let today = born + Days::new(later);
            let (now, tomorrow) = (complete_months(born, today), complete_months(born, today + Days::new(1)));
            prop_assert!(now >= 0);
            prop_assert!(tomorrow == now || tomorrow == now + 1);
        }

        #[test]
        fn one_is_exactly_so_many_years_old_on_a_birthday(days in 0_u64..30_000, years in 0_i32..110) {
            let born = date("1920-01-01") + Days::new(days);
            if let Some(birthday) = born.with_year(born.year() + years) {
                prop_assert_eq!(age(born, birthday), format!("{years} years, 0 months"));
            }
        }
    }
}
