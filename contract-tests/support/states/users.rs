//! Users of Delius.

use super::Params;
use crate::provider::Stage;
use serde_json::json;

/// The key of a user: above all keys of the fixtures, and most likely another one for each name.
pub(super) fn user_id(username: &str) -> i64 {
    let sum = username.bytes().fold(0_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 1_000_003);
    970_000_000 + sum
}

/// Writes a user who is not staff.
pub(super) fn write(stage: &Stage, username: &str) {
    stage.ctx.database.load(&json!({
        "user_": [{
            "user_id": user_id(username), "distinguished_name": username, "forename": "Ola", "surname": "Reeve",
            "system_user": 0,
        }],
    }));
}

/// `username`: a user who is not staff.
pub(super) async fn user(stage: &mut Stage, params: &Params) {
    write(stage, params.text("username"));
}

/// `username`: a user who is staff of two teams of one region.
pub(super) async fn with_teams(stage: &mut Stage, params: &Params) {
    let username = params.text("username");
    let id = user_id(username);
    stage.ctx.database.load(&json!({
        "staff": [{ "staff_id": id, "officer_code": "PA1T001", "forename": "Ola", "surname": "Reeve" }],
        "staff_team": [{ "staff_id": id, "team_id": 900_001 }, { "staff_id": id, "team_id": 900_003 }],
        "user_": [{
            "user_id": id, "distinguished_name": username, "forename": "Ola", "surname": "Reeve", "staff_id": id,
            "system_user": 0,
        }],
    }));
}
