//! People.

use super::Params;
use super::users::{self, user_id};
use crate::provider::Stage;
use serde_json::{Value, json};

/// The key of a person: above all keys of the fixtures, and another one for each CRN.
pub(super) fn person_id(crn: &str) -> i64 {
    let number: i64 =
        crn.get(1..).and_then(|digits| digits.parse().ok()).expect("a CRN is a letter and digits");
    970_000_000 + number
}

/// A person, with some columns set to other values.
fn row(crn: &str, others: &Value) -> Value {
    let mut row = json!({
        "offender_id": person_id(crn), "crn": crn, "first_name": "Jonah", "second_name": "Eliot",
        "surname": "Marsh", "date_of_birth_date": "1984-03-09", "gender_id": 101, "ethnicity_id": 214,
    });
    for (column, value) in others.as_object().expect("columns") {
        row[column] = value.clone();
    }
    row
}

/// The person's manager: a member of staff, and a team of theirs.
fn manager(crn: &str, staff_id: i64, team_id: i64) -> Value {
    let id = person_id(crn);
    json!({
        "offender_manager_id": id, "offender_id": id, "allocation_staff_id": staff_id, "team_id": team_id,
        "active_flag": 1,
    })
}

/// Writes a person of whom everything is known, with a practitioner who has an e-mail address.
pub(super) fn write(stage: &Stage, crn: &str) {
    let manager = manager(crn, 900_001, 900_001);
    stage.ctx.database.load(&json!({ "offender": [row(crn, &json!({}))], "offender_manager": [manager] }));
}

/// `crn`: a person of whom everything is known, with a practitioner who has an e-mail address.
pub(super) async fn person(stage: &mut Stage, params: &Params) {
    write(stage, params.text("crn"));
}

/// `crn`: a person with a single forename and no ethnicity, whose practitioner has no e-mail address.
pub(super) async fn sparse_person(stage: &mut Stage, params: &Params) {
    let crn = params.text("crn");
    let person = row(crn, &json!({ "second_name": null, "ethnicity_id": null }));
    let manager = manager(crn, 900_003, 900_003);
    stage.ctx.database.load(&json!({ "offender": [person], "offender_manager": [manager] }));
}

/// `crn`: a person whom nobody supervises, which is inconsistent in Delius.
pub(super) async fn without_manager(stage: &mut Stage, params: &Params) {
    stage.ctx.database.load(&json!({ "offender": [row(params.text("crn"), &json!({}))] }));
    stage.ctx.expect_error("inconsistent data in Delius");
}

/// `crn`, `username`: a person from whose record this user is excluded.
pub(super) async fn excluded_from(stage: &mut Stage, params: &Params) {
    let (crn, username) = (params.text("crn"), params.text("username"));
    users::write(stage, username);
    let person = row(crn, &json!({ "exclusion_message": "You are excluded from viewing this record" }));
    stage.ctx.database.load(&json!({
        "offender": [person],
        "exclusion": [{
            "exclusion_id": person_id(crn), "offender_id": person_id(crn), "user_id": user_id(username),
            "exclusion_date": "2020-01-01T00:00:00",
        }],
    }));
}

/// `crn`, `username`: a person whose record is restricted to users of whom this one is none.
pub(super) async fn restricted_to_others(stage: &mut Stage, params: &Params) {
    let crn = params.text("crn");
    users::write(stage, params.text("username"));
    let person = row(crn, &json!({ "restriction_message": "This record is restricted" }));
    stage.ctx.database.load(&json!({
        "offender": [person],
        "restriction": [{
            "restriction_id": person_id(crn), "offender_id": person_id(crn), "user_id": 900_001,
            "restriction_time": "2020-01-01T00:00:00",
        }],
    }));
}
