//! The smoke test: walks the journey of the client team through a deployed service, and says step by step what works.
//!
//! Everything but the CRN is found out on the way, as the client finds it out: the components of the case lead to its
//! events, its region to the members and offices. Only with `--write` anything is changed: one appointment four weeks from
//! now is created, moved and deleted on the named case, which has to be a test case. It is deleted even when a step
//! between fails, or the program is interrupted (`write`).

mod found;
mod journey;
mod plan;
mod read;
mod report;
mod service;
mod stop;
mod write;

use crate::args::{Format, Smoke};
use crate::commands::Answer;
use crate::connection::Connection;
use crate::problem::Problem;
use apd_client::Client;
use journey::Journey;

/// Walks the journey. It is an answer, too, that a step has failed: the exit code says so.
pub async fn run(
    anonymous: &Client,
    connection: &Connection,
    smoke: &Smoke,
    format: Format,
) -> Result<Answer, Problem> {
    let mut journey = Journey::default();
    match service::enter(&mut journey, anonymous, connection, &smoke.crn).await {
        Some(client) => {
            let found = read::read(&mut journey, &client, smoke).await;
            if smoke.write {
                write::write(&mut journey, &client, smoke, &found).await;
            }
        }
        None => {
            for name in ["reads"].into_iter().chain(smoke.write.then_some("create")) {
                journey.skip(name, "there is no token");
            }
        }
    }
    let report = journey.report();
    let exit = report.exit();
    Ok(Answer { exit, ..Answer::of(&report, format)? })
}
