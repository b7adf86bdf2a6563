//! Notes of contacts and components: texts that grow, with a blank line between their parts.

use chrono::{NaiveDate, NaiveDateTime};

const BLANK_LINE: &str = "\n\n";

/// Appends a text to notes.
pub fn append(notes: &mut Option<String>, text: &str) {
    match notes {
        Some(notes) if !notes.is_empty() => {
            notes.push_str(BLANK_LINE);
            notes.push_str(text);
        }
        _ => *notes = Some(text.to_owned()),
    }
}

/// Appends a text unless it is blank, or the notes end with it already: the client sends the notes of a session again
/// with each change of it (behaviour 2.16.5, D21).
pub fn append_new(notes: &mut Option<String>, text: &str) {
    if !text.trim().is_empty() && !ends_with(notes.as_deref().unwrap_or_default(), text) {
        append(notes, text);
    }
}

/// Whether the last part of the notes is the text (behaviour S19).
fn ends_with(notes: &str, text: &str) -> bool {
    notes.strip_suffix(text).is_some_and(|before| before.is_empty() || before.ends_with(BLANK_LINE))
}

/// Whether the first part of the notes is the text: what was stored at creation may have been added to (behaviour D15).
pub fn begins_with(notes: &str, text: &str) -> bool {
    notes.strip_prefix(text).is_some_and(|after| after.is_empty() || after.starts_with(BLANK_LINE))
}

/// What an enforcement leaves in the notes of the appointment (behaviour 2.16.4): London wall time, and the action.
pub fn enforcement_stamp(now: NaiveDateTime, action: &str) -> String {
    format!("{}\nEnforcement Action: {action}", now.format("%d/%m/%Y %H:%M"))
}

/// What the first appointment before the group leaves in the notes of the component (behaviour 2.15).
pub fn commencement(date: NaiveDate) -> String {
    format!(
        "Actual Start Date set to {} following notification from the Accredited Programmes – Intervention Service",
        date.format("%d/%m/%Y")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn appended(notes: Option<&str>, text: &str) -> Option<String> {
        let mut notes = notes.map(str::to_owned);
        append_new(&mut notes, text);
        notes
    }

    #[test]
    fn parts_are_set_apart_by_a_blank_line() {
        assert_eq!(appended(None, "new").as_deref(), Some("new"));
        assert_eq!(appended(Some(""), "new").as_deref(), Some("new"));
        assert_eq!(appended(Some("old"), "new").as_deref(), Some("old\n\nnew"));
    }

    #[test]
    fn blank_text_and_text_that_is_there_already_are_not_appended() {
        for (notes, text) in [
            (None, " \r\n\t"),
            (Some("old"), ""),
            (Some("old"), "old"),
            (Some("old\n\nnew"), "new"),
            (Some("one\n\ntwo\n\nthree"), "two\n\nthree"),
        ] {
            assert_eq!(appended(notes, text).as_deref(), notes, "{text:?}");
        }
    }

    #[test]
    fn text_is_there_only_as_a_whole_last_part() {
        assert_eq!(appended(Some("brand new"), "new").as_deref(), Some("brand new\n\nnew"));
        assert_eq!(appended(Some("new\n\nold"), "new").as_deref(), Some("new\n\nold\n\nnew"));
        assert_eq!(appended(Some("old\nnew"), "new").as_deref(), Some("old\nnew\n\nnew"));
    }

    #[test]
    fn stored_notes_may_go_on_after_a_blank_line() {
        assert!(begins_with("first", "first"));
        assert!(begins_with("first\n\n15/06/2026 12:00", "first"));
        assert!(!begins_with("first\nsecond", "first"));
        assert!(!begins_with("first and more", "first"));
        assert!(!begins_with("other", "first"));
    }

    #[test]
    fn texts_of_our_own_are_to_the_letter() {
        let now = "2026-06-05T09:07:59".parse().unwrap();
        assert_eq!(
            enforcement_stamp(now, "Refer to manager"),
            "05/06/2026 09:07\nEnforcement Action: Refer to manager"
        );
        assert_eq!(
            commencement("2026-06-05".parse().unwrap()),
            "Actual Start Date set to 05/06/2026 following notification from the Accredited Programmes – \
             Intervention Service"
        );
    }

    proptest! {
        #[test]
        fn appending_twice_is_appending_once(notes in prop::option::of("[ab\n]{0,8}"), text in "[ab\n]{0,6}") {
            let once = appended(notes.as_deref(), &text);
            prop_assert_eq!(appended(once.as_deref(), &text), once);
        }

        #[test]
        fn nothing_is_ever_lost(notes in "[ab\n]{0,8}", text in "[ab\n]{0,6}") {
            let after = appended(Some(&notes), &text).unwrap();
            prop_assert!(after.starts_with(&notes));
            prop_assert!(text.trim().is_empty() || after.ends_with(&text));
        }
    }
}
