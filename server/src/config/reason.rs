//! What is wrong with one value.

use std::io;
use std::path::PathBuf;

use super::database_url::DatabaseUrlFault;
use super::key::Key;

/// How much of a refused value a message repeats, in characters.
const SHOWN: usize = 80;

/// What is wrong with the value of a key. The texts follow the name of the key, as in "`http.bind` is empty".
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// An empty text or list.
    #[error("is empty")]
    Empty,
    /// The file holds a value of another type.
    #[error("is of type {0}")]
    WrongType(&'static str),
    /// The value does not have the form, or is outside the range, that the key asks for.
    #[error("is {0:?}")]
    Unfit(String),
    /// As [`Reason::Unfit`], for a value that may be secret.
    #[error("does not have the right form (the value may be secret and is not shown)")]
    UnfitHidden,
    /// A character that cannot be seen, often the rest of a copied line.
    #[error("has a control character in it")]
    ControlCharacter,
    /// A URL with credentials, which would end up in logs.
    #[error("has a user name or a password in it")]
    Credentials,
    /// A URL that speaks of the machine itself, in production.
    #[error("is {0:?}, which is this machine; production does not accept that")]
    ThisMachine(String),
    /// Keys, tokens or details would be fetched without transport encryption, in production.
    #[error("is {0:?}, which is not encrypted; production accepts https:// only")]
    NotEncrypted(String),
    /// A switch of the development profile, in production.
    #[error("is set, but production does not accept it")]
    DevelopmentOnly,
    /// A secret in the configuration file, which is copied and shown more freely than the environment.
    #[error("holds a secret; secrets come from the environment or from a file of their own")]
    SecretInFile,
    /// A secret file that cannot be read.
    #[error("names the file {path:?}, which cannot be read ({source})")]
    SecretFile {
        /// The file.
        path: PathBuf,
        /// Why it cannot be read. Shown in the text, because a list of problems has no chain of sources.
        source: io::Error,
    },
    /// A secret that is given twice in the same place.
    #[error("is set together with {0}; only one of them can count")]
    GivenTwice(&'static str),
    /// The URL of the database is not usable.
    #[error(transparent)]
    Database(#[from] DatabaseUrlFault),
}

impl Reason {
    /// The refusal of `value` for its form. The value is repeated only when it cannot be a secret: an at sign
    /// may be the end of credentials in a URL that was given for the wrong key.
    pub(super) fn unfit(key: &Key, value: &str) -> Self {
        if key.is_secret() || value.contains('@') {
            Self::UnfitHidden
        } else {
            Self::Unfit(value.chars().take(SHOWN).collect())
        }
    }
}
