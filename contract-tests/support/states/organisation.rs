//! Regions, delivery units, teams, staff and offices.

use super::Params;
use crate::provider::Stage;
use serde_json::{Value, json};

/// The key of everything that these states write, of which there is one of a kind. The second of a kind has the next.
const ID: i64 = 970_000_001;

/// A region with one delivery unit, which has one local admin unit.
fn write_units(stage: &Stage, region: &str, delivery_unit: &str, admin_unit: &str) {
    stage.ctx.database.load(&json!({
        "probation_area": [{
            "probation_area_id": ID, "code": region, "description": "Region of the Contract", "selectable": "Y",
        }],
        "borough": [{
            "borough_id": ID, "code": delivery_unit, "description": "Unit of the Contract",
            "probation_area_id": ID, "selectable": "Y",
        }],
        "district": [{
            "district_id": ID, "code": admin_unit, "description": "Admin Unit of the Contract", "borough_id": ID,
            "selectable": "Y",
        }],
    }));
}

/// A team of two, in the units above.
fn write_team(stage: &Stage, region: &str) {
    let staff = |number: i64, forename: &str, middle_name: Option<&str>, surname: &str| {
        json!({
            "staff_id": ID + number, "officer_code": format!("{region}A00{number}"), "forename": forename,
            "forename2": middle_name, "surname": surname,
        })
    };
    stage.ctx.database.load(&json!({
        "team": [{
            "team_id": ID, "code": format!("{region}T01"), "description": "Team of the Contract",
            "district_id": ID, "probation_area_id": ID,
        }],
        "staff": [staff(1, "Lena", Some("Rose"), "Abbot"), staff(2, "Tariq", None, "Bashir")],
        "staff_team": [{ "staff_id": ID + 1, "team_id": ID }, { "staff_id": ID + 2, "team_id": ID }],
    }));
}

/// `region`: a region with one delivery unit, a team of two, and another team that the first of them works for, too.
pub(super) async fn region_with_members(stage: &mut Stage, params: &Params) {
    let region = params.text("region");
    write_units(stage, region, &format!("{region}PDU"), &format!("{region}LAU"));
    write_team(stage, region);
    stage.ctx.database.load(&json!({
        "team": [{
            "team_id": ID + 1, "code": format!("{region}T02"), "description": "Other Team of the Contract",
            "district_id": ID, "probation_area_id": ID,
        }],
        "staff_team": [{ "staff_id": ID + 1, "team_id": ID + 1 }],
    }));
}

/// The code of the local admin unit that runs the programmes of a region (behaviour 2.13); its spelling is irregular.
fn programmes_unit(region: &str) -> String {
    let ending = match region {
        "N50" | "N51" => "APR",
        "N56" => "APCR",
        "N52" => "DDM",
        _ => "ACPR",
    };
    format!("{region}{ending}")
}

/// `region`, one of those with accredited programmes: a team of two in its accredited programmes unit.
pub(super) async fn programmes_team(stage: &mut Stage, params: &Params) {
    let region = params.text("region");
    write_units(stage, region, &format!("{region}PDU"), &programmes_unit(region));
    write_team(stage, region);
}

/// `region`, one of those with accredited programmes: nobody works in its accredited programmes unit.
pub(super) async fn empty_programmes_unit(stage: &mut Stage, params: &Params) {
    let region = params.text("region");
    write_units(stage, region, &format!("{region}PDU"), &programmes_unit(region));
}

/// `pdu`: a delivery unit with two offices.
pub(super) async fn delivery_unit_with_offices(stage: &mut Stage, params: &Params) {
    let pdu = params.text("pdu");
    write_units(stage, "C01", pdu, "C01LAU");
    let office = |number: i64, description: &str| -> Value {
        json!({
            "office_location_id": ID + number, "code": format!("C01OFF{number}"), "description": description,
            "district_id": ID,
        })
    };
    stage
        .ctx
        .database
        .load(&json!({ "office_location": [office(1, "Canal Street"), office(2, "Mill Lane")] }));
}

/// `pdu`: a delivery unit without offices.
pub(super) async fn delivery_unit_without_offices(stage: &mut Stage, params: &Params) {
    write_units(stage, "C01", params.text("pdu"), "C01LAU");
}

/// `team`, `staff`, `office`: a team, a member of it, and an office of it.
pub(super) async fn team(stage: &mut Stage, params: &Params) {
    stage.ctx.database.load(&json!({
        "office_location": [{
            "office_location_id": ID, "code": params.text("office"), "description": "Canal Street",
            "district_id": 900_001,
        }],
        "team": [{
            "team_id": ID, "code": params.text("team"), "description": "Team of the Contract",
            "district_id": 900_001, "probation_area_id": 900_001,
        }],
        "team_office_location": [{ "team_id": ID, "office_location_id": ID }],
        "staff": [{
            "staff_id": ID, "officer_code": params.text("staff"), "forename": "Lena", "surname": "Abbot",
        }],
        "staff_team": [{ "staff_id": ID, "team_id": ID }],
    }));
}
