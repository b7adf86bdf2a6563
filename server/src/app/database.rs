//! Whether Delius' database is there.

use super::App;
use crate::op::OpContext;
use crate::store::query;
use crate::telemetry::{error_chain, field};
use std::time::Duration;

/// A probe of the platform waits about a second for its answer.
const PROBE_TIMEOUT: Duration = Duration::from_millis(800);

/// Whether the database answers, at once or not at all.
pub async fn database_answers(app: &App, op: &OpContext) -> bool {
    let answer = app.store.read(op, query::health::ping);
    matches!(tokio::time::timeout(PROBE_TIMEOUT, answer).await, Ok(Ok(())))
}

/// Whether effects can be written: a server that only reads, such as a standby after a failover, answers as well. Takes as
/// long as the database does.
pub async fn database_takes_writes(app: &App, op: &OpContext) -> bool {
    let written = app.store.write(op, "probe the database", |conn| Ok(query::health::lock_nothing(conn)?));
    match written.await {
        Ok(()) => true,
        Err(error) => {
            slog::debug!(op.log, "the database takes no writes"; field::ERROR => error_chain(&error));
            false
        }
    }
}
