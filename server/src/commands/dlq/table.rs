//! Dead letters as a table.

use apd_server::messaging::dead_letters::DeadLetter;
use chrono::{DateTime, FixedOffset};

const HEADINGS: [&str; 7] = ["ID", "TYPE", "CRN", "FIRST SEEN", "LAST SEEN", "RECEIVED", "REASON"];

/// A table with a line for each dead letter, or a sentence where there is none. The reason comes last, as it may be long.
pub(super) fn table(letters: &[DeadLetter]) -> String {
    if letters.is_empty() {
        return "There are no dead letters.\n".to_owned();
    }
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(letters.iter().map(cells));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; HEADINGS.len()] = std::array::from_fn(width);
    rows.iter().map(|row| line(row, &widths)).collect()
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

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let known = DeadLetter {
            event_type: Some("programme.complete".to_owned()),
            crn: Some("X123456".to_owned()),
            first_seen: Some("2026-06-15T12:00:00+01:00".parse().unwrap()),
            reason: Some("CRN mismatch".to_owned()),
            ..letter("7d0f")
        };

        let table = table(&[known, letter("1")]);

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

        assert!(table(&[letter]).ends_with("a [2J b\n"));
    }

    #[test]
    fn no_dead_letters_are_said_in_words() {
        assert_eq!(table(&[]), "There are no dead letters.\n");
    }
}
