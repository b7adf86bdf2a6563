//! Whether the database answers, takes writes, and holds anything.

use super::component_lock::requirement;
use crate::store::conn::DbConn;
use crate::store::schema::offender;
use diesel::prelude::*;
use diesel::sql_types::Integer;

/// Asks for nothing but an answer.
pub fn ping(conn: &mut DbConn) -> QueryResult<()> {
    diesel::select(1.into_sql::<Integer>()).get_result::<i32>(conn).map(|_| ())
}

/// Locks no row, which a database that takes no writes refuses all the same. To be called in a transaction that may write.
pub fn lock_nothing(conn: &mut DbConn) -> QueryResult<()> {
    requirement::lock(conn, &[]).map(|_| ())
}

/// Whether there is any person, deleted or not.
pub fn has_people(conn: &mut DbConn) -> QueryResult<bool> {
    offender::table.select(offender::offender_id).first::<i64>(conn).optional().map(|id| id.is_some())
}
