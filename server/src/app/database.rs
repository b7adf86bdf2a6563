//! Whether Delius' database is there.

use super::App;
use crate::op::OpContext;
use crate::store::query;
use std::time::Duration;

/// A probe of the platform waits about a second for its answer.
const PROBE_TIMEOUT: Duration = Duration::from_millis(800);

/// Whether the database answers, at once or not at all.
pub async fn database_answers(app: &App, op: &OpContext) -> bool {
    let answer = app.store.read(op, query::health::ping);
    matches!(tokio::time::timeout(PROBE_TIMEOUT, answer).await, Ok(Ok(())))
}
