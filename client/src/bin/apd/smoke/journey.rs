//! Takes steps, and notes what comes of each.

use super::report::{Outcome, Report, Step};
use crate::exit::Exit;
use crate::problem::Problem;
use apd_client::failure::ErrorBody;
use apd_client::{Error, Failure, FailureKind, ResponseValue};
use std::time::Instant;

/// Why a step has failed.
#[derive(Debug)]
pub struct Fault {
    exit: Exit,
    reason: String,
    is_without_effect: bool,
}

impl Fault {
    /// The service answered something else than it should.
    pub fn unexpected(reason: impl Into<String>) -> Fault {
        Fault { exit: Exit::Refused, reason: reason.into(), is_without_effect: false }
    }

    /// Whether the request is known to have changed nothing: it was not sent, or the service itself refused it.
    pub fn is_without_effect(&self) -> bool {
        self.is_without_effect
    }
}

impl<E: ErrorBody> From<Error<E>> for Fault {
    fn from(error: Error<E>) -> Fault {
        // A 4xx without the documented body is one of a gateway, which need not know what the service does.
        let is_refusal = matches!(&error, Error::ErrorResponse(reply) if reply.status().is_client_error());
        let failure = Failure::from(error);
        let is_without_effect = is_refusal || is_unsent(failure.kind);
        Fault { is_without_effect, ..Fault::from(Problem::from(failure)) }
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Fault {
        Fault { exit: problem.exit(), reason: problem.to_string(), is_without_effect: false }
    }
}

/// Whether the service has seen nothing of the request.
fn is_unsent(kind: FailureKind) -> bool {
    matches!(
        kind,
        FailureKind::InvalidRequest
            | FailureKind::TokenRefused
            | FailureKind::TokenUnavailable
            | FailureKind::NotConnected
    )
}

/// The steps so far.
#[derive(Debug, Default)]
pub struct Journey(Report);

impl Journey {
    /// Takes a step: asks, and notes what `say` says of the answer, or the fault. Gives the answer.
    pub async fn step<T>(
        &mut self,
        name: &'static str,
        ask: impl Future<Output = Result<T, Fault>>,
        say: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        self.attempt(name, ask, say).await.ok()
    }

    /// Takes a step as [`Journey::step`] does, and gives the fault, too.
    pub async fn attempt<T>(
        &mut self,
        name: &'static str,
        ask: impl Future<Output = Result<T, Fault>>,
        say: impl FnOnce(&T) -> String,
    ) -> Result<T, Fault> {
        let begun = Instant::now();
        let answer = ask.await;
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).ok();
        let (outcome, detail, exit) = match &answer {
            Ok(answer) => (Outcome::Passed, say(answer), Exit::Ok),
            Err(fault) => (Outcome::Failed, fault.reason.clone(), fault.exit),
        };
        self.0.add(Step { name, outcome, milliseconds, detail, exit });
        answer
    }

    /// Notes that there was nothing to try a step with.
    pub fn skip(&mut self, name: &'static str, reason: &str) {
        let detail = reason.to_owned();
        self.0.add(Step { name, outcome: Outcome::Skipped, milliseconds: None, detail, exit: Exit::Ok });
    }

    /// Notes that a step could not be taken at all.
    pub fn fail(&mut self, name: &'static str, reason: &str) {
        let (detail, exit) = (reason.to_owned(), Exit::Refused);
        self.0.add(Step { name, outcome: Outcome::Failed, milliseconds: None, detail, exit });
    }

    /// What was found.
    pub fn report(self) -> Report {
        self.0
    }
}

/// The body of the answer to a call.
pub async fn body<T, E: ErrorBody>(
    call: impl Future<Output = Result<ResponseValue<T>, Error<E>>>,
) -> Result<T, Fault> {
    Ok(call.await?.into_inner())
}
