//! Events, as far as the count of failures to comply goes.

use super::Stamp;
use super::flag::No;
use crate::store::bulk::rows_at_once;
use crate::store::conn::{DbConn, each, locked};
use crate::store::model::{CountedContactRow, EnforcedEventRow, EnforcedSentenceRow};
use crate::store::schema::{contact, disposal, event, r_contact_type, r_disposal_type};
use diesel::prelude::*;
use diesel::upsert::excluded;

/// Values that are written for an event: its mandatory columns, the count and the user.
const COLUMNS: usize = 9;

/// What a contact has in `complied` when it was not complied with.
const NOT_COMPLIED: &str = "N";

/// What a contact type has in `national_standards_contact` when its contacts count.
const COUNTS: &str = "Y";

/// Locks events that are not deleted, and gives them by id.
pub fn lock(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<EnforcedEventRow>> {
    locked!(
        conn,
        event::table
            .filter(event::event_id.eq_any(ids))
            .filter(event::soft_deleted.eq(No))
            .order(event::event_id)
            .select((
                event::event_id,
                event::event_number,
                event::offender_id,
                event::ftc_count,
                event::breach_end,
                event::active_flag,
                event::soft_deleted,
                event::created_datetime,
            ))
    )
}

/// Lists the sentences of events.
pub fn list_sentences(conn: &mut DbConn, event_ids: &[i64]) -> QueryResult<Vec<EnforcedSentenceRow>> {
    each!(conn, conn => disposal::table
        .inner_join(r_disposal_type::table)
        .filter(disposal::event_id.eq_any(event_ids))
        .filter(disposal::soft_deleted.eq(No))
        .select((disposal::event_id, disposal::disposal_date, r_disposal_type::ftc_limit))
        .load(conn))
}

/// Lists the contacts of events that were not complied with and count for national standards.
pub fn list_failures(conn: &mut DbConn, event_ids: &[i64]) -> QueryResult<Vec<CountedContactRow>> {
    each!(conn, conn => contact::table
        .inner_join(r_contact_type::table)
        .filter(contact::event_id.eq_any(event_ids))
        .filter(contact::soft_deleted.eq(No))
        .filter(contact::complied.eq(NOT_COMPLIED))
        .filter(r_contact_type::national_standards_contact.eq(COUNTS))
        .select((contact::event_id.assume_not_null(), contact::contact_id, contact::contact_date))
        .load(conn))
}

/// Lists the contacts of a type on events that have no outcome yet.
pub fn list_open(
    conn: &mut DbConn,
    event_ids: &[i64],
    contact_type_id: i64,
) -> QueryResult<Vec<CountedContactRow>> {
    each!(conn, conn => contact::table
        .filter(contact::event_id.eq_any(event_ids))
        .filter(contact::contact_type_id.eq(contact_type_id))
        .filter(contact::soft_deleted.eq(No))
        .filter(contact::contact_outcome_type_id.is_null())
        .select((contact::event_id.assume_not_null(), contact::contact_id, contact::contact_date))
        .load(conn))
}

/// Writes the counts of locked events, which their rows hold.
pub fn update_counts(conn: &mut DbConn, rows: &[EnforcedEventRow], stamp: Stamp) -> QueryResult<()> {
    let values = |row: &EnforcedEventRow| {
        (
            event::event_id.eq(row.id),
            event::event_number.eq(row.event_number.clone()),
            event::offender_id.eq(row.offender_id),
            event::ftc_count.eq(row.ftc_count),
            event::active_flag.eq(row.active_flag),
            event::soft_deleted.eq(row.soft_deleted),
            event::created_datetime.eq(row.created_datetime),
            event::last_updated_datetime.eq(stamp.now),
            event::last_updated_user_id.eq(stamp.user_id),
        )
    };
    for rows in rows.chunks(rows_at_once(COLUMNS)) {
        let rows: Vec<_> = rows.iter().map(values).collect();
        each!(conn, conn => diesel::insert_into(event::table)
            .values(&rows)
            .on_conflict(event::event_id)
            .do_update()
            .set((
                event::ftc_count.eq(excluded(event::ftc_count)),
                event::last_updated_datetime.eq(excluded(event::last_updated_datetime)),
                event::last_updated_user_id.eq(excluded(event::last_updated_user_id)),
            ))
            .execute(conn))?;
    }
    Ok(())
}
