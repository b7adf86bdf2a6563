//! What can go wrong, in the words of the field: no HTTP, no SQL.
//!
//! The text of an [`Error`] is for the caller, to the letter of the specification. What operators need to know besides
//! is its source, which never leaves the service. Statuses are given in one place, `http::error`.

use apd_api::error::FieldError;
use std::error::Error as StdError;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The thing asked for does not exist, or reference data that a write needs is missing in Delius.
    #[error("{0}")]
    NotFound(String),
    /// The request does not have the documented shape or size.
    #[error("Validation failure")]
    Validation(Vec<FieldError>),
    /// A business rule forbids it.
    #[error("{message}")]
    RuleViolation {
        /// The rule, as the caller is told.
        message: String,
        /// The values at fault, where single values are.
        fields: Vec<FieldError>,
    },
    /// Codes or ids that Delius does not know, or that cannot be used.
    #[error("{message}")]
    InvalidReference {
        /// Which they are.
        message: String,
        /// Where they stand in the request.
        fields: Vec<FieldError>,
    },
    /// The same thing twice in one request.
    #[error("{message}")]
    Duplicate {
        /// Which it is.
        message: String,
        /// The second and later occurrences.
        fields: Vec<FieldError>,
    },
    /// Another change came first, or the thing exists with other details.
    #[error("{message}")]
    Conflict {
        /// What is in conflict.
        message: String,
        /// The items in conflict; none when the same request may succeed later.
        fields: Vec<FieldError>,
    },
    /// No valid token. The reason is for the log.
    #[error("Unauthorised")]
    Unauthorised(#[source] Cause),
    /// None of the required roles.
    #[error("Forbidden")]
    Forbidden,
    /// Delius holds data that contradicts itself (behaviour D3).
    #[error("{0}")]
    Inconsistent(Inconsistency),
    /// A dependency, or a bound of the service, is in the way; the same request may succeed later.
    #[error("The service is not available at the moment, try again later")]
    Unavailable(#[source] Cause),
    /// A fault of this service.
    #[error("An unexpected error occurred")]
    Internal(#[source] Cause),
}

/// What lies behind an error, for the log.
pub type Cause = Box<dyn StdError + Send + Sync>;

impl Error {
    /// A business rule that is not about single values.
    pub fn rule(message: impl Into<String>) -> Error {
        Error::RuleViolation { message: message.into(), fields: Vec::new() }
    }

    /// A lost race: the same request may succeed later.
    pub fn conflict(message: impl Into<String>) -> Error {
        Error::Conflict { message: message.into(), fields: Vec::new() }
    }

    /// Whether a write that ends so was refused, by a rule or by a conflict: Delius' audit gets a row then (behaviour S16).
    ///
    /// The request is not always at fault. Other requests may have been faster; and reference data that the write needs
    /// may be missing in Delius ([`Error::NotFound`], behaviour 2.15 steps 7 and 8). That counts, too: nothing has broken,
    /// and the write is turned down as by a rule until somebody puts the data there.
    ///
    /// A request of another shape or size does not come before the rules, nor does a caller who is not let in; and what
    /// breaks in the service or the database refuses nothing.
    pub fn is_refusal(&self) -> bool {
        match self {
            Error::NotFound(_)
            | Error::RuleViolation { .. }
            | Error::InvalidReference { .. }
            | Error::Duplicate { .. }
            | Error::Conflict { .. } => true,
            Error::Validation(_)
            | Error::Unauthorised(_)
            | Error::Forbidden
            | Error::Inconsistent(_)
            | Error::Unavailable(_)
            | Error::Internal(_) => false,
        }
    }
}

/// Data in Delius that contradicts itself. The text names the contradiction, the id the record to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Inconsistency {
    /// The exact text of the specification.
    pub text: &'static str,
    /// The kind of record that is inconsistent, for example `event`.
    pub record: &'static str,
    /// Its id in Delius.
    pub id: i64,
}
