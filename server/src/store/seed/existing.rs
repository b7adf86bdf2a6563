//! Holding the rows of files against those of the database.

use super::SeedError;
use super::catalogue::{Reference, Table};
use super::problem::{Fault, Problems};
use super::rows::{Data, Row};
use super::sql;
use crate::store::conn::DbConn;
use diesel::QueryResult;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};

/// Marks the rows that are present, and sees that new ones have all they need and that foreign keys lead somewhere.
///
/// # Errors
///
/// [`SeedError::Invalid`] with what is missing.
pub(super) fn compare(conn: &mut DbConn, data: &mut Data<'_>) -> Result<(), SeedError> {
    mark_present(conn, data)?;
    let mut problems = Problems::default();
    find_missing(data, &mut problems);
    find_dangling(conn, data, &mut problems)?;
    problems.none_or_err()
}

fn mark_present(conn: &mut DbConn, data: &mut Data<'_>) -> QueryResult<()> {
    for rows in data.tables.values_mut() {
        let table = rows.table;
        let key: Vec<(usize, &str)> =
            table.key().map(|(index, column)| (index, column.name.as_str())).collect();
        let keys = rows.rows.iter().map(|row| {
            let part = |(index, name): &(usize, &str)| {
                Some(((*name).to_owned(), row.cells.get(index)?.value.clone()))
            };
            Value::Object(key.iter().filter_map(part).collect())
        });
        let keys = Value::Array(keys.collect()).to_string();
        let names: Vec<&str> = key.iter().map(|(_, name)| *name).collect();
        let present = sql::rows::present(conn, &table.name, &names, &keys)?;
        for (index, row) in rows.rows.iter_mut().enumerate() {
            row.is_present = present.contains(&index);
        }
    }
    Ok(())
}

fn find_missing(data: &Data<'_>, problems: &mut Problems) {
    for rows in data.tables.values() {
        let needed = rows
            .table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| !column.nullable && !column.has_default && !column.is_set_by_clock());
        let needed: Vec<usize> = needed.map(|(index, _)| index).collect();
        for row in rows.rows.iter().filter(|row| !row.is_present) {
            for column in needed.iter().filter(|column| !row.cells.contains_key(column)) {
                problems.push(data.place(rows.table, row, Some(*column)), Fault::Missing);
            }
        }
    }
}

/// The foreign keys that point to one value.
type Pointing<'d> = Vec<(&'d Table, &'d Row, usize)>;

/// Foreign keys by what they point to: table and column, then the text of the value.
type Targets<'d> = BTreeMap<(&'d str, &'d str), BTreeMap<String, (&'d Value, Pointing<'d>)>>;

/// Finds foreign keys for which neither the files nor the database have a row, one statement a table pointed to.
///
/// The engines would find them too, but late (SQLite at commit, PostgreSQL after each statement), and SQLite does not
/// say which ones.
fn find_dangling(conn: &mut DbConn, data: &Data<'_>, problems: &mut Problems) -> QueryResult<()> {
    for ((table, column), mut pointing) in targets(data) {
        for value in values_in_files(data, table, column) {
            pointing.remove(&value.to_string());
        }
        if pointing.is_empty() {
            continue;
        }
        let pointing: Vec<_> = pointing.into_values().collect();
        let key = |value: &Value| Value::Object(Map::from_iter([(column.to_owned(), value.clone())]));
        let keys = Value::Array(pointing.iter().map(|(value, _)| key(value)).collect()).to_string();
        let present = sql::rows::present(conn, table, &[column], &keys)?;
        for (_, (value, rows)) in
            pointing.into_iter().enumerate().filter(|(index, _)| !present.contains(index))
        {
            for (pointing_table, row, index) in rows {
                let fault = Fault::Dangling {
                    table: table.to_owned(),
                    column: column.to_owned(),
                    value: value.to_string(),
                };
                problems.push(data.place(pointing_table, row, Some(index)), fault);
            }
        }
    }
    Ok(())
}

fn targets<'d>(data: &'d Data<'_>) -> Targets<'d> {
    let mut targets = Targets::new();
    for rows in data.tables.values() {
        for Reference { column, target_table, target_column } in &rows.table.references {
            for row in &rows.rows {
                let Some(cell) = row.cells.get(column).filter(|cell| !cell.value.is_null()) else { continue };
                let values = targets.entry((target_table, target_column)).or_default();
                let (_, pointing) = values.entry(cell.value.to_string()).or_insert((&cell.value, Vec::new()));
                pointing.push((rows.table, row, *column));
            }
        }
    }
    targets
}

fn values_in_files<'d>(data: &'d Data<'_>, table: &str, column: &str) -> HashSet<&'d Value> {
    let Some(rows) = data.tables.get(table) else { return HashSet::new() };
    let Some((index, _)) = rows.table.column(column) else { return HashSet::new() };
    rows.rows.iter().filter_map(|row| row.cells.get(&index)).map(|cell| &cell.value).collect()
}
