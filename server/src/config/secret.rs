//! Text that must not be shown.

use std::fmt;

/// A secret text. It has no `Display`, and `Debug` shows nothing of it: whoever needs the text says so by
/// calling [`Secret::expose`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for the one place that hands it over.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_the_text() {
        let secret = Secret::new("open sesame".to_owned());

        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(secret.expose(), "open sesame");
    }
}
