//! Failures of messages.

use crate::store::schema::message_failure;
use chrono::NaiveDateTime;
use diesel::{Insertable, Queryable, Selectable};

/// The last failure of a message that has not been handled yet (behaviour 0.5). Times are London wall time.
#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = message_failure)]
pub struct MessageFailureRow {
    /// Key: the id of the message, a UUID in lower case with hyphens.
    pub message_id: String,
    /// The type of its event, where it could be read.
    pub event_type: Option<String>,
    /// The case, where it could be read.
    pub crn: Option<String>,
    /// The first failure.
    pub first_seen: NaiveDateTime,
    /// The last one.
    pub last_seen: NaiveDateTime,
    /// How many there were.
    pub attempts: i64,
    /// What the last one was.
    pub reason: String,
}
