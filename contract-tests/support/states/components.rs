//! Requirements and licence conditions of the accredited-programme categories.

use super::Params;
use super::sentences::{self, event_id};
use crate::provider::Stage;
use serde_json::json;

/// The person of whom a contract knows nothing but that they are somebody else.
const SOMEBODY_ELSE: &str = "X999999";

/// Writes a requirement of event 1, managed by `STAFF01`.
pub(super) fn write_requirement(stage: &Stage, crn: &str, id: i64, is_active: bool) {
    write_requirement_created(stage, crn, id, is_active, "2025-04-08T10:30:00");
}

/// Writes a requirement that was put into Delius at `created`.
fn write_requirement_created(stage: &Stage, crn: &str, id: i64, is_active: bool, created: &str) {
    sentences::write(stage, crn, "1", 900_002);
    stage.ctx.database.load(&json!({
        "rqmnt": [{
            "rqmnt_id": id, "disposal_id": event_id(crn, "1"), "rqmnt_type_main_category_id": 2,
            "rqmnt_type_sub_category_id": 601, "start_date": "2025-04-07T00:00:00",
            "termination_date": (!is_active).then_some("2026-01-08T00:00:00"), "pending_transfer": 0,
            "active_flag": i32::from(is_active), "created_datetime": created,
        }],
        "rqmnt_manager": [{
            "rqmnt_manager_id": id, "rqmnt_id": id, "allocated_staff_id": 900_001, "allocated_team_id": 900_001,
            "active_flag": 1,
        }],
    }));
}

/// Writes a licence condition of event 1, managed by `STAFF01`.
pub(super) fn write_licence_condition(stage: &Stage, crn: &str, id: i64, is_active: bool) {
    write_licence_condition_created(stage, crn, id, is_active, "2026-03-03T10:30:00");
}

/// Writes a licence condition that was put into Delius at `created`.
fn write_licence_condition_created(stage: &Stage, crn: &str, id: i64, is_active: bool, created: &str) {
    sentences::write(stage, crn, "1", 900_001);
    stage.ctx.database.load(&json!({
        "lic_condition": [{
            "lic_condition_id": id, "disposal_id": event_id(crn, "1"), "lic_cond_type_main_cat_id": 1,
            "lic_cond_type_sub_cat_id": 701, "start_date": "2026-03-02T00:00:00",
            "termination_date": (!is_active).then_some("2026-04-08T00:00:00"), "pending_transfer": 0,
            "active_flag": i32::from(is_active), "created_datetime": created,
        }],
        "lic_condition_manager": [{
            "lic_condition_manager_id": id, "lic_condition_id": id, "staff_id": 900_001, "team_id": 900_001,
            "active_flag": 1,
        }],
    }));
}

/// `crn`, `requirementId`, and perhaps `createdAt`: an active requirement of event 1.
pub(super) async fn requirement(stage: &mut Stage, params: &Params) {
    let (crn, id) = (params.text("crn"), params.id("requirementId"));
    match params.optional("createdAt") {
        Some(created) => write_requirement_created(stage, crn, id, true, created),
        None => write_requirement(stage, crn, id, true),
    }
}

/// `crn`, `requirementId`: a requirement of event 1 that is not active any more.
pub(super) async fn terminated_requirement(stage: &mut Stage, params: &Params) {
    write_requirement(stage, params.text("crn"), params.id("requirementId"), false);
}

/// `requirementId`: an active requirement of a person whom the contract does not name.
pub(super) async fn foreign_requirement(stage: &mut Stage, params: &Params) {
    write_requirement(stage, SOMEBODY_ELSE, params.id("requirementId"), true);
}

/// `crn`, `licenceConditionId`, and perhaps `createdAt`: an active licence condition of event 1.
pub(super) async fn licence_condition(stage: &mut Stage, params: &Params) {
    let (crn, id) = (params.text("crn"), params.id("licenceConditionId"));
    match params.optional("createdAt") {
        Some(created) => write_licence_condition_created(stage, crn, id, true, created),
        None => write_licence_condition(stage, crn, id, true),
    }
}

/// `crn`, `licenceConditionId`: a licence condition of event 1 that is not active any more.
pub(super) async fn terminated_licence_condition(stage: &mut Stage, params: &Params) {
    write_licence_condition(stage, params.text("crn"), params.id("licenceConditionId"), false);
}

/// `licenceConditionId`: an active licence condition of a person whom the contract does not name.
pub(super) async fn foreign_licence_condition(stage: &mut Stage, params: &Params) {
    write_licence_condition(stage, SOMEBODY_ELSE, params.id("licenceConditionId"), true);
}
