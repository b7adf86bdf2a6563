//! A private key in a file that several processes share.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

/// Why the file of a key cannot be used.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// The file is there but cannot be read.
    #[error("key file {path} cannot be read")]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file cannot be made.
    #[error("key file {path} cannot be created")]
    Create {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// The content of the file at `path`, or `None` if there is none.
///
/// # Errors
///
/// [`KeyFileError::Read`].
pub(super) fn read_if_present(path: &Path) -> Result<Option<String>, KeyFileError> {
    match fs::read_to_string(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(KeyFileError::Read { path: path.to_owned(), source }),
    }
}

/// Makes the file at `path`, readable for its owner alone, unless there is one by now: another process may have
/// been faster. Nobody ever sees half a file, and none that is there is replaced.
///
/// # Errors
///
/// [`KeyFileError::Create`].
pub(super) fn create_unless_present(path: &Path, content: &str) -> Result<(), KeyFileError> {
    let failed = |source| KeyFileError::Create { path: path.to_owned(), source };
    let mut file = NamedTempFile::new_in(directory_of(path)).map_err(failed)?;
    file.write_all(content.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(failed(error.error)),
    }
}

fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
