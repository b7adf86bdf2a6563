//! The outbox: events for Delius to publish (behaviour 3.7).

use crate::store::conn::{DbConn, each};
use crate::store::model::DomainEventRow;
use crate::store::schema::domain_event;
use diesel::prelude::*;

/// Puts an event into the outbox.
pub fn insert(conn: &mut DbConn, row: &DomainEventRow) -> QueryResult<usize> {
    each!(conn, conn => diesel::insert_into(domain_event::table).values(row).execute(conn))
}
