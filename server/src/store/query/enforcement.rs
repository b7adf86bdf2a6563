//! Enforcements.

use super::flag::No;
use crate::store::bulk::rows_at_once;
use crate::store::conn::{DbConn, each, upsert_if};
use crate::store::model::EnforcementRow;
use crate::store::schema::enforcement;
use diesel::SelectableHelper;
use diesel::prelude::*;
use diesel::upsert::excluded;

/// Columns of `enforcement`.
const COLUMNS: usize = 13;

/// Lists the enforcements of contacts that are not undone. The lock on the contact guards them.
pub fn list(conn: &mut DbConn, contact_ids: &[i64]) -> QueryResult<Vec<EnforcementRow>> {
    each!(conn, conn => enforcement::table
        .filter(enforcement::contact_id.eq_any(contact_ids))
        .filter(enforcement::soft_deleted.eq(No))
        .select(EnforcementRow::as_select())
        .load(conn))
}

/// Inserts enforcements.
pub fn insert(conn: &mut DbConn, rows: &[EnforcementRow]) -> QueryResult<()> {
    for rows in rows.chunks(rows_at_once(COLUMNS)) {
        each!(conn, conn => diesel::insert_into(enforcement::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// Writes back what can change of enforcements, and says how many: those whose version is still the one before the row's.
/// On SQLite those are all, without a look: nobody else can have written since they were read.
pub fn update(conn: &mut DbConn, rows: &[EnforcementRow]) -> QueryResult<usize> {
    let mut updated = 0;
    for rows in rows.chunks(rows_at_once(COLUMNS)) {
        updated += upsert_if!(
            conn,
            (enforcement::row_version + 1).eq(excluded(enforcement::row_version)),
            diesel::insert_into(enforcement::table)
                .values(rows)
                .on_conflict(enforcement::enforcement_id)
                .do_update()
                .set((
                    enforcement::row_version.eq(excluded(enforcement::row_version)),
                    enforcement::enforcement_action_id.eq(excluded(enforcement::enforcement_action_id)),
                    enforcement::response_date.eq(excluded(enforcement::response_date)),
                    enforcement::soft_deleted.eq(excluded(enforcement::soft_deleted)),
                    enforcement::last_updated_datetime.eq(excluded(enforcement::last_updated_datetime)),
                    enforcement::last_updated_user_id.eq(excluded(enforcement::last_updated_user_id)),
                ))
        )?;
    }
    Ok(updated)
}
