//! Programme appointments.

use super::Params;
use super::components::write_requirement;
use super::people::person_id;
use super::sentences::event_id;
use crate::provider::Stage;
use serde_json::json;

/// The key of an appointment: its reference's last digits, above all keys of the fixtures.
fn contact_id(reference: &str) -> i64 {
    let digits = reference.rsplit('-').next().and_then(|digits| digits.parse::<i64>().ok());
    970_000_000 + digits.expect("a reference whose last part is a number")
}

/// The key of an outcome in the reference data.
fn outcome_id(code: &str) -> i64 {
    match code {
        "ATTC" => 1,
        "AFTC" => 2,
        "UAAB" => 3,
        _ => panic!("appointments of contracts have no outcome `{code}`"),
    }
}

/// `crn`, `requirementId`, `reference`, `date`, `startTime`, `endTime`, and perhaps `outcome` and `notes`: an appointment
/// of a requirement that stands in Delius, with `STAFF01` of `TEAM01` at `OFFICE1`. The last part of the reference is a
/// number.
pub(super) async fn appointment(stage: &mut Stage, params: &Params) {
    let (crn, requirement_id) = (params.text("crn"), params.id("requirementId"));
    let (reference, date) = (params.text("reference"), params.text("date"));
    write_requirement(stage, crn, requirement_id, true);
    let time = |name: &str| format!("{date}T{}", params.text(name));
    stage.ctx.database.load(&json!({
        "contact": [{
            "contact_id": contact_id(reference), "offender_id": person_id(crn), "event_id": event_id(crn, "1"),
            "rqmnt_id": requirement_id, "contact_date": date, "contact_start_time": time("startTime"),
            "contact_end_time": time("endTime"), "contact_type_id": 1,
            "contact_outcome_type_id": params.optional("outcome").map(outcome_id), "enforcement": 1,
            "office_location_id": 900_001, "staff_id": 900_001, "team_id": 900_001, "probation_area_id": 900_001,
            "notes": params.optional("notes"),
            "external_reference": format!("urn:uk:gov:accredited-programmes:appointment:{reference}"),
            "sensitive": "N", "visor_contact": "N", "trust_provider_flag": 0, "trust_provider_team_id": 900_001,
            "created_by_user_id": 1, "last_updated_user_id": 1,
        }],
    }));
}
