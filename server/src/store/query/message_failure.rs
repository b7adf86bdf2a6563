//! Failures of messages (behaviour 0.5).

use crate::store::conn::{DbConn, each};
use crate::store::model::MessageFailureRow;
use crate::store::schema::message_failure;
use diesel::prelude::*;
use diesel::upsert::excluded;

/// Records a failure: a row for the first one of a message; the next ones are counted and take the place of the last.
pub fn upsert(conn: &mut DbConn, row: &MessageFailureRow) -> QueryResult<()> {
    let recorded = each!(conn, conn => diesel::insert_into(message_failure::table)
        .values(row)
        .on_conflict(message_failure::message_id)
        .do_update()
        .set((
            message_failure::event_type.eq(excluded(message_failure::event_type)),
            message_failure::crn.eq(excluded(message_failure::crn)),
            message_failure::last_seen.eq(excluded(message_failure::last_seen)),
            message_failure::attempts.eq(message_failure::attempts + excluded(message_failure::attempts)),
            message_failure::reason.eq(excluded(message_failure::reason)),
        ))
        .execute(conn));
    recorded.map(|_| ())
}

/// Whether a failure of the message is recorded.
pub fn exists(conn: &mut DbConn, message_id: &str) -> QueryResult<bool> {
    let row = message_failure::table
        .filter(message_failure::message_id.eq(message_id))
        .select(message_failure::message_id);
    row.first::<String>(conn).optional().map(|id| id.is_some())
}

/// Forgets the failures of a message.
pub fn delete(conn: &mut DbConn, message_id: &str) -> QueryResult<()> {
    diesel::delete(message_failure::table.filter(message_failure::message_id.eq(message_id)))
        .execute(conn)
        .map(|_| ())
}

/// Lists the failures of messages, by id.
pub fn list(conn: &mut DbConn, message_ids: &[String]) -> QueryResult<Vec<MessageFailureRow>> {
    each!(conn, conn => message_failure::table
        .filter(message_failure::message_id.eq_any(message_ids))
        .order(message_failure::message_id)
        .select(MessageFailureRow::as_select())
        .load(conn))
}
