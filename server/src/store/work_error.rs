//! What a transaction fails with.

use super::failure::{self, StoreError};
use super::pool::AsDieselError;
use crate::error::Error;
use diesel::result::Error as DieselError;

/// Why work in a transaction was broken off; nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// What was asked for cannot be done.
    #[error(transparent)]
    Refused(#[from] Error),
    /// Rows were not any more as they had been read: somebody else was faster.
    #[error("rows have been changed in the meantime")]
    LostRace,
    /// A statement failed.
    #[error("a statement failed")]
    Statement(#[from] DieselError),
}

impl WorkError {
    /// Whether the same work may succeed when it is run again (behaviour D25).
    pub(super) fn is_lost_race(&self) -> bool {
        match self {
            WorkError::Refused(_) => false,
            WorkError::LostRace => true,
            WorkError::Statement(error) => failure::is_busy(error) || failure::is_reference_taken(error),
        }
    }
}

/// What the caller is told. Who has lost every race may send the same request again.
impl From<WorkError> for Error {
    fn from(error: WorkError) -> Error {
        match error {
            WorkError::Refused(error) => error,
            WorkError::LostRace => Error::conflict("Conflicting update, try again"),
            WorkError::Statement(error) => StoreError::from(error).into(),
        }
    }
}

impl AsDieselError for WorkError {
    fn as_diesel_error(&self) -> Option<&DieselError> {
        match self {
            WorkError::Statement(error) => Some(error),
            WorkError::Refused(_) | WorkError::LostRace => None,
        }
    }
}
