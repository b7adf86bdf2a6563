//! The three operations below `/regions/` (behaviour 2.11 to 2.13).

use crate::expected::{coded, offices_of_pdu_two, staff};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    members_of_a_region_are_given_whole,
    members_of_the_programmes_region_have_no_middle_names_here,
    region_that_is_inactive_has_members_all_the_same,
    region_without_members_is_not_found,
    offices_of_a_delivery_unit_are_given_whole,
    office_is_open_until_the_day_on_which_it_ends,
    delivery_unit_without_offices_has_an_empty_list,
    delivery_unit_that_is_unknown_unselectable_or_of_an_inactive_region_is_not_found,
    programmes_members_are_given_whole,
    programmes_team_and_member_count_until_the_day_on_which_they_end,
    mapped_region_without_members_has_an_empty_list,
    region_that_is_not_mapped_is_not_found,
    client_reads_the_regions,
);

async fn members_of_a_region_are_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let members = ctx.http.get("/regions/PA1/members").await.ok();

    let expected = json!({
        "code": "PA1",
        "description": "Provider One",
        "pdus": [
            { "code": "PDU1", "description": "PDU One", "team": [
                team("TEAM01", "Team One", &[staff("STAFF01", "Priti", "Marlowe")]),
                team("TEAM02", "Team Two", &[staff("STAFF02", "Owen", "Castle")]),
            ] },
            { "code": "PDU2", "description": "PDU Two", "team": [
                team("TEAM03", "Team Three", &[
                    staff("STAFF03", "Delia", "Rivers"),
                    staff("STAFF04", "Samir", "Underhill"),
                ]),
            ] },
        ],
    });
    assert_eq!(members, expected);
    ctx.close().await;
}

/// Teams and members with any end date are left out, those in the future included.
async fn members_of_the_programmes_region_have_no_middle_names_here(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let members = ctx.http.get("/regions/N07/members").await.ok();

    let ada = [staff("N07AP01", "Ada", "Prentice")];
    let unit = json!({
        "code": "N07APRG",
        "description": "London Accredited Programmes",
        "team": [team("N07AP1", "N07 Programmes One", &ada), team("N07OT1", "N07 Other Team", &ada)],
    });
    assert_eq!(members, json!({ "code": "N07", "description": "London", "pdus": [unit] }));
    ctx.close().await;
}

async fn region_that_is_inactive_has_members_all_the_same(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE probation_area SET selectable = 'N' WHERE code IN ('PA1', 'N07')");

    let members = ctx.http.get("/regions/PA1/members").await.ok();
    let programmes_members = ctx.http.get(&programmes_members("N07")).await.ok();

    assert_eq!(members["pdus"].as_array().unwrap().len(), 2);
    assert_eq!(programmes_members["teams"].as_array().unwrap().len(), 2);
    ctx.close().await;
}

async fn region_without_members_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for code in ["N03", "PA9", "XXX", "pa1", "PA1%20", "PA1%00", "%27%20OR%20%27%27=%27", "pdu"] {
        let reply = ctx.http.get(&format!("/regions/{code}/members")).await;

        reply.assert_error(404, "NotFound", "No members found for region");
    }
    ctx.close().await;
}

async fn offices_of_a_delivery_unit_are_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let one = ctx.http.get("/regions/pdu/PDU1/office-locations").await.ok();
    let two = ctx.http.get("/regions/pdu/PDU2/office-locations").await.ok();

    let offices = json!([coded("OFFICE1", "Office One")]);
    assert_eq!(one, json!({ "code": "PDU1", "description": "PDU One", "officeLocations": offices }));
    let offices = offices_of_pdu_two();
    assert_eq!(two, json!({ "code": "PDU2", "description": "PDU Two", "officeLocations": offices }));
    ctx.close().await;
}

async fn office_is_open_until_the_day_on_which_it_ends(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let caller = ctx.at("2026-06-14T23:59:59+01:00");

    let offices = caller.get("/regions/pdu/PDU2/office-locations").await.ok();

    let codes = crate::expected::each(&offices["officeLocations"], "code");
    assert_eq!(codes, ["OFFICE2", "OFFICE5", "OFFICE6"]);
    ctx.close().await;
}

async fn delivery_unit_without_offices_has_an_empty_list(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let offices = ctx.http.get("/regions/pdu/PDU3/office-locations").await.ok();

    let expected = json!({ "code": "PDU3", "description": "PDU without Offices", "officeLocations": [] });
    assert_eq!(offices, expected);
    ctx.close().await;
}

async fn delivery_unit_that_is_unknown_unselectable_or_of_an_inactive_region_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (pdu, shown) in [
        ("PDU8", "PDU8"),
        ("PDU9", "PDU9"),
        ("XXX", "XXX"),
        ("pdu1", "pdu1"),
        ("PDU1%00", "PDU1\0"),
        ("PDU1%27--", "PDU1'--"),
        ("PDU%2F1", "PDU/1"),
    ] {
        let reply = ctx.http.get(&format!("/regions/pdu/{pdu}/office-locations")).await;

        let message = format!("ProbationDeliveryUnit with code of {shown} not found");
        reply.assert_error(404, "NotFound", &message);
    }
    ctx.close().await;
}

/// Ends in the future do not count yet; teams and staff that have ended, and teams of other units, are left out. Middle
/// names are given, where there are any.
async fn programmes_members_are_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let members = ctx.http.get(&programmes_members("N07")).await.ok();

    let with_middle_names = |code: &str, forename: &str, middle_names: &str, surname: &str| {
        let name = json!({ "forename": forename, "middleNames": middle_names, "surname": surname });
        json!({ "code": code, "name": name })
    };
    let first = [
        with_middle_names("N07AP01", "Ada", "Jane", "Prentice"),
        with_middle_names("N07AP02", "Bilal", "Omar", "Sheikh"),
    ];
    let second = [staff("N07AP03", "Cora", "Lindqvist")];
    let expected = json!({ "teams": [
        team("N07AP1", "N07 Programmes One", &first),
        team("N07AP2", "N07 Programmes Two", &second),
    ] });
    assert_eq!(members, expected);
    ctx.close().await;
}

async fn programmes_team_and_member_count_until_the_day_on_which_they_end(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let members_at = async |now: &str| {
        let caller = ctx.at(now);
        let found = caller.get(&programmes_members("N07")).await.ok();
        let codes =
            |team: &Value| crate::expected::each(&team["members"], "code").into_iter().cloned().collect();
        found["teams"].as_array().unwrap().iter().map(codes).collect::<Vec<Vec<Value>>>()
    };

    let day_before = members_at("2026-06-14T12:00:00+01:00").await;
    let when_the_future_has_come = members_at("2030-12-31T12:00:00Z").await;

    assert_eq!(json!(day_before), json!([["N07AP01", "N07AP02"], ["N07AP03", "N07AP99"]]));
    assert_eq!(json!(when_the_future_has_come), json!([["N07AP01"]]));
    ctx.close().await;
}

async fn mapped_region_without_members_has_an_empty_list(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for code in ["N03", "N50", "N51", "N52", "N53", "N54", "N55", "N56", "N57", "N58", "N59"] {
        let members = ctx.http.get(&programmes_members(code)).await.ok();

        assert_eq!(members, json!({ "teams": [] }), "{code}");
    }
    ctx.close().await;
}

async fn region_that_is_not_mapped_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for code in ["PA1", "N43", "n07", "null", "N07'"] {
        let reply = ctx.http.get(&programmes_members(code)).await;

        let message = format!("No Accredited Programmes Local Admin Unit mapping found for region {code}");
        reply.assert_error(404, "NotFound", &message);
    }
    ctx.close().await;
}

async fn client_reads_the_regions(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let members = ctx.client.list_region_members("PA1").await.unwrap().into_inner();
    let offices = ctx.client.list_office_locations("PDU1").await.unwrap().into_inner();
    let programmes = ctx.client.list_accredited_programmes_members("N07").await.unwrap().into_inner();

    assert_eq!(members.pdus[1].team[0].members[1].code, "STAFF04");
    assert_eq!(offices.office_locations[0].code, "OFFICE1");
    assert_eq!(programmes.teams[0].members[1].name.middle_names.as_deref(), Some("Omar"));
    ctx.close().await;
}

fn programmes_members(code: &str) -> String {
    format!("/regions/{code}/local-admin-units/accredited-programmes/members")
}

fn team(code: &str, description: &str, members: &[Value]) -> Value {
    json!({ "code": code, "description": description, "members": members })
}
