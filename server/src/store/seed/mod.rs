//! Loading data: datasets from files, the sample that is built in, and people made up for load tests.
//!
//! # Datasets
//!
//! A dataset is a JSON object of table name to array of rows (behaviour S27; `docs/datasets.md` is for those who write
//! one). Several files are one unit: all of it is loaded, or nothing. The way of a dataset:
//!
//! 1. `parse` reads the text, `check` holds every value against the `catalogue` and merges rows that occur in
//!    several files;
//! 2. `existing` asks which rows are there already, what new rows lack, and which foreign keys point to nothing;
//! 3. `write` overwrites and inserts, referenced tables first;
//! 4. the id sequences are moved above the highest id.
//!
//! Steps 2 to 4 are one transaction. What a table looks like comes from the database at run time, so that a migration is
//! all that a new column needs. Mistakes in files become [`Problem`]s with the place where they stand; as many as can be
//! found in one go are told at once.
//!
//! # People made up
//!
//! [`generate()`] makes people in any number, the same ones for the same random seed.
//!
//! # Limits
//!
//! Files are held in memory whole. SQL that the engines do not share stands in `sql` and nowhere else.

mod catalogue;
mod check;
mod dataset;
mod error;
mod existing;
mod generate;
mod load;
mod parse;
mod problem;
mod report;
mod rows;
mod sql;
mod value;
mod write;

#[cfg(test)]
mod tests;

pub use dataset::{DatasetFile, sample};
pub use error::SeedError;
pub use generate::generate;
pub use load::{load, load_sample};
pub use problem::{Fault, Place, Problem, Problems};
pub use report::{SeedReport, TableReport};
