//! Single values in words.

use apd_client::types::{CodedValue, Name};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

/// A day: `14 March 1985`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// A moment by London's clock: `1 September 2025, 11:20`.
pub fn moment(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&London).format("%-d %B %Y, %H:%M").to_string()
}

/// A time of day by London's clock: `09:30`.
pub fn time(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&London).format("%H:%M").to_string()
}

/// A whole name: `Daniel Joseph Whitmore`.
pub fn name(name: &Name) -> String {
    let middle = name.middle_names.as_deref().unwrap_or_default();
    let parts = [name.forename.as_str(), middle, name.surname.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Words and code: `London (N07)`.
pub fn coded(value: &CodedValue) -> String {
    format!("{} ({})", value.description, value.code)
}

/// One coded value a line.
pub fn coded_lines(values: &[CodedValue]) -> String {
    values.iter().map(coded).collect::<Vec<_>>().join("\n")
}

/// `yes` or `no`.
pub fn yes_or_no(yes: bool) -> String {
    (if yes { "yes" } else { "no" }).to_owned()
}

/// The text without control characters but line ends: Delius holds free text, and a terminal obeys what it is sent.
pub fn clean(text: &str) -> String {
    let shown = |character: &char| *character == '\n' || !character.is_control();
    text.chars().map(|character| if character == '\t' { ' ' } else { character }).filter(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn times_are_those_of_london() {
        assert_eq!(moment(at("2026-07-01T09:05:00Z")), "1 July 2026, 10:05");
        assert_eq!(moment(at("2026-01-01T09:05:00Z")), "1 January 2026, 09:05");
        assert_eq!(time(at("2026-07-01T23:30:00Z")), "00:30");
    }

    #[test]
    fn name_without_middle_names_has_one_blank() {
        let whole = |middle_names: Option<&str>| {
            name(&Name {
                forename: "Amara".to_owned(),
                middle_names: middle_names.map(str::to_owned),
                surname: "Okafor".to_owned(),
            })
        };
        assert_eq!(whole(None), "Amara Okafor");
        assert_eq!(whole(Some("")), "Amara Okafor");
        assert_eq!(whole(Some("Grace Ada")), "Amara Grace Ada Okafor");
    }

    #[test]
    fn control_characters_are_dropped() {
        assert_eq!(clean("a\u{1b}[31m\tb\r\nc\u{7}\u{9b}"), "a[31m b\nc");
    }
}
