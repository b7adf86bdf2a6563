//! Entries of Delius' reference data that the service itself uses.

use crate::domain::termination_codes::ReferenceKey;
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::ReferenceDataRow;
use crate::store::query::reference_data as query;
use std::collections::BTreeSet;

/// Entries of the reference data.
pub(super) struct ReferenceData(Vec<ReferenceDataRow>);

impl ReferenceData {
    /// Reads entries, in one statement.
    pub(super) fn read(conn: &mut DbConn, keys: &[ReferenceKey]) -> Result<ReferenceData, WorkError> {
        let distinct = |part: fn(&ReferenceKey) -> &'static str| -> Vec<&'static str> {
            keys.iter().map(part).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Ok(ReferenceData(query::list(conn, &distinct(|key| key.set), &distinct(|key| key.code))?))
    }

    /// An entry that was asked for.
    ///
    /// # Errors
    ///
    /// `ReferenceData with code of … not found`.
    pub(super) fn get(&self, key: ReferenceKey) -> Result<&ReferenceDataRow, Error> {
        let found = self.0.iter().find(|row| row.set == key.set && row.code == key.code);
        found.ok_or_else(|| Error::NotFound(format!("ReferenceData with code of {} not found", key.code)))
    }
}
