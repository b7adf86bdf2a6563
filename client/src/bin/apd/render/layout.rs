//! The two shapes of an answer: a sheet of labels and values, and a grid of rows.

use super::words::clean;
use comfy_table::{ContentArrangement, Table, presets};

/// Labels and values, one pair a row.
pub struct Sheet(Table);

impl Sheet {
    /// An empty sheet.
    pub fn new(width: Option<u16>) -> Self {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        Self(arranged(table, width))
    }

    /// Adds a value.
    pub fn row(mut self, label: &str, value: impl AsRef<str>) -> Self {
        self.0.add_row([label.to_owned(), clean(value.as_ref())]);
        self
    }

    /// Adds a value where there is one.
    pub fn maybe(self, label: &str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.row(label, value),
            None => self,
        }
    }

    /// The text.
    pub fn text(self) -> String {
        text(&self.0)
    }
}

/// Rows below headings.
pub struct Grid(Table);

impl Grid {
    /// A grid without rows.
    pub fn new<const COLUMNS: usize>(headings: [&str; COLUMNS], width: Option<u16>) -> Self {
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED).set_header(headings);
        Self(arranged(table, width))
    }

    /// Adds a row.
    pub fn row<const COLUMNS: usize>(&mut self, cells: [String; COLUMNS]) {
        self.0.add_row(cells.map(|cell| clean(&cell)));
    }

    /// The text, or `otherwise` when there are no rows.
    pub fn text_or(self, otherwise: &str) -> String {
        if self.0.is_empty() { otherwise.to_owned() } else { text(&self.0) }
    }
}

/// A value that is shown only in the first of the rows that share it.
pub struct Once(String);

impl Once {
    /// A value not shown yet.
    pub fn new(value: String) -> Self {
        Self(value)
    }

    /// The value the first time, then nothing.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

fn arranged(mut table: Table, width: Option<u16>) -> Table {
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    table
}

/// The table without the blanks that fill its last column.
fn text(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
