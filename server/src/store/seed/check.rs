//! Holding files against the catalogue, before the database is asked anything else.

use super::SeedError;
use super::catalogue::{Catalogue, Table};
use super::dataset::DatasetFile;
use super::parse::{RawRow, parse};
use super::problem::{Fault, Place, Problems};
use super::rows::{Cell, Data, KeyText, Origin, Row, TableRows, file_name, key_text, shown_key};
use super::value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Reads and checks all files; gives their rows, each once.
///
/// # Errors
///
/// [`SeedError::Invalid`] with the problems of all files.
pub(super) fn check<'a>(catalogue: &'a Catalogue, files: &'a [DatasetFile]) -> Result<Data<'a>, SeedError> {
    let data = Data { files, tables: BTreeMap::new() };
    let mut checker = Checker { catalogue, data, problems: Problems::default() };
    for (index, file) in files.iter().enumerate() {
        checker.check_file(index, file);
    }
    checker.problems.none_or_err()?;
    Ok(checker.data)
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    data: Data<'a>,
    problems: Problems,
}

impl<'a> Checker<'a> {
    fn check_file(&mut self, index: usize, file: &DatasetFile) {
        let place = Place { file: file.name.to_string(), ..Place::default() };
        let entries = match parse(&file.text) {
            Ok(entries) => entries.0,
            Err(error) => return self.problems.push(place, Fault::NoDataset(error.to_string())),
        };
        let mut seen = HashSet::new();
        for (name, rows) in entries {
            let place = Place { table: Some(name.to_string()), ..place.clone() };
            match self.catalogue.table(&name) {
                None => self.problems.push(place, Fault::UnknownTable),
                Some(_) if !seen.insert(name) => self.problems.push(place, Fault::RepeatedTable),
                Some(table) => self.check_rows(index, table, rows),
            }
        }
    }

    fn check_rows(&mut self, file: usize, table: &'a Table, rows: Vec<RawRow<'_>>) {
        let mut keys: HashMap<KeyText, usize> = HashMap::new();
        for (index, raw) in rows.into_iter().enumerate() {
            let origin = Origin { file, row: index };
            let Some((key, row)) = self.check_row(origin, table, raw) else { continue };
            if let Some(earlier) = keys.insert(key.clone(), index) {
                self.problems.push(self.data.place(table, &row, None), Fault::RepeatedKey(earlier));
            } else {
                self.data.tables.entry(&table.name).or_insert_with(|| TableRows::new(table)).merge(key, row);
            }
        }
    }

    /// Checks all values of a row; gives the row when nothing is wrong with it.
    fn check_row(&mut self, origin: Origin, table: &Table, raw: RawRow<'_>) -> Option<(KeyText, Row)> {
        let mut cells = BTreeMap::new();
        let mut seen = HashSet::new();
        let mut faults = Vec::new();
        for (name, value) in raw.0 {
            let Some((index, column)) = table.column(&name) else {
                faults.push((name.into_owned(), Fault::UnknownColumn));
                continue;
            };
            if !seen.insert(index) {
                faults.push((name.into_owned(), Fault::RepeatedColumn));
                continue;
            }
            match value::check(column, value) {
                Ok(value) => drop(cells.insert(index, Cell { value, origin })),
                Err(fault) => faults.push((name.into_owned(), fault)),
            }
        }
        let lacking = table.key().filter(|(index, _)| !seen.contains(index));
        faults.extend(lacking.map(|(_, column)| (column.name.clone(), Fault::NoKey)));
        if faults.is_empty() {
            return Some((key_text(table, &cells)?, Row { origin, cells, is_present: false }));
        }
        let place = Place {
            file: file_name(self.data.files, origin.file),
            table: Some(table.name.clone()),
            row: Some(origin.row),
            key: shown_key(table, &cells),
            column: None,
        };
        for (column, fault) in faults {
            self.problems.push(Place { column: Some(column), ..place.clone() }, fault);
        }
        None
    }
}
