//! Why data was not loaded.

use super::problem::Problems;
use crate::store::pool::AsDieselError;

/// Why data was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The files are wrong, or do not fit what the database holds.
    #[error("the data cannot be loaded, and nothing was changed")]
    Invalid(#[source] Problems),
    /// The tables are not those of this service.
    #[error("column {column} of table {table} is of type {kind}, which no file can fill")]
    UnknownType {
        /// The table.
        table: String,
        /// Its column.
        column: String,
        /// What the database calls the type.
        kind: String,
    },
    /// People cannot be made up without something that the database lacks.
    #[error("the database has no {0}; load the sample data, or reference data and an organisation, first")]
    MissingReference(String),
    /// Every case reference number is taken.
    #[error("no case reference number is left")]
    NoCrnLeft,
    /// A statement failed.
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

impl SeedError {
    /// What is wrong with the files, where that is the reason.
    pub fn problems(&self) -> &[super::Problem] {
        match self {
            SeedError::Invalid(problems) => problems.listed(),
            _ => &[],
        }
    }
}

impl AsDieselError for SeedError {
    fn as_diesel_error(&self) -> Option<&diesel::result::Error> {
        match self {
            SeedError::Database(error) => Some(error),
            _ => None,
        }
    }
}
