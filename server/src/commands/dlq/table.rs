//! Dead letters as a table.

use apd_server::messaging::dead_letters::{DeadLetter, Listing};
use chrono::{DateTime, FixedOffset};

const HEADINGS: [&str; 7] = ["ID", "TYPE", "CRN", "FIRST SEEN", "LAST SEEN", "RECEIVED", "REASON"];

/// What stands before each line of a body.
const INDENT: &str = "    ";

/// A table with a line for each dead letter, and its body below where that was asked for; or a sentence where there is none.
/// The reason comes last, as it may be long.
pub(super) fn table(listing: &Listing) -> String {
    let mut table = match listing.letters.as_slice() {
        [] if listing.hidden > 0 => "No dead letters can be seen.\n".to_owned(),
        [] => "There are no dead letters.\n".to_owned(),
        letters => lines(letters),
    };
    if listing.hidden > 0 {
        table += &format!("Hidden at present: {}; look again in two minutes.\n", listing.hidden);
    }
    table
}

fn lines(letters: &[DeadLetter]) -> String {
    let headings = HEADINGS.map(str::to_owned);
    let rows: Vec<_> = letters.iter().map(cells).collect();
    let all = || rows.iter().chain(std::iter::once(&headings));
    let width = |column: usize| all().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; HEADINGS.len()] = std::array::from_fn(width);
    let of_letter = |(letter, row): (&DeadLetter, &[String; HEADINGS.len()])| {
        line(row, &widths) + &letter.body.as_deref().map(body).unwrap_or_default()
    };
    let letters = letters.iter().zip(&rows).map(of_letter);
    std::iter::once(line(&headings, &widths)).chain(letters).collect()
}

fn body(text: &str) -> String {
    text.lines().map(|line| format!("{INDENT}{}\n", printable(line))).collect()
}

fn cells(letter: &DeadLetter) -> [String; HEADINGS.len()] {
    [
        printable(&letter.id),
        known(letter.event_type.as_deref()),
        known(letter.crn.as_deref()),
        time(letter.first_seen),
        time(letter.last_seen),
        letter.receive_count.to_string(),
        known(letter.reason.as_deref()),
    ]
}

fn line(row: &[String; HEADINGS.len()], widths: &[usize; HEADINGS.len()]) -> String {
    let cells: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    format!("{}\n", cells.join("  ").trim_end())
}

fn known(text: Option<&str>) -> String {
    text.map_or_else(|| "-".to_owned(), printable)
}

fn time(time: Option<DateTime<FixedOffset>>) -> String {
    time.map_or_else(|| "-".to_owned(), |time| time.format("%Y-%m-%d %H:%M:%S %:z").to_string())
}

/// What a stranger wrote into a message must not steer the terminal, or break the line.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(id: &str) -> DeadLetter {
        DeadLetter {
            id: id.to_owned(),
            event_type: None,
            crn: None,
            first_seen: None,
            last_seen: None,
            receive_count: 3,
            reason: None,
            body: None,
        }
    }

    fn listing(letters: Vec<DeadLetter>) -> Listing {
        Listing { letters, hidden: 0, is_complete: true }
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let known = DeadLetter {
            event_type: Some("programme.complete".to_owned()),
            crn: Some("X123456".to_owned()),
            first_seen: Some("2026-06-15T12:00:00+01:00".parse().unwrap()),
            reason: Some("CRN mismatch".to_owned()),
            ..letter("7d0f")
        };

        let table = table(&listing(vec![known, letter("1")]));

        assert_eq!(
            table,
            "ID    TYPE                CRN      FIRST SEEN                  LAST SEEN  RECEIVED  REASON\n\
             7d0f  programme.complete  X123456  2026-06-15 12:00:00 +01:00  -          3         CRN mismatch\n\
             1     -                   -        -                           -          3         -\n"
        );
    }

    #[test]
    fn text_of_strangers_does_not_steer_the_terminal() {
        let letter = DeadLetter { reason: Some("a\u{1b}[2J\nb".to_owned()), ..letter("1") };

        assert!(table(&listing(vec![letter])).ends_with("a [2J b\n"));
    }

    #[test]
    fn no_dead_letters_are_said_in_words() {
        assert_eq!(table(&listing(vec![])), "There are no dead letters.\n");
    }

    #[test]
    fn hidden_dead_letters_are_not_taken_for_none() {
        let told = "Hidden at present: 2; look again in two minutes.\n";

        let none = table(&Listing { hidden: 2, ..listing(vec![]) });
        let one = table(&Listing { hidden: 2, ..listing(vec![letter("1")]) });

        assert_eq!(none, format!("No dead letters can be seen.\n{told}"));
        assert!(one.starts_with("ID") && one.ends_with(told), "{one}");
    }

    #[test]
    fn bodies_stand_below_their_rows() {
        let first = DeadLetter { body: Some("{\n  \"a\": \u{1b}1\n}".to_owned()), ..letter("1") };
        let second = DeadLetter { body: Some("text".to_owned()), ..letter("2") };

        let table = table(&listing(vec![first, second]));

        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[2..5], ["    {", "      \"a\":  1", "    }"]);
        assert!(lines[1].starts_with('1') && lines[5].starts_with('2'));
        assert_eq!(lines[6..], ["    text"]);
    }
}
