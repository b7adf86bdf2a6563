//! Why an event was not handled.

use crate::callback::CallBackError;
use crate::error::{Cause, Error};

/// Why an event was not handled, and whether trying again can help (behaviour D32, S23, S32).
#[derive(Debug, thiserror::Error)]
pub enum EventFailure {
    /// Trying again cannot help: the message is for the dead-letter queue.
    #[error("{reason}")]
    Permanent {
        /// What is wrong, in the words of the specification where it has some.
        reason: String,
    },
    /// The same message may be handled later.
    #[error("{reason}")]
    Transient {
        /// What is in the way.
        reason: String,
        /// What lies behind it.
        #[source]
        source: Option<Cause>,
    },
}

impl EventFailure {
    /// A failure that trying again cannot help.
    pub fn permanent(reason: impl Into<String>) -> EventFailure {
        EventFailure::Permanent { reason: reason.into() }
    }

    /// Whether trying again can help.
    pub fn is_transient(&self) -> bool {
        matches!(self, EventFailure::Transient { .. })
    }
}

impl From<CallBackError> for EventFailure {
    fn from(error: CallBackError) -> EventFailure {
        match error {
            CallBackError::Permanent { reason } => EventFailure::Permanent { reason },
            CallBackError::Transient { reason, source } => EventFailure::Transient { reason, source },
        }
    }
}

/// A refusal stays one; what is in the way now may be gone later. Contradictions in Delius are for people to mend.
impl From<Error> for EventFailure {
    fn from(error: Error) -> EventFailure {
        match error {
            Error::Conflict { message, .. } => EventFailure::Transient { reason: message, source: None },
            Error::Unavailable(cause) => EventFailure::Transient {
                reason: "the database is not available".to_owned(),
                source: Some(cause),
            },
            Error::Internal(cause) => EventFailure::Transient {
                reason: "an unexpected error occurred".to_owned(),
                source: Some(cause),
            },
            other => EventFailure::permanent(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Inconsistency;
    use crate::telemetry::error_chain;

    #[test]
    fn what_may_be_gone_later_is_transient_and_told_once() {
        for (error, reason) in [
            (Error::Unavailable("cut off".into()), "the database is not available: cut off"),
            (Error::Internal("no such column".into()), "an unexpected error occurred: no such column"),
            (Error::conflict("Conflicting update, try again"), "Conflicting update, try again"),
        ] {
            let failure = EventFailure::from(error);

            assert!(failure.is_transient());
            assert_eq!(error_chain(&failure), reason);
        }
    }

    #[test]
    fn refusals_and_contradictions_are_for_good() {
        let inconsistency = Inconsistency { text: "Event is odd", record: "event", id: 7 };
        for (error, reason) in [
            (
                Error::NotFound("Requirement with id of 7 not found".to_owned()),
                "Requirement with id of 7 not found",
            ),
            (Error::rule("CRN and component do not match"), "CRN and component do not match"),
            (Error::Inconsistent(inconsistency), "Event is odd"),
        ] {
            let failure = EventFailure::from(error);

            assert!(!failure.is_transient());
            assert_eq!(error_chain(&failure), reason);
        }
    }

    #[test]
    fn failed_call_back_keeps_its_kind_and_its_cause() {
        let reason = || "the API answered 503".to_owned();
        let transient = CallBackError::Transient { reason: reason(), source: Some("cut off".into()) };

        assert_eq!(error_chain(&EventFailure::from(transient)), "the API answered 503: cut off");
        assert!(!EventFailure::from(CallBackError::Permanent { reason: reason() }).is_transient());
    }
}
