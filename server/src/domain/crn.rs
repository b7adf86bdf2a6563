//! Case reference numbers.

use std::fmt;

/// The case reference number (CRN) of a person: a letter and six digits, in upper case.
///
/// Only [`Crn::parse`] makes one, so a `Crn` can always be put to the database, and never holds what PostgreSQL
/// refuses to take as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Crn(String);

impl Crn {
    /// Reads a CRN as callers write it: blanks around it and lower case do not matter (behaviour S3).
    ///
    /// `None` means that no person can have it; what that leads to is for the use case to say (D4, S6, S7).
    pub fn parse(text: &str) -> Option<Crn> {
        let text = text.trim();
        let bytes = text.as_bytes();
        let well_formed = bytes.len() == 7
            && bytes.first().is_some_and(u8::is_ascii_alphabetic)
            && bytes.iter().skip(1).all(u8::is_ascii_digit);
        well_formed.then(|| Crn(text.to_ascii_uppercase()))
    }

    /// The CRN as Delius stores it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Crn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_and_case_do_not_matter() {
        let crn = Crn::parse(" x123456\t").unwrap();
        assert_eq!((crn.as_str(), crn.to_string().as_str()), ("X123456", "X123456"));
    }

    #[test]
    fn what_cannot_be_a_crn_is_none() {
        for text in [
            "",
            "X12345",
            "X1234567",
            "1234567",
            "XX23456",
            "X12345\0",
            "X' OR 1",
            "É123456",
            "X12345\u{0665}",
        ] {
            assert_eq!(Crn::parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_refused_or_normalised(text in ".{0,9}") {
            if let Some(crn) = Crn::parse(&text) {
                prop_assert_eq!(crn.as_str(), text.trim().to_uppercase());
                prop_assert_eq!(Crn::parse(crn.as_str()), Some(crn));
            }
        }
    }
}
