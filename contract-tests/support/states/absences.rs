//! Things that are not there. The fixtures hold nothing of the kind: that is asserted, so that a contract does not come to
//! rest on something else than it says.

use super::Params;
use super::people;
use crate::provider::Stage;

/// `crn`: nobody has this CRN.
pub(super) async fn no_person(stage: &mut Stage, params: &Params) {
    assert_none(stage, "offender", "crn", params.text("crn"));
}

/// `crn`: a person without events.
pub(super) async fn no_event(stage: &mut Stage, params: &Params) {
    people::write(stage, params.text("crn"));
}

/// `crn`, `requirementId`: a person, and no requirement with this id.
pub(super) async fn no_requirement(stage: &mut Stage, params: &Params) {
    people::write(stage, params.text("crn"));
    assert_none(stage, "rqmnt", "rqmnt_id", params.text("requirementId"));
}

/// `crn`, `licenceConditionId`: a person, and no licence condition with this id.
pub(super) async fn no_licence_condition(stage: &mut Stage, params: &Params) {
    people::write(stage, params.text("crn"));
    assert_none(stage, "lic_condition", "lic_condition_id", params.text("licenceConditionId"));
}

/// `username`: nobody has this name.
pub(super) async fn no_user(stage: &mut Stage, params: &Params) {
    assert_none(stage, "user_", "lower(distinguished_name)", &params.text("username").to_lowercase());
}

/// `region`: no region has this code.
pub(super) async fn no_region(stage: &mut Stage, params: &Params) {
    assert_none(stage, "probation_area", "code", params.text("region"));
}

/// `pdu`: no delivery unit has this code.
pub(super) async fn no_delivery_unit(stage: &mut Stage, params: &Params) {
    assert_none(stage, "borough", "code", params.text("pdu"));
}

/// `reference`: no appointment has this reference.
pub(super) async fn no_appointment(stage: &mut Stage, params: &Params) {
    let reference = params.text("reference");
    assert!(stage.ctx.database.find_contact(reference).is_none(), "appointment {reference} is there");
}

/// The values come from contracts, and not all of them from ours: nothing but words gets into the statement. An id that
/// is no number cannot be there.
fn assert_none(stage: &Stage, table: &str, column: &str, value: &str) {
    assert!(value.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter)), "{value}");
    let query = format!("SELECT count(*) FROM {table} WHERE CAST({column} AS TEXT) = '{value}'");
    assert_eq!(stage.ctx.database.count(&query), 0, "{table} {value} is there");
}
