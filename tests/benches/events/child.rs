//! The process under test: the service, or loops in its place.

use crate::common::child::{Service, next_question, peak_resident_kibibytes, say};
use crate::kind::Kind;
use crate::loops::{Loops, Work};
use crate::referral::Referral;
use crate::status_change::StatusChanges;
use anyhow::ensure;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How often the service's counts are looked at.
const LOOK: Duration = Duration::from_millis(1);

/// How long a receive waits for messages. At the end the child waits for as long.
pub(crate) const WAIT_SECONDS: i32 = 1;

/// What is to be done.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Task {
    pub(crate) kind: Kind,
    pub(crate) concurrency: usize,
    pub(crate) messages: usize,
    pub(crate) queue_url: String,
    pub(crate) endpoint_url: String,
    pub(crate) api_url: String,
    pub(crate) token_url: String,
}

/// A question of the parent.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) enum Question {
    /// How many seconds does it take until all messages are deleted? The service begins by itself, when it is ready.
    Seconds(Task),
    /// How much memory was resident at the most, in kibibytes?
    PeakMemory,
}

/// Answers the parent.
pub(crate) async fn converse(service: &Service) -> anyhow::Result<()> {
    say(&())?;
    while let Some(question) = next_question().await? {
        let figure = match question {
            Question::Seconds(task) => seconds(service, task).await?,
            Question::PeakMemory => peak_resident_kibibytes()?,
        };
        say(&figure)?;
    }
    Ok(())
}

async fn seconds(service: &Service, task: Task) -> anyhow::Result<f64> {
    let work = match task.kind {
        Kind::Service => return all_deleted(service, task.messages).await,
        Kind::Floor => {
            let conn = &mut service.connect()?;
            let referrals = Referral::read(conn, task.messages)?;
            Some(Work { changes: StatusChanges::new(service)?, referrals })
        }
        Kind::Bare => None,
    };
    Loops { task, work }.run().await
}

/// The seconds from the readiness of the service until it has deleted so many messages.
async fn all_deleted(service: &Service, messages: usize) -> anyhow::Result<f64> {
    let counters = service.server.counters();
    let mut looks = tokio::time::interval(LOOK);
    while counters.messages_deleted.get() < messages as u64 {
        looks.tick().await;
    }
    let seconds = service.ready_at.elapsed().as_secs_f64();
    let failed = counters.messages_not_handled_yet.get() + counters.messages_not_deleted.get();
    ensure!(failed == 0, "{failed} messages were not handled or not deleted at once");
    Ok(seconds)
}
