//! Failures of messages, kept for those who look into the dead-letter queue (behaviour 0.5, 3.6).
//!
//! A message that fails has a row with its last failure, until it is handled. Neither writing the row nor removing it
//! decides anything: what became of the message stands in any case, and is in the log.

use crate::app::App;
use crate::domain::{Crn, london};
use crate::error::Error;
use crate::op::OpContext;
use crate::store::model::MessageFailureRow;
use crate::store::query;
use crate::telemetry::{error_chain, field};
use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

/// Longer texts are cut: a publisher must not be able to swell the table.
const MAX_EVENT_TYPE_CHARS: usize = 256;
const MAX_REASON_CHARS: usize = 4_000;

/// A message that failed, as far as it could be read.
#[derive(Clone, Debug)]
pub struct FailedMessage<'a> {
    /// Its id; see [`ReceivedEvent::message_id`](crate::domain::ReceivedEvent).
    pub id: Uuid,
    /// The type of its event, as told.
    pub event_type: Option<&'a str>,
    /// The case.
    pub crn: Option<&'a Crn>,
}

/// The last failure of a message that has not been handled yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageFailure {
    /// The message.
    pub message_id: Uuid,
    /// The type of its event, where it could be read.
    pub event_type: Option<String>,
    /// The case, where it could be read.
    pub crn: Option<String>,
    /// The first failure, with London's offset.
    pub first_seen: DateTime<FixedOffset>,
    /// The last failure, with London's offset.
    pub last_seen: DateTime<FixedOffset>,
    /// How many deliveries have failed.
    pub attempts: i64,
    /// What was wrong the last time.
    pub reason: String,
}

/// Records that a delivery of a message has failed. When that fails, too, it is logged.
pub async fn record_failure(app: &App, op: &OpContext, message: &FailedMessage<'_>, reason: &str) {
    let now = london::wall_time(app.clock.now());
    let row = MessageFailureRow {
        message_id: message.id.to_string(),
        event_type: message.event_type.map(|event_type| storable(event_type, MAX_EVENT_TYPE_CHARS)),
        crn: message.crn.map(ToString::to_string),
        first_seen: now,
        last_seen: now,
        attempts: 1,
        reason: storable(reason, MAX_REASON_CHARS),
    };
    let written =
        app.store.write(op, "record a failure", move |conn| Ok(query::message_failure::upsert(conn, &row)?));
    if let Err(error) = written.await {
        slog::warn!(op.log, "a failure could not be recorded"; field::ERROR => error_chain(&error));
    }
}

/// Forgets the failures of a message that is handled now. When that fails, it is logged.
pub async fn clear_failure(app: &App, op: &OpContext, message_id: Uuid) {
    if let Err(error) = try_clear_failure(app, op, message_id).await {
        slog::warn!(op.log, "a failure could not be cleared"; field::ERROR => error_chain(&error));
    }
}

/// Most messages never failed: they cost a look, and no transaction.
async fn try_clear_failure(app: &App, op: &OpContext, message_id: Uuid) -> Result<(), Error> {
    let key = message_id.to_string();
    let id = key.clone();
    if app.store.read(op, move |conn| query::message_failure::exists(conn, &id)).await? {
        let clear = app
            .store
            .write(op, "clear a failure", move |conn| Ok(query::message_failure::delete(conn, &key)?));
        clear.await?;
    }
    Ok(())
}

/// Lists the failures of messages, by id. Messages that never failed, or are handled by now, have none.
///
/// # Errors
///
/// None of its own.
pub async fn list_failures(app: &App, op: &OpContext, ids: &[Uuid]) -> Result<Vec<MessageFailure>, Error> {
    let ids: Vec<_> = ids.iter().map(Uuid::to_string).collect();
    let rows = app.store.read(op, move |conn| query::message_failure::list(conn, &ids)).await?;
    // Only this service writes the table; a row under another key is none of ours.
    Ok(rows.into_iter().filter_map(message_failure).collect())
}

fn message_failure(row: MessageFailureRow) -> Option<MessageFailure> {
    Some(MessageFailure {
        message_id: Uuid::try_parse(&row.message_id).ok()?,
        event_type: row.event_type,
        crn: row.crn,
        first_seen: london::moment(row.first_seen),
        last_seen: london::moment(row.last_seen),
        attempts: row.attempts,
        reason: row.reason,
    })
}

/// A text as both databases take it, in one line: without NUL and other control characters.
fn storable(text: &str, max_chars: usize) -> String {
    text.chars().filter(|character| !character.is_control()).take(max_chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_stored_has_no_control_characters_and_a_bound(text in any::<String>(), max in 0_usize..64) {
            let stored = storable(&text, max);

            prop_assert!(stored.chars().count() <= max);
            prop_assert!(!stored.chars().any(char::is_control));
        }
    }

    #[test]
    fn ordinary_text_is_stored_as_it_is() {
        assert_eq!(storable("Unexpected event type é\u{0}", 64), "Unexpected event type é");
    }
}
