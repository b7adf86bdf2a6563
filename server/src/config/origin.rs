//! Where a value came from.

use std::fmt;
use std::path::PathBuf;

/// The source of a configuration value, for error messages and for `check-config`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// Nobody set the key.
    #[default]
    Default,
    /// The configuration file.
    File(PathBuf),
    /// An environment variable, by its name.
    Variable(String),
    /// A file whose path is itself a configuration value, used for secrets.
    SecretFile(PathBuf),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Variable(name) => write!(f, "environment variable {name}"),
            Self::SecretFile(path) => write!(f, "secret file {}", path.display()),
        }
    }
}
