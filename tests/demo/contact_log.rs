//! What a practitioner would see in Delius: the contacts that the story has led to. The API has no such list, so the
//! tables are read.

use apd_server::store::conn::DbConn;
use apd_server::store::schema::{
    contact, disposal, event, r_contact_outcome_type, r_contact_type, r_standard_reference_list, rqmnt,
};
use apd_tests::narration::Narration;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

/// So much of the notes fits beside the rest.
const NOTES_SHOWN: usize = 120;

/// A contact.
#[derive(Queryable)]
struct Entry {
    id: i64,
    date: NaiveDate,
    start: Option<NaiveDateTime>,
    description: String,
    outcome: Option<String>,
    linked_contact_id: Option<i64>,
    notes: Option<String>,
}

/// Where the log ends at the moment.
pub(crate) fn end(conn: &mut DbConn) -> QueryResult<i64> {
    let last: Option<i64> = contact::table.select(diesel::dsl::max(contact::contact_id)).get_result(conn)?;
    Ok(last.unwrap_or_default())
}

/// Shows the contacts of a requirement that were added after `end` and are not deleted, by their day.
pub(crate) fn show(
    story: &Narration,
    conn: &mut DbConn,
    requirement_id: i64,
    end: i64,
) -> anyhow::Result<()> {
    let entries: Vec<Entry> = contact::table
        .inner_join(r_contact_type::table)
        .left_join(r_contact_outcome_type::table)
        .filter(contact::rqmnt_id.eq(requirement_id).and(contact::contact_id.gt(end)))
        .filter(contact::soft_deleted.eq(0))
        .order((contact::contact_date, contact::contact_start_time, contact::contact_id))
        .select((
            contact::contact_id,
            contact::contact_date,
            contact::contact_start_time,
            r_contact_type::description,
            r_contact_outcome_type::description.nullable(),
            contact::linked_contact_id,
            contact::notes,
        ))
        .load(conn)?;
    let heading = ["contact", "day", "time", "what", "outcome", "about", "notes"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(heading).chain(entries.into_iter().map(row)).collect();
    story.table(&rows);
    Ok(())
}

fn row(entry: Entry) -> [String; 7] {
    let time = entry.start.map(|start| start.format("%H:%M").to_string());
    let notes = entry.notes.unwrap_or_default();
    let lines: Vec<_> = notes.lines().filter(|line| !line.is_empty()).collect();
    [
        entry.id.to_string(),
        entry.date.format("%d/%m/%Y").to_string(),
        time.unwrap_or_default(),
        entry.description,
        entry.outcome.unwrap_or_default(),
        entry.linked_contact_id.map(|id| id.to_string()).unwrap_or_default(),
        lines.join(" / ").chars().take(NOTES_SHOWN).collect(),
    ]
}

/// How often the person has failed to comply, by the event's own count.
pub(crate) fn failures_to_comply(conn: &mut DbConn, requirement_id: i64) -> QueryResult<i64> {
    let count: Option<i64> = rqmnt::table
        .inner_join(disposal::table.inner_join(event::table))
        .filter(rqmnt::rqmnt_id.eq(requirement_id))
        .select(event::ftc_count)
        .get_result(conn)?;
    Ok(count.unwrap_or_default())
}

/// When and why a requirement was terminated (London wall time), if it was.
pub(crate) fn termination(
    conn: &mut DbConn,
    requirement_id: i64,
) -> QueryResult<Option<(NaiveDateTime, String)>> {
    let reason = r_standard_reference_list::standard_reference_list_id.nullable();
    let (at, reason): (Option<NaiveDateTime>, Option<String>) = rqmnt::table
        .left_join(r_standard_reference_list::table.on(reason.eq(rqmnt::rqmnt_termination_reason_id)))
        .filter(rqmnt::rqmnt_id.eq(requirement_id))
        .select((rqmnt::termination_date, r_standard_reference_list::code_description.nullable()))
        .get_result(conn)?;
    Ok(at.zip(reason))
}
