//! What people do with messages by hand: handle one (behaviour S28), and look at dead letters.

use crate::app::events::{EventFailure, Handled};
use crate::assembly;
use crate::clock::Clock;
use crate::config::Config;
use crate::messaging::dead_letters::Known;
use crate::messaging::{Dispatcher, envelope};
use crate::prepare::prepare;
use crate::server::StartError;
use std::sync::Arc;

/// Handles a message, given its body as SQS delivers it, as the running service does. The database is prepared before, and
/// waited for as long as it does not answer.
///
/// # Errors
///
/// When the configuration cannot be put into effect, or the database answers and cannot be used. That the message was
/// not handled is no error, but what came of it.
pub async fn handle_by_hand(
    config: &Config,
    clock: Arc<dyn Clock>,
    log: slog::Logger,
    body: String,
) -> Result<Result<Handled, EventFailure>, StartError> {
    prepare(config, &clock, &log).await.map_err(|error| StartError::Prepare(Arc::new(error)))?;
    let app = assembly::app(config, clock)?;
    let dispatcher = Dispatcher::new(Arc::clone(&app), Arc::default(), log);
    let result = dispatcher.dispatch(&envelope::by_hand(body)).await;
    app.store.close();
    Ok(result)
}

/// What the service knows of dead letters. Nothing is connected to yet.
///
/// # Errors
///
/// When the configuration cannot be put into effect.
pub fn known_of_dead_letters(
    config: &Config,
    clock: Arc<dyn Clock>,
    log: slog::Logger,
) -> Result<Known, StartError> {
    Ok(Known::new(assembly::app(config, clock)?, log))
}
