//! The rows of all files together, each once, with the place of every value.

use super::catalogue::Table;
use super::dataset::DatasetFile;
use super::problem::Place;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// The index of the file.
    pub(super) file: usize,
    /// The place of the row in the array of its table.
    pub(super) row: usize,
}

/// A value as the database is to store it.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) value: Value,
    pub(super) origin: Origin,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) origin: Origin,
    /// By the index of the column.
    pub(super) cells: BTreeMap<usize, Cell>,
    /// Whether the database has the row already.
    pub(super) is_present: bool,
}

/// The primary key as text to find rows by.
pub(super) type KeyText = String;

/// The text of a primary key, unless a part of it is missing.
pub(super) fn key_text(table: &Table, cells: &BTreeMap<usize, Cell>) -> Option<KeyText> {
    let parts = table.key().map(|(index, _)| cells.get(&index).map(|cell| cell.value.to_string()));
    parts.collect::<Option<Vec<_>>>().map(|parts| parts.join(","))
}

/// The primary key as messages show it, for example `staff_id 7, team_id 2`; what is missing is left out.
pub(super) fn shown_key(table: &Table, cells: &BTreeMap<usize, Cell>) -> Option<String> {
    let parts = table.key().filter_map(|(index, column)| {
        cells.get(&index).map(|cell| format!("{} {}", column.name, cell.value))
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The rows of one table.
#[derive(Debug)]
pub(super) struct TableRows<'a> {
    pub(super) table: &'a Table,
    pub(super) rows: Vec<Row>,
    by_key: HashMap<KeyText, usize>,
}

impl<'a> TableRows<'a> {
    pub(super) fn new(table: &'a Table) -> TableRows<'a> {
        TableRows { table, rows: Vec::new(), by_key: HashMap::new() }
    }

    /// Adds a row. Of one that is there, as if the files were loaded one after the other, the values given replace the
    /// former ones and the others stay.
    pub(super) fn merge(&mut self, key: KeyText, row: Row) {
        let former = self.by_key.get(&key).and_then(|index| self.rows.get_mut(*index));
        if let Some(former) = former {
            former.cells.extend(row.cells);
        } else {
            self.by_key.insert(key, self.rows.len());
            self.rows.push(row);
        }
    }
}

/// The rows of all files.
#[derive(Debug)]
pub(super) struct Data<'a> {
    pub(super) files: &'a [DatasetFile],
    pub(super) tables: BTreeMap<&'a str, TableRows<'a>>,
}

impl Data<'_> {
    /// The place of a row, or of one of its columns.
    pub(super) fn place(&self, table: &Table, row: &Row, column: Option<usize>) -> Place {
        let cell = column.and_then(|column| row.cells.get(&column));
        let origin = cell.map_or(row.origin, |cell| cell.origin);
        Place {
            file: file_name(self.files, origin.file),
            table: Some(table.name.clone()),
            row: Some(origin.row),
            key: shown_key(table, &row.cells),
            column: column.map(|column| table.column_name(column).to_owned()),
        }
    }
}

pub(super) fn file_name(files: &[DatasetFile], index: usize) -> String {
    files.get(index).map(|file| file.name.to_string()).unwrap_or_default()
}
