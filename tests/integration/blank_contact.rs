//! A contact with nothing in it, for those that the tests expect of the service.

use crate::appointments::SERVICE_USER;
use apd_server::store::model::ContactRow;
use chrono::NaiveDateTime;

/// What the service writes of a person in any case, at a London wall time. Ids that a contact must have are 0.
pub fn blank_contact(offender_id: i64, now: NaiveDateTime) -> ContactRow {
    ContactRow {
        contact_id: 0,
        row_version: 0,
        offender_id,
        event_id: None,
        rqmnt_id: None,
        lic_condition_id: None,
        nsi_id: None,
        pss_rqmnt_id: None,
        contact_date: now.date(),
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
        sensitive: Some("N".to_owned()),
        alert_active: None,
        rar_activity: None,
        visor_contact: Some("N".to_owned()),
        visor_exported: None,
        trust_provider_flag: 0,
        trust_provider_team_id: 0,
        partition_area_id: 0,
        soft_deleted: 0,
        created_datetime: now,
        created_by_user_id: Some(SERVICE_USER),
        last_updated_datetime: now,
        last_updated_user_id: Some(SERVICE_USER),
    }
}
