//! The contacts that a message has led to, as rows of a table.

use apd_server::store::conn::DbConn;
use apd_server::store::schema::{contact, offender, r_contact_type, staff};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

/// So much of the notes fits beside the rest.
const NOTES_SHOWN: usize = 90;

/// What is shown of a contact.
#[derive(Queryable)]
struct Entry {
    crn: String,
    code: String,
    what: String,
    date: NaiveDate,
    start: Option<NaiveDateTime>,
    staff: String,
    notes: Option<String>,
}

/// The id of the last contact.
pub(crate) fn last(conn: &mut DbConn) -> QueryResult<i64> {
    let last: Option<i64> = contact::table.select(diesel::dsl::max(contact::contact_id)).get_result(conn)?;
    Ok(last.unwrap_or_default())
}

/// The contacts that came after one.
pub(crate) fn after(conn: &mut DbConn, last: i64) -> QueryResult<Vec<[String; 7]>> {
    let entries: Vec<Entry> = contact::table
        .inner_join(offender::table)
        .inner_join(r_contact_type::table)
        .inner_join(staff::table)
        .filter(contact::contact_id.gt(last))
        .order(contact::contact_id)
        .select((
            offender::crn,
            r_contact_type::code,
            r_contact_type::description,
            contact::contact_date,
            contact::contact_start_time,
            staff::officer_code,
            contact::notes,
        ))
        .load(conn)?;
    Ok(entries.into_iter().map(row).collect())
}

fn row(entry: Entry) -> [String; 7] {
    let notes = entry.notes.unwrap_or_default();
    let lines: Vec<_> = notes.lines().filter(|line| !line.is_empty()).collect();
    [
        entry.crn,
        entry.code,
        entry.what,
        entry.date.format("%d/%m/%Y").to_string(),
        entry.start.map(|start| start.format("%H:%M:%S").to_string()).unwrap_or_default(),
        entry.staff,
        lines.join(" / ").chars().take(NOTES_SHOWN).collect(),
    ]
}
