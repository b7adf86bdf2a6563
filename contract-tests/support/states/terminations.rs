//! What the service leaves for others when a programme is completed (behaviour 3.7).

use super::Params;
use super::components::{write_licence_condition, write_requirement};
use crate::provider::{Message, Stage};
use apd_tests::Events;
use serde_json::json;

/// `crn`, `requirementId`: the client has told that the programme of this requirement is completed.
pub(super) async fn requirement(stage: &mut Stage, params: &Params) {
    let (crn, id) = (params.text("crn"), params.id("requirementId"));
    write_requirement(stage, crn, id, true);
    complete(stage, crn, "REQUIREMENT", id).await;
}

/// `crn`, `licenceConditionId`: the client has told that the programme of this licence condition is completed.
pub(super) async fn licence_condition(stage: &mut Stage, params: &Params) {
    let (crn, id) = (params.text("crn"), params.id("licenceConditionId"));
    write_licence_condition(stage, crn, id, true);
    complete(stage, crn, "LICENCE_CONDITION", id).await;
}

/// Has the event handled as any other, and takes the one row that comes of it.
async fn complete(stage: &mut Stage, crn: &str, kind: &str, id: i64) {
    let events = Events::start(&stage.ctx).await;
    let detail = json!({
        "licReqId": id.to_string(), "licReqCompletedAt": "2026-06-12T09:30:00.000Z", "sourcedFromEntityType": kind,
    });
    let event = events.about(crn, &detail).await;
    events.programme_complete(&event).await.ok();
    let rows = stage.ctx.database.domain_events();
    let [row] = rows.as_slice() else { panic!("{} rows for others, not one", rows.len()) };
    let attributes = serde_json::from_str(&row.message_attributes).expect("attributes are JSON");
    stage.message = Some(Message { body: row.message_body.clone(), attributes });
}
