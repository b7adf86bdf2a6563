//! What is wrong with files of data, and where.

use std::fmt;

/// So many problems are told at once; the rest is counted. One mistake often repeats in every row.
const MOST: usize = 20;

/// Where in the files a problem is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The name of the file.
    pub file: String,
    /// The table.
    pub table: Option<String>,
    /// The row: its place in the array, from 0.
    pub row: Option<usize>,
    /// The primary key of the row, for example `offender_id 10001`.
    pub key: Option<String>,
    /// The column.
    pub column: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(table) = &self.table {
            write!(f, ": {table}")?;
        }
        if let Some(row) = self.row {
            write!(f, "[{row}]")?;
        }
        if let Some(column) = &self.column {
            write!(f, ".{column}")?;
        }
        if let Some(key) = &self.key {
            write!(f, " ({key})")?;
        }
        Ok(())
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file is no JSON, or not of the shape of a dataset.
    #[error("this is no dataset (table name to array of rows): {0}")]
    NoDataset(String),
    /// No table has this name.
    #[error("there is no such table")]
    UnknownTable,
    /// The file names the table twice.
    #[error("the table stands in this file twice")]
    RepeatedTable,
    /// The table has no such column.
    #[error("there is no such column")]
    UnknownColumn,
    /// The row names the column twice.
    #[error("the column stands in this row twice")]
    RepeatedColumn,
    /// The value is of the wrong type, or not among those allowed.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What the column takes.
        expected: String,
        /// The value, cut short.
        found: String,
    },
    /// Text with a NUL character, which no engine stores faithfully.
    #[error("the text contains a NUL character")]
    Nul,
    /// Null, in a column that is never blank.
    #[error("the column must not be null")]
    Null,
    /// A part of the primary key is missing.
    #[error("every row needs this column, which is part of the primary key")]
    NoKey,
    /// An earlier row of the same array has the same primary key.
    #[error("row [{0}] has the same primary key")]
    RepeatedKey(usize),
    /// A new row lacks a value that it needs.
    #[error("a new row needs this column, which has no default")]
    Missing,
    /// A foreign key that points to nothing.
    #[error("there is no {table} with {column} {value}")]
    Dangling {
        /// The table pointed to.
        table: String,
        /// The column pointed to.
        column: String,
        /// The value that no row has.
        value: String,
    },
    /// The database refuses the row.
    #[error("the database refuses this row: {0}")]
    Refused(String),
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

/// What is wrong with a set of files: the first problems, and the number of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    listed: Vec<Problem>,
    further: usize,
}

impl Problems {
    /// The first problems, in the order in which they were found.
    pub fn listed(&self) -> &[Problem] {
        &self.listed
    }

    pub(super) fn push(&mut self, place: Place, fault: Fault) {
        if self.listed.len() < MOST {
            self.listed.push(Problem { place, fault });
        } else {
            self.further += 1;
        }
    }

    /// Turns back from a step that found problems.
    pub(super) fn none_or_err(self) -> Result<(), super::SeedError> {
        if self.listed.is_empty() { Ok(()) } else { Err(super::SeedError::Invalid(self)) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.listed.iter().enumerate() {
            write!(f, "{}{problem}", if index > 0 { "\n" } else { "" })?;
        }
        if self.further > 0 {
            write!(f, "\nand {} more", self.further)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place {
            file: "a.json".to_owned(),
            table: Some("contact".to_owned()),
            row: Some(3),
            key: Some("contact_id 7".to_owned()),
            column: Some("team_id".to_owned()),
        }
    }

    #[test]
    fn a_problem_names_file_table_row_column_and_key() {
        let fault = Fault::Dangling {
            table: "team".to_owned(),
            column: "team_id".to_owned(),
            value: "99".to_owned(),
        };
        assert_eq!(
            Problem { place: place(), fault }.to_string(),
            "a.json: contact[3].team_id (contact_id 7): there is no team with team_id 99"
        );
    }

    #[test]
    fn what_is_not_known_of_the_place_is_left_out() {
        let place = Place { file: "a.json".to_owned(), ..Place::default() };
        assert_eq!(place.to_string(), "a.json");
    }

    #[test]
    fn twenty_problems_are_listed_and_the_others_counted() {
        let mut problems = Problems::default();
        for _ in 0..23 {
            problems.push(place(), Fault::Nul);
        }
        assert_eq!(problems.listed().len(), 20);
        assert!(problems.to_string().ends_with("\nand 3 more"), "{problems}");
    }
}
