//! One value as its source gave it: text from the environment, a typed value from the file.
//!
//! No `Debug`: the value may be a secret.

use super::key::Key;
use super::reason::Reason;

/// A value that is not understood yet.
pub(super) enum Given {
    /// From the environment or a secret file, where everything is text.
    Text(String),
    /// From the file, where types count: `"8080"` is not a number.
    Toml(toml::Value),
}

impl Given {
    pub(super) fn text(&self) -> Result<&str, Reason> {
        let text = match self {
            Self::Text(text) | Self::Toml(toml::Value::String(text)) => text,
            Self::Toml(other) => return Err(Reason::WrongType(other.type_str())),
        };
        checked(text)
    }

    pub(super) fn flag(&self, key: &Key) -> Result<bool, Reason> {
        match self {
            Self::Text(text) => checked(text)?.parse().map_err(|_| Reason::unfit(key, text)),
            Self::Toml(toml::Value::Boolean(flag)) => Ok(*flag),
            Self::Toml(other) => Err(Reason::WrongType(other.type_str())),
        }
    }

    pub(super) fn whole(&self, key: &Key) -> Result<i64, Reason> {
        match self {
            Self::Text(text) => checked(text)?.parse().map_err(|_| Reason::unfit(key, text)),
            Self::Toml(toml::Value::Integer(number)) => Ok(*number),
            Self::Toml(other) => Err(Reason::WrongType(other.type_str())),
        }
    }

    /// Comma-separated text or an array of texts. Blanks around an entry do not belong to it.
    pub(super) fn list(&self, key: &Key) -> Result<Vec<String>, Reason> {
        let entries: Vec<&str> = match self {
            Self::Text(text) => checked(text)?.split(',').map(str::trim).collect(),
            Self::Toml(toml::Value::Array(values)) => {
                let texts = values.iter().map(|value| match value {
                    toml::Value::String(text) => checked(text).map(str::trim),
                    other => Err(Reason::WrongType(other.type_str())),
                });
                texts.collect::<Result<_, _>>()?
            }
            Self::Toml(other) => return Err(Reason::WrongType(other.type_str())),
        };
        if entries.is_empty() {
            return Err(Reason::Empty);
        }
        if entries.iter().any(|entry| entry.is_empty()) {
            return Err(Reason::unfit(key, &entries.join(",")));
        }
        Ok(entries.into_iter().map(str::to_owned).collect())
    }
}

fn checked(text: &str) -> Result<&str, Reason> {
    if text.is_empty() {
        Err(Reason::Empty)
    } else if text.chars().any(char::is_control) {
        Err(Reason::ControlCharacter)
    } else {
        Ok(text)
    }
}
