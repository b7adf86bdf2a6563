//! The writes that are measured.

use apd_server::domain::audit::Interaction;
use reqwest::Method;
use serde::{Deserialize, Serialize};

/// A write.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Operation {
    /// Creating appointments without an outcome.
    Create,
    /// Recording that people attended.
    Complied,
    /// Recording that people failed to comply, which is enforced.
    Enforced,
    /// Deleting appointments to come.
    Delete,
}

impl Operation {
    pub(crate) const ALL: [Operation; 4] =
        [Operation::Create, Operation::Complied, Operation::Enforced, Operation::Delete];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Operation::Create => "create",
            Operation::Complied => "update, complied",
            Operation::Enforced => "update, enforced",
            Operation::Delete => "delete",
        }
    }

    pub(crate) fn method(self) -> Method {
        match self {
            Operation::Create => Method::POST,
            Operation::Complied | Operation::Enforced => Method::PUT,
            Operation::Delete => Method::DELETE,
        }
    }

    pub(crate) fn interaction(self) -> Interaction {
        match self {
            Operation::Create => Interaction::Create,
            Operation::Complied | Operation::Enforced => Interaction::Update,
            Operation::Delete => Interaction::Delete,
        }
    }

    /// The outcome that an update records.
    pub(crate) fn outcome(self) -> Option<&'static str> {
        match self {
            Operation::Complied => Some("ATTC"),
            Operation::Enforced => Some("AFTC"),
            Operation::Create | Operation::Delete => None,
        }
    }
}
