//! Ids of requirements and licence conditions.

use std::fmt;

/// The id of a sentence component (a requirement or licence condition) in Delius, 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComponentId(pub i64);

impl ComponentId {
    /// Reads an id from a path: 1 to 18 digits without sign or leading zero (behaviour S3). `None` means that no
    /// component can have it.
    pub fn parse(text: &str) -> Option<ComponentId> {
        let well_formed = (1..=18).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text.len() == 1 || !text.starts_with('0'));
        if !well_formed {
            return None;
        }
        text.parse().ok().map(ComponentId)
    }
}

impl fmt::Display for ComponentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_an_id_is_none() {
        for text in
            ["", "REQ001", "+1", "-1", " 1", "01", "1.0", "1e3", "1234567890123456789", "\u{0661}", "1\0"]
        {
            assert_eq!(ComponentId::parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_id_of_up_to_18_digits_is_read_back(id in 0..1_000_000_000_000_000_000_i64) {
            prop_assert_eq!(ComponentId::parse(&id.to_string()), Some(ComponentId(id)));
        }

        #[test]
        fn whatever_is_accepted_is_written_the_same(text in "[0-9]{1,18}|.{0,20}") {
            if let Some(id) = ComponentId::parse(&text) {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
