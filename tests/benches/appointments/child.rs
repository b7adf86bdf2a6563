//! The process under test: the service, and a way to write the same rows by bare statements.

use crate::bare;
use crate::common::child::{Service, next_question, resident_kibibytes, say};
use crate::ids::Ids;
use crate::operation::Operation;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the child tells when it is ready.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Ready {
    pub(crate) service: String,
    pub(crate) token: String,
    pub(crate) ids: Ids,
    /// From the start of the service until it lets requests in, in milliseconds.
    pub(crate) ready_ms: f64,
}

/// A question of the parent.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) enum Question {
    /// How many milliseconds do the bare statements take that do to the twins what the operation has done to the contacts?
    Bare { operation: Operation, references: Vec<Uuid>, twins: Vec<Uuid> },
    /// How much memory is resident, in kibibytes?
    Memory,
}

/// Answers the parent.
pub(crate) async fn converse(service: &Service) -> anyhow::Result<()> {
    say(&Ready {
        service: service.server.local_addr().to_string(),
        token: service.token.clone(),
        ids: Ids::read(&mut service.connect()?)?,
        ready_ms: service.ready_ms,
    })?;
    while let Some(question) = next_question().await? {
        let figure = match question {
            Question::Bare { operation, references, twins } => {
                bare::run(service.server.store(), operation, references, twins).await?
            }
            Question::Memory => resident_kibibytes()?,
        };
        say(&figure)?;
    }
    Ok(())
}
