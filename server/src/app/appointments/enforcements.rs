//! Rows of enforcements.

use crate::domain::enforcement::Enforcement;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::EnforcementRow;
use crate::store::query::{self, Stamp};
use crate::store::sequence::{Sequence, take};

/// A contact's enforcement as it is stored, and as it will be.
pub(super) struct EnforcementChange<'a> {
    pub(super) contact_id: i64,
    pub(super) stored: Option<&'a EnforcementRow>,
    pub(super) wanted: Option<Enforcement>,
}

/// Writes the enforcements that are new, changed or undone.
pub(super) fn write(
    conn: &mut DbConn,
    changes: &[EnforcementChange<'_>],
    stamp: Stamp,
) -> Result<(), WorkError> {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for change in changes {
        match (change.stored, change.wanted) {
            (None, Some(wanted)) => new.push((change.contact_id, wanted)),
            (Some(stored), wanted) => changed.extend(changed_row(stored, wanted, stamp)),
            (None, None) => {}
        }
    }
    let ids = take(conn, Sequence::Enforcement, new.len())?;
    let new = new.into_iter().zip(ids);
    let new: Vec<_> = new.map(|((contact_id, wanted), id)| new_row(id, contact_id, wanted, stamp)).collect();
    query::enforcement::insert(conn, &new)?;
    if query::enforcement::update(conn, &changed)? != changed.len() {
        return Err(WorkError::LostRace);
    }
    Ok(())
}

fn new_row(enforcement_id: i64, contact_id: i64, enforcement: Enforcement, stamp: Stamp) -> EnforcementRow {
    EnforcementRow {
        enforcement_id,
        row_version: 0,
        contact_id,
        enforcement_action_id: enforcement.action.0,
        response_date: enforcement.response_date,
        action_taken_date: enforcement.action_taken.date(),
        action_taken_time: enforcement.action_taken,
        partition_area_id: 0,
        soft_deleted: 0,
        created_datetime: stamp.now,
        created_by_user_id: Some(stamp.user_id),
        last_updated_datetime: stamp.now,
        last_updated_user_id: Some(stamp.user_id),
    }
}

fn changed_row(stored: &EnforcementRow, wanted: Option<Enforcement>, stamp: Stamp) -> Option<EnforcementRow> {
    let row = match wanted {
        None => EnforcementRow { soft_deleted: 1, ..stored.clone() },
        Some(wanted) => EnforcementRow {
            enforcement_action_id: wanted.action.0,
            response_date: wanted.response_date,
            ..stored.clone()
        },
    };
    (row != *stored).then(|| EnforcementRow {
        row_version: row.row_version + 1,
        last_updated_datetime: stamp.now,
        last_updated_user_id: Some(stamp.user_id),
        ..row
    })
}
