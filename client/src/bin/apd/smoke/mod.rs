//! The smoke test: walks the journey of the client team through a deployed service, and says step by step what works.
//!
//! Everything but the CRN is found out on the way, as the client finds it out: the components of the case lead to its
//! events, its region to the members and offices. Only with `--write` anything is changed: one appointment four weeks from
//! now is created, moved and deleted on the named case, which has to be a test case. It is deleted even when a step
//! between fails, or the program is interrupted (`write`).

mod journey;
mod plan;
mod read;
mod report;
mod stop;
mod write;

use crate::args::{Format, Smoke};
use crate::commands::Answer;
use crate::problem::Problem;
use apd_client::Client;
use journey::Journey;

/// Walks the journey. It is an answer, too, that a step has failed: the exit code says so.
pub async fn run(
    client: &Client,
    anonymous: &Client,
    smoke: &Smoke,
    format: Format,
) -> Result<Answer, Problem> {
    let mut journey = Journey::default();
    let found = read::read(&mut journey, client, anonymous, smoke).await;
    if smoke.write {
        write::write(&mut journey, client, smoke, &found).await;
    }
    let report = journey.report();
    let exit = report.exit();
    Ok(Answer { exit, ..Answer::of(&report, format)? })
}
