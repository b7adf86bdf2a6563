//! Registrations.

use super::Params;
use super::people::{self, person_id};
use crate::provider::Stage;
use serde_json::json;

/// `crn`: a person with two registrations, of which the later one has a category and a date of review.
pub(super) async fn some(stage: &mut Stage, params: &Params) {
    let crn = params.text("crn");
    people::write(stage, crn);
    let id = person_id(crn);
    stage.ctx.database.load(&json!({
        "registration": [
            {
                "registration_id": id * 10 + 1, "offender_id": id, "register_type_id": 1,
                "register_category_id": 1603, "registration_date": "2025-05-06", "next_review_date": "2026-11-06",
                "deregistered": 0,
            },
            {
                "registration_id": id * 10 + 2, "offender_id": id, "register_type_id": 9,
                "registration_date": "2025-04-07", "deregistered": 0,
            },
        ],
    }));
}
