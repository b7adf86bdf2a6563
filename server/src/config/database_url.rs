//! The URL of the database: which engine, and where.

use std::fmt;
use std::path::PathBuf;

use super::postgres_url::PostgresUrl;
use super::secret::Secret;

/// The database that `database.url` names. `Debug` and `Display` show no password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The path of an SQLite file, relative to the working directory.
    Sqlite(PathBuf),
    /// A PostgreSQL server.
    Postgres(PostgresUrl),
}

/// Why a URL cannot be used. No text repeats anything of the URL, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseUrlFault {
    /// Neither of the two engines.
    #[error("begins with none of sqlite:, postgres:// and postgresql://")]
    UnknownScheme,
    /// Nothing behind `sqlite:`.
    #[error("names no SQLite file")]
    NoSqliteFile,
    /// Two slashes, which other tools read as the beginning of a host name.
    #[error("has // after sqlite:, where a plain path is expected, as in sqlite:/var/lib/apd.db")]
    SqliteSlashes,
    /// A database in memory would be another one for each connection of the pool.
    #[error("names an SQLite database in memory, which connections cannot share")]
    SqliteInMemory,
    /// A reserved character that would cut the password in two, and show the second part.
    #[error("has one of @ / ? : unencoded in the user name or the password; write %40 %2F %3F %3A")]
    Unencoded,
    /// A percent sign that begins no encoded byte.
    #[error("has a % that two hexadecimal digits do not follow; write %25 for the sign itself")]
    BadPercent,
    /// A blank inside the URL.
    #[error("has a blank in it; write %20")]
    Blank,
}

impl DatabaseUrl {
    /// Understands the text of `database.url`.
    ///
    /// # Errors
    ///
    /// If the engine is unknown or the rest could be misread.
    pub fn parse(text: Secret) -> Result<Self, DatabaseUrlFault> {
        if let Some(path) = text.expose().strip_prefix("sqlite:") {
            sqlite_path(path).map(Self::Sqlite)
        } else {
            PostgresUrl::parse(text).map(Self::Postgres)
        }
    }

    pub(super) fn has_password(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(url) => url.has_password(),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

fn sqlite_path(path: &str) -> Result<PathBuf, DatabaseUrlFault> {
    match path {
        "" => Err(DatabaseUrlFault::NoSqliteFile),
        // SQLite itself gives `file:` URLs and names with a leading colon a meaning of their own.
        _ if path.starts_with([':']) || path.starts_with("file:") => Err(DatabaseUrlFault::SqliteInMemory),
        _ if path.starts_with("//") => Err(DatabaseUrlFault::SqliteSlashes),
        _ => Ok(PathBuf::from(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<DatabaseUrl, DatabaseUrlFault> {
        DatabaseUrl::parse(Secret::new(text.to_owned()))
    }

    #[test]
    fn sqlite_url_names_a_path() {
        assert_eq!(parse("sqlite:a b/c.db"), Ok(DatabaseUrl::Sqlite(PathBuf::from("a b/c.db"))));
        assert_eq!(
            parse("sqlite:/var/lib/apd.db"),
            Ok(DatabaseUrl::Sqlite(PathBuf::from("/var/lib/apd.db")))
        );
    }

    #[test]
    fn sqlite_url_without_a_shareable_file_is_refused() {
        assert_eq!(parse("sqlite:"), Err(DatabaseUrlFault::NoSqliteFile));
        assert_eq!(parse("sqlite::memory:"), Err(DatabaseUrlFault::SqliteInMemory));
        assert_eq!(parse("sqlite:file:x?mode=memory"), Err(DatabaseUrlFault::SqliteInMemory));
        assert_eq!(parse("sqlite:///tmp/x.db"), Err(DatabaseUrlFault::SqliteSlashes));
    }

    #[test]
    fn other_engines_are_refused() {
        assert_eq!(parse("mysql://h/d"), Err(DatabaseUrlFault::UnknownScheme));
        assert_eq!(parse("apd.db"), Err(DatabaseUrlFault::UnknownScheme));
    }
}
