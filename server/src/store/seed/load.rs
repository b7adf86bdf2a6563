//! Loading datasets.

use super::catalogue::Catalogue;
use super::dataset::{DatasetFile, sample};
use super::report::SeedReport;
use super::{SeedError, check, existing, sql, value, write};
use crate::store::conn::{self, DbConn};
use chrono::{NaiveDateTime, SubsecRound};
use serde_json::Value;

/// Loads files as one unit, as if one after the other: all of them, or nothing. Blocks.
///
/// `now` is London wall time: what new rows get for creation and last update where the files say nothing.
///
/// # Errors
///
/// [`SeedError::Invalid`] when the files are wrong or do not fit what the database holds; a failure of the database.
/// Nothing was written then.
pub fn load(conn: &mut DbConn, files: &[DatasetFile], now: NaiveDateTime) -> Result<SeedReport, SeedError> {
    let catalogue = Catalogue::read(conn)?;
    let mut data = check::check(&catalogue, files)?;
    let now = Value::from(value::stored(now.trunc_subsecs(6)));
    conn::write_transaction(conn, |conn| {
        sql::prepare_transaction(conn)?;
        existing::compare(conn, &mut data)?;
        let mut report = SeedReport::default();
        for table in catalogue.referenced_first() {
            if let Some(rows) = data.tables.get(table.name.as_str()) {
                report.add(&table.name, write::write(conn, &data, rows, &now)?);
            }
        }
        sql::ids::raise_sequences(conn, &catalogue)?;
        Ok(report)
    })
}

/// Loads the sample that is built in. Blocks.
///
/// # Errors
///
/// As [`load`].
pub fn load_sample(conn: &mut DbConn, now: NaiveDateTime) -> Result<SeedReport, SeedError> {
    load(conn, &sample(), now)
}
