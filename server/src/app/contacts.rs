//! Rows of contacts, as every use case makes and changes them.

use crate::store::model::ContactRow;
use crate::store::query::Stamp;
use chrono::NaiveDate;

/// Raises the version of a row that has changed.
pub(super) fn raised(row: ContactRow, stamp: Stamp) -> ContactRow {
    ContactRow {
        row_version: row.row_version + 1,
        last_updated_datetime: stamp.now,
        last_updated_user_id: Some(stamp.user_id),
        ..row
    }
}

/// A contact of a person on a day with nothing else in it yet: the ids of what is mandatory are still to be given.
pub(super) fn new_contact(offender_id: i64, date: NaiveDate, stamp: Stamp) -> ContactRow {
    ContactRow {
        contact_id: 0,
        row_version: 0,
        offender_id,
        event_id: None,
        rqmnt_id: None,
        lic_condition_id: None,
        nsi_id: None,
        pss_rqmnt_id: None,
        contact_date: date,
        contact_start_time: None,
        contact_end_time: None,
        contact_type_id: 0,
        contact_outcome_type_id: None,
        attended: None,
        complied: None,
        enforcement: None,
        latest_enforcement_action_id: None,
        linked_contact_id: None,
        office_location_id: None,
        staff_id: 0,
        team_id: 0,
        probation_area_id: 0,
        notes: None,
        description: None,
        external_reference: None,
        sensitive: Some(yes_no(false)),
        alert_active: None,
        rar_activity: None,
        visor_contact: Some(yes_no(false)),
        visor_exported: None,
        trust_provider_flag: 0,
        trust_provider_team_id: 0,
        partition_area_id: 0,
        soft_deleted: 0,
        created_datetime: stamp.now,
        created_by_user_id: Some(stamp.user_id),
        last_updated_datetime: stamp.now,
        last_updated_user_id: Some(stamp.user_id),
    }
}

/// Gives new contacts their ids, in order.
pub(super) fn number(rows: &mut [ContactRow], ids: impl IntoIterator<Item = i64>) {
    for (row, id) in rows.iter_mut().zip(ids) {
        row.contact_id = id;
    }
}

/// As flag columns have it.
pub(super) fn yes_no(flag: bool) -> String {
    if flag { "Y" } else { "N" }.to_owned()
}
