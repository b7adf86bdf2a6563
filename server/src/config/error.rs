//! Everything that is wrong with a configuration, told at once.
//!
//! A text here never holds a value that may be secret: see [`Reason::unfit`], and the errors of the TOML
//! parser, whose own display would show the line in question.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::key::Key;
use super::keys::sections;
use super::origin::Origin;
use super::reason::Reason;

/// A configuration that cannot be used. Its text has one line for each problem.
#[derive(Debug)]
pub struct ConfigError {
    problems: Vec<Problem>,
}

/// One thing wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The configuration file cannot be read.
    #[error(
        "{named_by} names the file {path:?}, which cannot be read ({source}); expected a TOML file, \
         for example {named_by}=/etc/apd/configuration.toml"
    )]
    Unreadable {
        /// `--config` or the environment variable.
        named_by: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it cannot be read. Shown in the text, because a list of problems has no chain of sources.
        source: io::Error,
    },
    /// The environment variable that names the file is empty. It is refused, not skipped: the built-in
    /// development profile must not take the place of a file whose name was lost.
    #[error("{0} is empty; expected the path of a TOML file, for example {0}=/etc/apd/configuration.toml")]
    EmptyFileName(&'static str),
    /// The configuration file is not TOML.
    #[error(
        "file {path:?}, line {line}, column {column}: {message}; expected TOML, for example {}",
        super::http::BIND.example_in_file()
    )]
    NotToml {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted in characters from 1.
        column: usize,
        /// What the parser says, without the text it read.
        message: String,
    },
    /// An environment variable of ours is not Unicode.
    #[error("environment variable {0} is not valid Unicode; expected text, for example {example}",
        example = super::http::BIND.example_in_environment())]
    NotUnicode(String),
    /// A key that does not exist.
    #[error("{} is not a key; {}", unknown(.name, .origin), suggestion(.origin, .candidates))]
    Unknown {
        /// The name of the key in the file, or of the variable.
        name: String,
        /// The file or the variable.
        origin: Origin,
        /// What may have been meant; empty when there is not even such a section.
        candidates: Vec<&'static Key>,
    },
    /// A value that cannot be used.
    #[error("{} ({origin}) {reason}; expected {}, for example {}", key.name, key.kind,
        example(.key, .origin))]
    Value {
        /// The key.
        key: &'static Key,
        /// Where the value came from.
        origin: Origin,
        /// What is wrong with it.
        reason: Reason,
    },
    /// A key that another key needs and nobody set.
    #[error("{} is not set, but {} needs it; expected {}, for example {}", key.name, by.name, key.kind,
        key.example_in_environment())]
    Needed {
        /// The key.
        key: &'static Key,
        /// The key that needs it.
        by: &'static Key,
    },
    /// A key that production needs and nobody set.
    #[error("{} is not set, but production needs it; expected {}, for example {}", key.name, key.kind,
        key.example_in_environment())]
    Missing {
        /// The key.
        key: &'static Key,
    },
}

impl ConfigError {
    pub(super) fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// Everything found, in the order of the sources and keys.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration cannot be used:")?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for ConfigError {}

fn example(key: &Key, origin: &Origin) -> String {
    match origin {
        Origin::File(_) if key.is_secret() => key.example_in_environment(),
        Origin::File(_) => key.example_in_file(),
        Origin::SecretFile(_) => key.example.to_owned(),
        Origin::Default | Origin::Variable(_) => key.example_in_environment(),
    }
}

fn unknown(name: &str, origin: &Origin) -> String {
    match origin {
        Origin::Variable(_) => origin.to_string(),
        _ => format!("{name} ({origin})"),
    }
}

fn suggestion(origin: &Origin, candidates: &[&'static Key]) -> String {
    let Some(first) = candidates.first() else {
        let example = example(&super::http::BIND, origin);
        return format!("expected a key of {}, for example {example}", sections().join(", "));
    };
    let name = |key: &&'static Key| match origin {
        Origin::Variable(_) => key.variable(),
        _ => key.name.to_owned(),
    };
    let names = candidates.iter().map(name).collect::<Vec<_>>().join(", ");
    let one_of = if candidates.len() > 1 { "one of " } else { "" };
    format!("expected {one_of}{names}, for example {}", example(first, origin))
}
