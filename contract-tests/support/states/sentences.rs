//! Events and their sentences.

use super::Params;
use super::people::{self, person_id};
use crate::provider::Stage;
use serde_json::{Value, json};

/// The key of an event, and of the one sentence that it has.
pub(super) fn event_id(crn: &str, event_number: &str) -> i64 {
    person_id(crn) * 100 + event_number.parse::<i64>().expect("a number of an event")
}

/// An active event.
pub(super) fn event(crn: &str, event_number: &str) -> Value {
    json!({
        "event_id": event_id(crn, event_number), "event_number": event_number, "offender_id": person_id(crn),
        "active_flag": 1,
    })
}

/// Writes an event with a sentence: disposal type 900001 is custody, 900002 a community order.
pub(super) fn write(stage: &Stage, crn: &str, event_number: &str, disposal_type: i64) {
    people::write(stage, crn);
    let id = event_id(crn, event_number);
    stage.ctx.database.load(&json!({
        "event": [event(crn, event_number)],
        "disposal": [{
            "disposal_id": id, "event_id": id, "disposal_type_id": disposal_type, "disposal_date": "2025-04-07",
            "entry_length": 24, "entry_length_units_id": 303, "notional_end_date": "2027-04-06", "active_flag": 1,
        }],
    }));
}

/// `crn`, `eventNumber`: a sentence to custody of which everything is known, with conditions of every kind.
pub(super) async fn custodial(stage: &mut Stage, params: &Params) {
    let (crn, event_number) = (params.text("crn"), params.text("eventNumber"));
    write(stage, crn, event_number, 900_001);
    let id = event_id(crn, event_number);
    let key_date = |number: i64, kind: i64, date: &str| json!({ "key_date_id": id * 10 + number, "custody_id": id, "key_date_type_id": kind, "key_date": date });
    stage.ctx.database.load(&json!({
        "custody": [{ "custody_id": id, "disposal_id": id }],
        "release": [{
            "release_id": id, "custody_id": id, "release_type_id": 401, "actual_release_date": "2026-03-02",
        }],
        "key_date": [key_date(1, 501, "2027-03-01"), key_date(2, 502, "2028-03-01"), key_date(3, 503, "2026-11-01")],
        "lic_condition": [{
            "lic_condition_id": id, "disposal_id": id, "lic_cond_type_main_cat_id": 1,
            "lic_cond_type_sub_cat_id": 701, "start_date": "2026-03-02T00:00:00", "pending_transfer": 0,
            "active_flag": 1,
        }],
        "rqmnt": [{
            "rqmnt_id": id, "disposal_id": id, "rqmnt_type_main_category_id": 3,
            "start_date": "2025-04-07T00:00:00", "pending_transfer": 0, "active_flag": 1,
        }],
        "pss_rqmnt": [{
            "pss_rqmnt_id": id, "custody_id": id, "pss_rqmnt_type_main_cat_id": 1, "active_flag": 1,
        }],
    }));
}

/// `crn`, `eventNumber`: a community order without conditions.
pub(super) async fn community(stage: &mut Stage, params: &Params) {
    write(stage, params.text("crn"), params.text("eventNumber"), 900_002);
}

/// `crn`, `eventNumber`: an event that has not been sentenced.
pub(super) async fn unsentenced(stage: &mut Stage, params: &Params) {
    let (crn, event_number) = (params.text("crn"), params.text("eventNumber"));
    people::write(stage, crn);
    stage.ctx.database.load(&json!({ "event": [event(crn, event_number)] }));
}
