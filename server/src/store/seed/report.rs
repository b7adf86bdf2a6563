//! What was loaded.

use std::collections::BTreeMap;
use std::fmt;

/// What was written to a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableReport {
    /// New rows.
    pub inserted: u64,
    /// Rows that were there and now hold the values of the files.
    pub overwritten: u64,
}

/// What was written, by table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeedReport {
    tables: BTreeMap<String, TableReport>,
}

impl SeedReport {
    /// What was written to each table that the files name.
    pub fn tables(&self) -> &BTreeMap<String, TableReport> {
        &self.tables
    }

    /// What was written in all.
    pub fn total(&self) -> TableReport {
        self.tables.values().fold(TableReport::default(), |total, table| TableReport {
            inserted: total.inserted + table.inserted,
            overwritten: total.overwritten + table.overwritten,
        })
    }

    pub(super) fn add(&mut self, table: &str, report: TableReport) {
        let entry = self.tables.entry(table.to_owned()).or_default();
        entry.inserted += report.inserted;
        entry.overwritten += report.overwritten;
    }
}

/// One line a table, and one for all of them.
impl fmt::Display for SeedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, table) in &self.tables {
            writeln!(f, "{name}: {table}")?;
        }
        write!(f, "in all: {}", self.total())
    }
}

impl fmt::Display for TableReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows inserted, {} overwritten", self.inserted, self.overwritten)
    }
}
