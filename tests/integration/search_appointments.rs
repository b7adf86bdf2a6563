//! `POST /appointments/search` (behaviour 2.14).

use crate::expected::{coded, staff};
use apd_client::types::{NumericId, SearchAppointments};
use apd_tests::{Engine, Reply, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    appointments_are_given_whole_by_date_and_start,
    search_without_a_first_day_has_no_lower_bound,
    search_without_a_last_day_has_no_upper_bound,
    client_searches_by_number_and_by_text,
    people_come_in_the_order_of_their_crns,
    only_programme_appointments_that_are_not_deleted_are_found,
    appointment_without_a_start_comes_first_on_its_day_and_the_id_breaks_ties,
    outcome_is_that_of_the_outcome_type,
    absent_flags_of_an_outcome_are_left_out,
    sensitive_appointments_say_so,
    references_of_other_systems_are_given_whole,
    times_follow_the_clock_changes_of_london,
    office_that_has_closed_is_still_shown,
    ids_that_nothing_has_match_nothing,
    search_for_nothing_is_refused,
    reversed_range_is_refused,
    five_hundred_ids_of_each_kind_are_enough,
    sizes_come_before_the_range_and_the_range_before_emptiness,
    missing_and_mistyped_properties_are_named,
    list_of_the_values_is_no_object,
    null_bounds_and_unknown_properties_are_ignored,
);

async fn search(ctx: &TestContext, body: Value) -> Reply {
    ctx.http.post("/appointments/search", &body).await
}

/// A search for everything that is planned for A000001.
fn everything_planned() -> Value {
    json!({
        "requirementIds": ["5000000001", 5_000_000_002_i64],
        "licenceConditionIds": [6_000_000_001_i64, "6000000002"],
    })
}

/// A search by one requirement.
fn of_requirement(id: i64) -> Value {
    json!({ "requirementIds": [id], "licenceConditionIds": [] })
}

/// The ids of the appointments found for a person, in their order.
fn ids(found: &Value, crn: &str) -> Vec<i64> {
    let ids = crate::expected::each(&found["content"][crn], "id");
    ids.into_iter().filter_map(Value::as_i64).collect()
}

async fn appointments_are_given_whole_by_date_and_start(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut body = everything_planned();
    body["fromDate"] = json!("2030-01-01");
    body["toDate"] = json!("2030-12-31");

    let found = search(&ctx, body).await.ok();

    let appointment = |id: i64, number: u8, component: (&str, i64), times: [&str; 2]| {
        json!({
            "id": id,
            "reference": format!("a0000001-0000-4000-8000-00000000000{number}"),
            "crn": "A000001",
            component.0: component.1,
            "date": times[0].split('T').next(),
            "startTime": times[0],
            "endTime": times[1],
            "createdAt": "2026-05-01T09:00:00+01:00",
            "updatedAt": "2026-05-01T09:00:00+01:00",
            "type": coded("CAPY", "Accredited Programme Appointment"),
            "location": coded("OFFICE1", "Office One"),
            "staff": staff("STAFF01", "Priti", "Marlowe"),
            "team": coded("TEAM01", "Team One"),
            "notes": "Some appointment notes",
            "sensitive": false,
        })
    };
    let (licence_condition, requirement) = ("licenceConditionId", "requirementId");
    let morning = ["2030-01-01T10:00:00Z", "2030-01-01T11:30:00Z"];
    let afternoon = ["2030-01-01T14:00:00Z", "2030-01-01T15:30:00Z"];
    let next_morning = ["2030-01-02T10:00:00Z", "2030-01-02T11:30:00Z"];
    let next_afternoon = ["2030-01-02T14:00:00Z", "2030-01-02T15:30:00Z"];
    let mut three_way = appointment(900_004, 2, (licence_condition, 6_000_000_002), next_morning);
    three_way["type"] = coded("CAPZ", "Accredited Programme Three-Way Meeting");
    three_way.as_object_mut().unwrap().remove("location");
    let mut pre_group = appointment(900_006, 4, (requirement, 5_000_000_002), next_afternoon);
    pre_group["type"] = coded("CAPW", "Accredited Programme Pre-Group One-to-One Meeting");
    pre_group["location"] = coded("OFFICE2", "Office Two");
    pre_group["staff"] = staff("STAFF03", "Delia", "Rivers");
    pre_group["team"] = coded("TEAM03", "Team Three");
    let expected = json!({ "content": { "A000001": [
        appointment(900_003, 1, (licence_condition, 6_000_000_001), morning),
        appointment(900_005, 3, (requirement, 5_000_000_001), afternoon),
        three_way,
        pre_group,
    ] } });
    assert_eq!(found, expected);
    ctx.close().await;
}

async fn search_without_a_first_day_has_no_lower_bound(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut body = everything_planned();
    body["toDate"] = json!("2030-01-01");

    let found = search(&ctx, body).await.ok();

    assert_eq!(ids(&found, "A000001"), [900_003, 900_005]);
    ctx.close().await;
}

async fn search_without_a_last_day_has_no_upper_bound(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut body = everything_planned();
    body["fromDate"] = json!("2030-01-02");

    let found = search(&ctx, body).await.ok();

    assert_eq!(ids(&found, "A000001"), [900_004, 900_006]);
    ctx.close().await;
}

async fn client_searches_by_number_and_by_text(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let criteria = SearchAppointments {
        requirement_ids: vec![NumericId::Int64(5_000_000_001)],
        licence_condition_ids: vec![NumericId::String("6000000002".parse().unwrap())],
        from_date: Some("2030-01-01".parse().unwrap()),
        to_date: None,
    };

    let found = ctx.client.search_appointments(&criteria).await.unwrap().into_inner();

    let of_person = &found.content["A000001"];
    assert_eq!(of_person.iter().map(|appointment| appointment.id).collect::<Vec<_>>(), [900_005, 900_004]);
    assert_eq!(of_person[0].start_time.unwrap().to_rfc3339(), "2030-01-01T14:00:00+00:00");
    ctx.close().await;
}

async fn people_come_in_the_order_of_their_crns(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let body = json!({
        "requirementIds": [5_000_000_004_i64, 5_000_000_003_i64, 5_000_000_001_i64],
        "licenceConditionIds": [],
    });

    let text = search(&ctx, body).await.text;

    let places = ["\"A000001\":[", "\"A000002\":[", "\"A000003\":["].map(|key| text.find(key).unwrap());
    assert!(places.is_sorted(), "{text}");
    ctx.close().await;
}

async fn only_programme_appointments_that_are_not_deleted_are_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let found = search(&ctx, of_requirement(5_000_000_003)).await.ok();

    let expected = [900_011, 900_008, 900_009, 900_007, 900_010, 900_012, 900_014, 900_015];
    assert_eq!(ids(&found, "A000002"), expected);
    ctx.close().await;
}

async fn appointment_without_a_start_comes_first_on_its_day_and_the_id_breaks_ties(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let morning = "2026-07-29T09:00:00";
    ctx.database.load(&json!({ "contact": [
        contact(910_003, "2026-07-29", Some("2026-07-29T08:59:59.999999")),
        contact(910_002, "2026-07-29", Some(morning)),
        contact(910_001, "2026-07-29", None),
    ] }));
    let mut body = of_requirement(5_000_000_003);
    body["fromDate"] = json!("2026-07-29");
    body["toDate"] = json!("2026-07-29");

    let found = search(&ctx, body).await.ok();

    assert_eq!(ids(&found, "A000002"), [900_014, 910_001, 910_003, 900_015, 910_002]);
    assert_eq!(found["content"]["A000002"][0].get("startTime"), None);
    ctx.close().await;
}

async fn outcome_is_that_of_the_outcome_type(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET attended = 'N', complied = 'N' WHERE contact_id = 900011");

    let found = search(&ctx, of_requirement(5_000_000_003)).await.ok();

    let outcome =
        json!({ "code": "ATTC", "description": "Attended - Complied", "attended": true, "complied": true });
    assert_eq!(found["content"]["A000002"][0]["outcome"], outcome);
    assert_eq!(found["content"]["A000002"][0]["updatedAt"], "2026-05-20T13:10:00+01:00");
    assert_eq!(found["content"]["A000002"][1].get("outcome"), None);
    ctx.close().await;
}

async fn absent_flags_of_an_outcome_are_left_out(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET contact_outcome_type_id = 19 WHERE contact_id = 900011");

    let found = search(&ctx, of_requirement(5_000_000_003)).await.ok();

    let outcome = json!({ "code": "CO10", "description": "Appointment Not Required", "complied": true });
    assert_eq!(found["content"]["A000002"][0]["outcome"], outcome);
    ctx.close().await;
}

async fn sensitive_appointments_say_so(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET sensitive = NULL WHERE contact_id = 900010");

    let found = search(&ctx, of_requirement(5_000_000_003)).await.ok();

    let sensitive = |index: usize| found["content"]["A000002"][index].get("sensitive");
    assert_eq!([sensitive(4), sensitive(5), sensitive(3)], [None, Some(&json!(true)), Some(&json!(false))]);
    ctx.close().await;
}

async fn references_of_other_systems_are_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let found = search(&ctx, of_requirement(5_000_000_003)).await.ok();

    let of_person = &found["content"]["A000002"];
    let other =
        "urn:uk:gov:hmpps:manage-supervision-service:appointment:b0000001-0000-4000-8000-000000000001";
    assert_eq!(of_person[7]["reference"], other);
    assert_eq!(of_person[6].get("reference"), None);
    assert_eq!(of_person[0]["reference"], "a0000001-0000-4000-8000-000000000009");
    ctx.close().await;
}

/// A time that the clocks skip moves forward by the hour that they skip; of a repeated hour the first counts.
async fn times_follow_the_clock_changes_of_london(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.load(&json!({ "contact": [
        contact(910_001, "2026-10-25", Some("2026-10-25T01:30:00")),
        contact(910_002, "2026-12-01", Some("2026-12-01T09:15:30.5")),
        contact(910_003, "2027-03-28", Some("2027-03-28T01:30:00")),
        contact(910_004, "2027-03-28", Some("2027-03-28T02:30:00")),
    ] }));
    let mut body = of_requirement(5_000_000_003);
    body["fromDate"] = json!("2026-10-01");

    let found = search(&ctx, body).await.ok();

    let starts = crate::expected::each(&found["content"]["A000002"], "startTime");
    let expected = [
        "2026-10-25T01:30:00+01:00",
        "2026-12-01T09:15:30.500Z",
        "2027-03-28T02:30:00+01:00",
        "2027-03-28T02:30:00+01:00",
    ];
    assert_eq!(starts, expected);
    ctx.close().await;
}

async fn office_that_has_closed_is_still_shown(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET office_location_id = 900008 WHERE contact_id = 900011");

    let found = search(&ctx, of_requirement(5_000_000_003)).await.ok();

    assert_eq!(found["content"]["A000002"][0]["location"], coded("OFFICE8", "Ended Office"));
    ctx.close().await;
}

/// The lists are looked up apart: a requirement's id in the other list finds nothing.
async fn ids_that_nothing_has_match_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let body = json!({
        "requirementIds": [1, "0", 6_000_000_001_i64, i64::MAX],
        "licenceConditionIds": [5_000_000_001_i64, "999999999999999999"],
    });

    let found = search(&ctx, body).await.ok();

    assert_eq!(found, json!({ "content": {} }));
    ctx.close().await;
}

async fn search_for_nothing_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let reply = search(&ctx, json!({ "requirementIds": [], "licenceConditionIds": [] })).await;

    let message = "at least one requirementId or licenceConditionId must be provided";
    reply.assert_error(400, "RuleViolation", message);
    ctx.close().await;
}

async fn reversed_range_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut body = everything_planned();
    body["fromDate"] = json!("2030-12-31");
    body["toDate"] = json!("2030-12-01");
    let mut one_day = everything_planned();
    one_day["fromDate"] = json!("2030-01-01");
    one_day["toDate"] = json!("2030-01-01");

    let reversed = search(&ctx, body).await;
    let one_day = search(&ctx, one_day).await.ok();

    reversed.assert_error(400, "RuleViolation", "toDate cannot be before fromDate");
    assert_eq!(ids(&one_day, "A000001"), [900_003, 900_005]);
    ctx.close().await;
}

/// Ids are counted as they were sent, duplicates included.
async fn five_hundred_ids_of_each_kind_are_enough(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let lists = |requirements: usize, licence_conditions: usize| {
        json!({
            "requirementIds": vec![5_000_000_001_i64; requirements],
            "licenceConditionIds": vec!["6000000001"; licence_conditions],
        })
    };

    let most = search(&ctx, lists(500, 500)).await.ok();
    let requirements = search(&ctx, lists(501, 0)).await;
    let licence_conditions = search(&ctx, lists(1, 1_001)).await;
    let both = search(&ctx, lists(1_001, 501)).await;

    assert_eq!(ids(&most, "A000001"), [900_003, 900_005]);
    let message = "size must be between 0 and 500";
    requirements.assert_validation_failure("requirementIds", "Size", message);
    licence_conditions.assert_validation_failure("licenceConditionIds", "Size", message);
    let fields: Vec<_> = ["requirementIds", "licenceConditionIds"]
        .map(|field| json!({ "field": field, "type": "Size", "message": message }))
        .to_vec();
    assert_eq!(both.json()["fields"], json!(fields));
    ctx.close().await;
}

async fn sizes_come_before_the_range_and_the_range_before_emptiness(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let reversed = |ids: Vec<i64>| {
        json!({
            "requirementIds": ids,
            "licenceConditionIds": [],
            "fromDate": "2030-12-31",
            "toDate": "2030-12-01",
        })
    };

    let too_many_and_reversed = search(&ctx, reversed(vec![1; 501])).await;
    let empty_and_reversed = search(&ctx, reversed(Vec::new())).await;

    let message = "size must be between 0 and 500";
    too_many_and_reversed.assert_validation_failure("requirementIds", "Size", message);
    empty_and_reversed.assert_error(400, "RuleViolation", "toDate cannot be before fromDate");
    ctx.close().await;
}

async fn missing_and_mistyped_properties_are_named(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let with = |property: &str, value: Value| {
        let mut body = everything_planned();
        body[property] = value;
        body
    };
    let item = "requirementIds[0]";

    for (body, field, kind) in [
        (json!({ "requirementIds": [1] }), "licenceConditionIds", "NotNull"),
        (json!({ "licenceConditionIds": [1] }), "requirementIds", "NotNull"),
        (with("requirementIds", json!(null)), "requirementIds", "NotNull"),
        (with("requirementIds", json!(1)), "requirementIds", "InvalidValue"),
        (with("requirementIds", json!([null])), item, "NotNull"),
        (with("requirementIds", json!(["abc"])), item, "InvalidValue"),
        (with("requirementIds", json!([""])), item, "InvalidValue"),
        (with("requirementIds", json!([" 1"])), item, "InvalidValue"),
        (with("requirementIds", json!(["+1"])), item, "InvalidValue"),
        (with("requirementIds", json!([-1])), item, "InvalidValue"),
        (with("requirementIds", json!([1.5])), item, "InvalidValue"),
        (with("requirementIds", json!(["1e3"])), item, "InvalidValue"),
        (with("requirementIds", json!([true])), item, "InvalidValue"),
        (with("requirementIds", json!(["1\0"])), item, "InvalidValue"),
        (with("requirementIds", json!(["1234567890123456789"])), item, "InvalidValue"),
        (with("requirementIds", json!([9_223_372_036_854_775_808_u64])), item, "InvalidValue"),
        (with("licenceConditionIds", json!([1, [2]])), "licenceConditionIds[1]", "InvalidValue"),
        (with("fromDate", json!("2030-13-01")), "fromDate", "InvalidValue"),
        (with("fromDate", json!("01/01/2030")), "fromDate", "InvalidValue"),
        (with("toDate", json!("2030-02-29")), "toDate", "InvalidValue"),
        (with("toDate", json!("")), "toDate", "InvalidValue"),
        (with("toDate", json!(20_300_101)), "toDate", "InvalidValue"),
    ] {
        let reply = search(&ctx, body.clone()).await;

        let message = reply.json()["fields"][0]["message"].as_str().unwrap_or_default().to_owned();
        reply.assert_validation_failure(field, kind, &message);
        assert!(!message.is_empty(), "{body}");
    }
    ctx.close().await;
}

async fn list_of_the_values_is_no_object(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let reply = search(&ctx, json!([[5_000_000_001_i64], [], null, null])).await;

    reply.assert_validation_failure("$", "InvalidValue", "must be an object");
    ctx.close().await;
}

async fn null_bounds_and_unknown_properties_are_ignored(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut body = everything_planned();
    body["fromDate"] = json!(null);
    body["toDate"] = json!(null);
    body["page"] = json!({ "size": [[[]]] });

    let found = search(&ctx, body).await.ok();

    assert_eq!(ids(&found, "A000001").len(), 4);
    ctx.close().await;
}

/// A row of a programme appointment for requirement 5000000003 of A000002.
fn contact(id: i64, date: &str, start: Option<&str>) -> Value {
    json!({
        "contact_id": id,
        "offender_id": 900_002,
        "event_id": 900_004,
        "rqmnt_id": 5_000_000_003_i64,
        "contact_date": date,
        "contact_start_time": start,
        "contact_type_id": 1,
        "staff_id": 900_002,
        "team_id": 900_002,
        "probation_area_id": 900_001,
        "trust_provider_flag": 0,
        "trust_provider_team_id": 900_002,
    })
}
