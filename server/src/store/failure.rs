//! What a failure of the database means to the caller.
//!
//! Diesel tells failures apart by a few kinds and hands on no code besides: neither PostgreSQL's SQLSTATE nor SQLite's
//! result code. Those that it does not know are recognised by their texts here. SQLite's are always English.
//! PostgreSQL's are in the language of the server's `lc_messages`, and to set it for a session takes a privilege that the
//! service's account need not have; so the server has to speak English (`docs/operations.md`). Where it does not, a
//! deadlock and a time-out of a statement or of a lock are taken for faults of this service. A closed connection and a
//! taken reference are recognised all the same.

use crate::error::Error;
use deadpool::managed::{BuildError, PoolError, TimeoutType};
use deadpool_sync::InteractError;
use diesel::ConnectionError;
use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// Why a unit of work did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// All connections are in use and as many callers as allowed wait for one.
    #[error("too many callers wait for a database connection")]
    TooManyWaiting,
    /// The pool cannot be made.
    #[error("a connection pool cannot be made")]
    Pool(#[source] BuildError),
    /// No connection became free in time.
    #[error("no database connection became free in time")]
    AcquireTimeout,
    /// The database did not accept a connection in time.
    #[error("no database connection could be opened in time")]
    ConnectTimeout,
    /// The work took longer than a caller waits.
    #[error("the database took too long")]
    WorkTimeout,
    /// No connection could be opened.
    #[error("the database could not be reached")]
    Connect(#[source] ConnectionError),
    /// The pool is shut down.
    #[error("the connection pool is closed")]
    Closed,
    /// The work panicked.
    #[error("the database work panicked")]
    Panicked,
    /// A statement failed.
    #[error("a statement failed")]
    Statement(#[from] DieselError),
}

impl StoreError {
    /// Whether the database, or the way there, is at fault, so that the same request may succeed later.
    pub fn is_unavailable(&self) -> bool {
        match self {
            StoreError::Panicked => false,
            StoreError::Statement(error) => is_passing(error),
            _ => true,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        if error.is_unavailable() { Error::Unavailable(error.into()) } else { Error::Internal(error.into()) }
    }
}

impl From<PoolError<ConnectionError>> for StoreError {
    fn from(error: PoolError<ConnectionError>) -> StoreError {
        match error {
            PoolError::Timeout(TimeoutType::Create) => StoreError::ConnectTimeout,
            PoolError::Timeout(TimeoutType::Wait | TimeoutType::Recycle) => StoreError::AcquireTimeout,
            PoolError::Backend(error) => StoreError::Connect(error),
            // The pools have a runtime and no hooks.
            PoolError::Closed | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => {
                StoreError::Closed
            }
        }
    }
}

impl From<InteractError> for StoreError {
    fn from(error: InteractError) -> StoreError {
        match error {
            InteractError::Panic(_) => StoreError::Panicked,
            InteractError::Cancelled => StoreError::Closed,
        }
    }
}

/// Whether the same statement may succeed later.
pub(super) fn is_passing(error: &DieselError) -> bool {
    connection_is_lost(error) || is_busy(error) || is_cancelled(error)
}

/// Whether the connection must not be used again.
pub(super) fn connection_is_lost(error: &DieselError) -> bool {
    match error {
        DieselError::BrokenTransactionManager => true,
        DieselError::DatabaseError(
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
            _,
        ) => true,
        // A new connection may find the server, or the setting, that lets us write.
        _ if is_read_only(error) => true,
        // A server that is being shut down, where libpq has not noticed yet that the connection is closed; and an SQLite
        // file that went away or cannot be read.
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, information) => {
            let text = information.message();
            ["terminating connection", "the database system is", "disk I/O error", "unable to open database"]
                .iter()
                .any(|part| text.contains(part))
        }
        _ => false,
    }
}

/// Whether the server takes no writes: a standby, or a database that was closed to writers. Readers can go on.
pub(super) fn is_read_only(error: &DieselError) -> bool {
    matches!(error, DieselError::DatabaseError(DatabaseErrorKind::ReadOnlyTransaction, _))
}

/// Whether another writer was in the way: the same work may succeed at once.
pub(super) fn is_busy(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, information) => {
            let text = information.message();
            text.contains("database is locked")
                || text.contains("database table is locked")
                || text.contains("deadlock detected")
        }
        _ => false,
    }
}

/// Whether somebody else has just written a contact under the same reference. PostgreSQL names the index, SQLite the
/// column.
pub(super) fn is_reference_taken(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, information) => {
            information.constraint_name() == Some("contact_appointment_reference_key")
                || information.message().contains("contact.external_reference")
        }
        _ => false,
    }
}

/// Whether PostgreSQL gave up on the statement by its time-out, or by that of a lock. The latter is no lost race: who has
/// the lock seems to keep it, and trying again would hold the connection several times as long.
fn is_cancelled(error: &DieselError) -> bool {
    matches!(error, DieselError::DatabaseError(DatabaseErrorKind::Unknown, information)
        if ["statement timeout", "lock timeout"].iter().any(|part| information.message().contains(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(text: &str) -> DieselError {
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(text.to_owned()))
    }

    #[test]
    fn an_unreachable_or_overloaded_database_is_unavailable() {
        let lost = DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new(String::new()));
        let kind = DatabaseErrorKind::ReadOnlyTransaction;
        let read_only = DieselError::DatabaseError(kind, Box::new(String::new()));
        for error in [
            StoreError::Statement(read_only),
            StoreError::TooManyWaiting,
            StoreError::AcquireTimeout,
            StoreError::ConnectTimeout,
            StoreError::WorkTimeout,
            StoreError::Statement(lost),
            StoreError::Statement(unknown("database is locked")),
            StoreError::Statement(unknown("canceling statement due to statement timeout")),
            StoreError::Statement(unknown("canceling statement due to lock timeout")),
            StoreError::Statement(unknown("terminating connection due to administrator command")),
        ] {
            assert!(error.is_unavailable(), "{error:?}");
        }
    }

    #[test]
    fn our_own_faults_are_not() {
        let syntax = StoreError::Statement(unknown("no such column: crn"));
        assert!(!syntax.is_unavailable());
        assert!(!StoreError::Panicked.is_unavailable());
        assert!(!StoreError::Statement(DieselError::NotFound).is_unavailable());
    }
}
