//! Writing the rows of one table, in chunks of rows that have the same columns.
//!
//! Rows that are present come before new ones, since an overwritten row may make room for a new one: the former manager
//! of a person becomes inactive, another one is added.

use super::SeedError;
use super::problem::{Fault, Problems};
use super::report::TableReport;
use super::rows::{Data, Row, TableRows};
use super::sql;
use crate::store::conn::DbConn;
use crate::store::failure::is_passing;
use diesel::result::Error as DieselError;
use diesel::{Connection, QueryResult};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Rows in one statement: beyond this a longer statement saves no more time.
const CHUNK_ROWS: usize = 500;
/// Bytes of JSON in one statement, however few the rows: notes have no limit.
const CHUNK_BYTES: usize = 1 << 20;

/// Overwrites and inserts the rows of a table. `now` is for the columns that the clock sets.
///
/// # Errors
///
/// [`SeedError::Invalid`] that names the row which the database refuses; a failure of the database.
pub(super) fn write(
    conn: &mut DbConn,
    data: &Data<'_>,
    rows: &TableRows<'_>,
    now: &Value,
) -> Result<TableReport, SeedError> {
    let mut report = TableReport::default();
    for is_present in [true, false] {
        for (columns, group) in groups(rows, is_present) {
            let statement = Statement { rows, columns: &columns, is_present };
            statement.run_in_chunks(conn, data, &group, now)?;
            let written = if is_present { &mut report.overwritten } else { &mut report.inserted };
            *written += u64::try_from(group.len()).unwrap_or(u64::MAX);
        }
    }
    Ok(report)
}

/// The rows by the columns that are to be written.
fn groups<'d>(rows: &'d TableRows<'_>, is_present: bool) -> BTreeMap<Vec<usize>, Vec<&'d Row>> {
    let columns = rows.table.columns.iter().enumerate();
    let by_clock = columns.filter(|(_, column)| !is_present && column.is_set_by_clock());
    let by_clock: Vec<usize> = by_clock.map(|(index, _)| index).collect();
    let mut groups: BTreeMap<Vec<usize>, Vec<&Row>> = BTreeMap::new();
    for row in rows.rows.iter().filter(|row| row.is_present == is_present) {
        let mut columns: Vec<usize> = row.cells.keys().chain(&by_clock).copied().collect();
        columns.sort_unstable();
        columns.dedup();
        groups.entry(columns).or_default().push(row);
    }
    groups
}

/// An insert into, or an update of, some columns of a table.
struct Statement<'s> {
    rows: &'s TableRows<'s>,
    columns: &'s [usize],
    is_present: bool,
}

/// A row and its JSON.
type Written<'d> = (&'d Row, String);

impl Statement<'_> {
    fn run_in_chunks(
        &self,
        conn: &mut DbConn,
        data: &Data<'_>,
        rows: &[&Row],
        now: &Value,
    ) -> Result<(), SeedError> {
        let mut chunk: Vec<Written<'_>> = Vec::new();
        let mut bytes = 0;
        for row in rows {
            let json = self.json(row, now);
            bytes += json.len();
            chunk.push((row, json));
            if chunk.len() >= CHUNK_ROWS || bytes >= CHUNK_BYTES {
                self.run_chunk(conn, data, &chunk)?;
                chunk.clear();
                bytes = 0;
            }
        }
        if chunk.is_empty() { Ok(()) } else { self.run_chunk(conn, data, &chunk) }
    }

    fn json(&self, row: &Row, now: &Value) -> String {
        let value = |column: &usize| row.cells.get(column).map_or(now, |cell| &cell.value).clone();
        let name = |column: &usize| self.rows.table.column_name(*column).to_owned();
        let entries = self.columns.iter().map(|column| (name(column), value(column)));
        Value::Object(entries.collect::<Map<_, _>>()).to_string()
    }

    /// Runs the statement for a chunk and, when the database refuses it, for one row after the other to find out which.
    fn run_chunk(&self, conn: &mut DbConn, data: &Data<'_>, chunk: &[Written<'_>]) -> Result<(), SeedError> {
        let Err(failure) = self.run(conn, chunk) else { return Ok(()) };
        if !is_about_rows(&failure) {
            return Err(failure.into());
        }
        for written in chunk {
            match self.run(conn, std::slice::from_ref(written)) {
                Err(DieselError::DatabaseError(_, information)) => {
                    let mut problems = Problems::default();
                    let fault = Fault::Refused(information.message().to_owned());
                    problems.push(data.place(self.rows.table, written.0, None), fault);
                    return Err(SeedError::Invalid(problems));
                }
                result => result?,
            }
        }
        Err(failure.into())
    }

    /// In a savepoint: PostgreSQL takes no further statement in a transaction after one that failed.
    #[expect(clippy::disallowed_methods, reason = "a savepoint in the transaction of `load`")]
    fn run(&self, conn: &mut DbConn, chunk: &[Written<'_>]) -> QueryResult<()> {
        let json: Vec<&str> = chunk.iter().map(|(_, json)| json.as_str()).collect();
        let json = format!("[{}]", json.join(","));
        let table = self.rows.table;
        let key: Vec<&str> = table.key().map(|(_, column)| column.name.as_str()).collect();
        let columns: Vec<&str> = self.columns.iter().map(|column| table.column_name(*column)).collect();
        conn.transaction(|conn| {
            if !self.is_present {
                return sql::rows::insert(conn, &table.name, &columns, &json);
            }
            let values: Vec<&str> = columns.iter().copied().filter(|column| !key.contains(column)).collect();
            if values.is_empty() {
                return Ok(0);
            }
            sql::rows::overwrite(conn, &table.name, &key, &values, &json)
        })
        .map(|_| ())
    }
}

fn is_about_rows(failure: &DieselError) -> bool {
    matches!(failure, DieselError::DatabaseError(..)) && !is_passing(failure)
}
