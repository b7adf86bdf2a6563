//! What a configuration key is: its name, its meaning and what a right value looks like.
//!
//! The keys are declared beside the part they configure and gathered in [`super::keys`]. Error texts,
//! `check-config` and the table in `docs/configuration.md` are all made from these declarations, so that none
//! of them can disagree.

use std::fmt;

/// The beginning of every environment variable of the service.
pub(super) const PREFIX: &str = "APD_";

/// One configuration key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The name in the file, sections joined by dots, such as `http.bind`.
    pub name: &'static str,
    /// The values that are accepted.
    pub kind: Kind,
    /// What the value decides, in one sentence of Markdown.
    pub meaning: &'static str,
    /// The value in force when the key is not set. [`None`] stands for "no value"; only for such a key does
    /// an empty environment variable count as not set.
    pub default: Option<&'static str>,
    /// A right value, as the environment would give it.
    pub example: &'static str,
}

/// The values that a key accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// A whole number between two bounds, both included.
    Whole {
        /// The lowest number accepted.
        min: u32,
        /// The highest number accepted.
        max: u32,
    },
    /// Several texts of the form described: an array in the file, comma-separated in the environment (behaviour
    /// S28).
    List(&'static str),
    /// Text of the form described.
    Text(&'static str),
    /// Text of the form described that may hold a secret, so that no error repeats it.
    Secret(&'static str),
}

impl Key {
    /// The environment variable that overrides this key, such as `APD_HTTP__BIND` for `http.bind`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.replace('.', "__").to_uppercase())
    }

    /// The part of the name before the first dot; the whole name when it has none.
    pub(super) fn section(&self) -> &'static str {
        self.name.split('.').next().unwrap_or(self.name)
    }

    /// Whether a value of this key must never be repeated in a message.
    pub(super) fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Secret(_))
    }

    /// The example as a line of the environment.
    pub(super) fn example_in_environment(&self) -> String {
        format!("{}={}", self.variable(), self.example)
    }

    /// The example as a line of the file.
    pub(super) fn example_in_file(&self) -> String {
        let value = match self.kind {
            Kind::Flag | Kind::Whole { .. } => self.example.to_owned(),
            Kind::List(_) => toml::Value::from(self.example.split(',').collect::<Vec<_>>()).to_string(),
            Kind::Choice(_) | Kind::Text(_) | Kind::Secret(_) => toml::Value::from(self.example).to_string(),
        };
        format!("{} = {value}", self.name)
    }
}

/// What is expected, as a fragment that follows the word "expected".
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choice(names) => write!(f, "one of {}", names.join(", ")),
            Self::Flag => f.write_str("true or false"),
            Self::Whole { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::List(form) => write!(f, "a list of {form}, comma-separated in the environment"),
            Self::Text(form) | Self::Secret(form) => f.write_str(form),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: Key = Key {
        name: "section.some_number",
        kind: Kind::Whole { min: 1, max: 9 },
        meaning: "A number.",
        default: Some("3"),
        example: "5",
    };

    #[test]
    fn variable_has_the_prefix_and_two_underscores_for_a_dot() {
        assert_eq!(NUMBER.variable(), "APD_SECTION__SOME_NUMBER");
        assert_eq!(NUMBER.section(), "section");
    }

    #[test]
    fn examples_follow_the_syntax_of_their_source() {
        let list = Key { name: "section.names", kind: Kind::List("names"), example: "a,b", ..NUMBER };
        let text = Key { name: "section.text", kind: Kind::Text("text"), example: "a", ..NUMBER };

        assert_eq!(NUMBER.example_in_environment(), "APD_SECTION__SOME_NUMBER=5");
        assert_eq!(NUMBER.example_in_file(), "section.some_number = 5");
        assert_eq!(list.example_in_file(), r#"section.names = ["a", "b"]"#);
        assert_eq!(text.example_in_file(), r#"section.text = "a""#);
    }
}
