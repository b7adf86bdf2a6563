//! People.

use super::Params;
use crate::provider::Stage;
use serde_json::json;

/// The key of a person: above all keys of the fixtures, and another one for each CRN.
pub(super) fn person_id(crn: &str) -> i64 {
    let number: i64 =
        crn.get(1..).and_then(|digits| digits.parse().ok()).expect("a CRN is a letter and digits");
    970_000_000 + number
}

/// `crn`: a person of whom everything is known, with a practitioner who has an e-mail address.
pub(super) async fn person(stage: &mut Stage, params: &Params) {
    let crn = params.text("crn");
    let id = person_id(crn);
    stage.ctx.database.load(&json!({
        "offender": [{
            "offender_id": id, "crn": crn, "first_name": "Jonah", "second_name": "Eliot", "surname": "Marsh",
            "date_of_birth_date": "1984-03-09", "gender_id": 101, "ethnicity_id": 214,
        }],
        "offender_manager": [{
            "offender_manager_id": id, "offender_id": id, "allocation_staff_id": 900_001, "team_id": 900_001,
            "active_flag": 1,
        }],
    }));
}
