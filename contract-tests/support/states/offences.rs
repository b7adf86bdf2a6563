//! Offences of an event.

use super::Params;
use super::people;
use super::sentences::{event, event_id};
use crate::provider::Stage;
use serde_json::{Value, json};

/// Writes an event with these offences of both kinds, by what they are and when they were.
fn write(stage: &Stage, params: &Params, main: &[(i64, &str)], additional: &[(i64, &str)]) {
    let (crn, event_number) = (params.text("crn"), params.text("eventNumber"));
    people::write(stage, crn);
    let id = event_id(crn, event_number);
    let rows = |key: &str, offences: &[(i64, &str)]| -> Vec<Value> {
        let row = |(offence, date): &(i64, &str)| json!({ key: id, "event_id": id, "offence_id": offence, "offence_date": date });
        offences.iter().map(row).collect()
    };
    stage.ctx.database.load(&json!({
        "event": [event(crn, event_number)],
        "main_offence": rows("main_offence_id", main),
        "additional_offence": rows("additional_offence_id", additional),
    }));
}

/// `crn`, `eventNumber`: an event with two offences.
pub(super) async fn main_and_additional(stage: &mut Stage, params: &Params) {
    write(stage, params, &[(1, "2025-01-11")], &[(12, "2025-01-09")]);
}

/// `crn`, `eventNumber`: an event with one offence.
pub(super) async fn main_only(stage: &mut Stage, params: &Params) {
    write(stage, params, &[(1, "2025-01-11")], &[]);
}

/// `crn`, `eventNumber`: an event without offences, which is inconsistent in Delius.
pub(super) async fn none(stage: &mut Stage, params: &Params) {
    write(stage, params, &[], &[]);
    stage.ctx.expect_error("inconsistent data in Delius");
}
