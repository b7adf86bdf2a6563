//! Contacts that this service writes.

use super::Stamp;
use super::flag::{No, Yes};
use crate::store::bulk::rows_at_once;
use crate::store::conn::{DbConn, each, locked, upsert_if};
use crate::store::model::{ContactContextRow, ContactKeyRow, ContactRow, ExistingContactRow};
use crate::store::schema::{
    contact, offender, office_location, r_contact_outcome_type, r_contact_type, staff, team,
};
use diesel::SelectableHelper;
use diesel::prelude::*;
use diesel::upsert::excluded;

/// Columns of `contact`.
const COLUMNS: usize = 38;

/// Lists contacts with these references that are not deleted, with what they are compared by.
pub fn list_existing(conn: &mut DbConn, references: &[String]) -> QueryResult<Vec<ExistingContactRow>> {
    each!(conn, conn => contact::table
        .inner_join(r_contact_type::table)
        .inner_join(staff::table)
        .inner_join(team::table)
        .left_join(r_contact_outcome_type::table)
        .left_join(office_location::table)
        .filter(contact::external_reference.eq_any(references))
        .filter(contact::soft_deleted.eq(No))
        .select((
            contact::external_reference,
            contact::rqmnt_id,
            contact::lic_condition_id,
            r_contact_type::code,
            contact::contact_date,
            contact::contact_start_time,
            contact::contact_end_time,
            r_contact_outcome_type::code.nullable(),
            office_location::code.nullable(),
            staff::officer_code,
            team::code,
            contact::notes,
            contact::description,
            contact::sensitive,
        ))
        .load(conn))
}

/// Lists where contacts with these references are that are not deleted.
pub fn list_keys(conn: &mut DbConn, references: &[String]) -> QueryResult<Vec<ContactKeyRow>> {
    each!(conn, conn => contact::table
        .filter(contact::external_reference.eq_any(references))
        .filter(contact::soft_deleted.eq(No))
        .select((contact::contact_id, contact::event_id, contact::external_reference))
        .load(conn))
}

/// Locks contacts that are not deleted, and gives them by id.
pub fn lock(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<ContactRow>> {
    locked!(
        conn,
        contact::table
            .filter(contact::contact_id.eq_any(ids))
            .filter(contact::soft_deleted.eq(No))
            .order(contact::contact_id)
            .select(ContactRow::as_select())
    )
}

/// Locks contacts with these references that are not deleted, and gives them by id.
pub fn lock_referenced(conn: &mut DbConn, references: &[String]) -> QueryResult<Vec<ContactRow>> {
    locked!(
        conn,
        contact::table
            .filter(contact::external_reference.eq_any(references))
            .filter(contact::soft_deleted.eq(No))
            .order(contact::contact_id)
            .select(ContactRow::as_select())
    )
}

/// Lists what is told of contacts besides their own columns.
pub fn list_context(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<ContactContextRow>> {
    each!(conn, conn => contact::table
        .inner_join(offender::table)
        .inner_join(r_contact_type::table)
        .left_join(r_contact_outcome_type::table)
        .filter(contact::contact_id.eq_any(ids))
        .select((
            contact::contact_id,
            offender::crn,
            r_contact_type::code,
            r_contact_outcome_type::code.nullable(),
            r_contact_type::national_standards_contact,
        ))
        .load(conn))
}

/// Inserts contacts.
pub fn insert(conn: &mut DbConn, rows: &[ContactRow]) -> QueryResult<()> {
    for rows in rows.chunks(rows_at_once(COLUMNS)) {
        each!(conn, conn => diesel::insert_into(contact::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// Inserts a contact unless another one is in the way of its key or its reference, and says how many were inserted.
pub fn insert_once(conn: &mut DbConn, row: &ContactRow) -> QueryResult<usize> {
    each!(conn, conn => diesel::insert_into(contact::table).values(row).on_conflict_do_nothing().execute(conn))
}

/// Whether a contact, deleted or not, bears a reference.
pub fn reference_is_known(conn: &mut DbConn, reference: &str) -> QueryResult<bool> {
    let bearers = contact::table.filter(contact::external_reference.eq(reference));
    diesel::select(diesel::dsl::exists(bearers)).get_result(conn)
}

/// Writes back what can change of contacts, and says how many: those whose version is still the one before the row's. On
/// SQLite those are all, without a look: nobody else can have written since they were read.
pub fn update(conn: &mut DbConn, rows: &[ContactRow]) -> QueryResult<usize> {
    let mut updated = 0;
    for rows in rows.chunks(rows_at_once(COLUMNS)) {
        updated += upsert_if!(
            conn,
            (contact::row_version + 1).eq(excluded(contact::row_version)),
            diesel::insert_into(contact::table)
                .values(rows)
                .on_conflict(contact::contact_id)
                .do_update()
                .set((
                    contact::row_version.eq(excluded(contact::row_version)),
                    contact::contact_date.eq(excluded(contact::contact_date)),
                    contact::contact_start_time.eq(excluded(contact::contact_start_time)),
                    contact::contact_end_time.eq(excluded(contact::contact_end_time)),
                    contact::contact_outcome_type_id.eq(excluded(contact::contact_outcome_type_id)),
                    contact::attended.eq(excluded(contact::attended)),
                    contact::complied.eq(excluded(contact::complied)),
                    contact::enforcement.eq(excluded(contact::enforcement)),
                    contact::latest_enforcement_action_id.eq(excluded(contact::latest_enforcement_action_id)),
                    contact::office_location_id.eq(excluded(contact::office_location_id)),
                    contact::staff_id.eq(excluded(contact::staff_id)),
                    contact::team_id.eq(excluded(contact::team_id)),
                    contact::probation_area_id.eq(excluded(contact::probation_area_id)),
                    contact::trust_provider_team_id.eq(excluded(contact::trust_provider_team_id)),
                    contact::notes.eq(excluded(contact::notes)),
                    contact::description.eq(excluded(contact::description)),
                    contact::sensitive.eq(excluded(contact::sensitive)),
                    contact::visor_exported.eq(excluded(contact::visor_exported)),
                    contact::last_updated_datetime.eq(excluded(contact::last_updated_datetime)),
                    contact::last_updated_user_id.eq(excluded(contact::last_updated_user_id)),
                ))
        )?;
    }
    Ok(updated)
}

/// Deletes contacts that are not deleted, and says how many.
pub fn soft_delete(conn: &mut DbConn, ids: &[i64], stamp: Stamp) -> QueryResult<usize> {
    each!(conn, conn => diesel::update(
            contact::table.filter(contact::contact_id.eq_any(ids)).filter(contact::soft_deleted.eq(No)),
        )
        .set((
            contact::soft_deleted.eq(Yes),
            contact::row_version.eq(contact::row_version + 1),
            contact::last_updated_datetime.eq(stamp.now),
            contact::last_updated_user_id.eq(stamp.user_id),
        ))
        .execute(conn))
}
