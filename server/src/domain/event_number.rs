//! Event numbers.

use std::fmt;

/// The number of an event within a person's record. Delius keeps it as text, and compares it as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventNumber(String);

impl EventNumber {
    /// Takes the number as the caller wrote it. `None` for text that no database column can hold; any other text is
    /// looked up, and simply not found when it is not a number (behaviour D4).
    pub fn parse(text: &str) -> Option<EventNumber> {
        (!text.contains('\0')).then(|| EventNumber(text.to_owned()))
    }

    /// The number as Delius stores it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nul_is_refused() {
        assert_eq!(EventNumber::parse("1").unwrap().as_str(), "1");
        let number = EventNumber::parse("null").unwrap();
        assert_eq!((number.as_str(), number.to_string().as_str()), ("null", "null"));
        assert_eq!(EventNumber::parse("1\0"), None);
    }
}
