//! `GET /case/{crn}/personal-details` (behaviour 2.1).

use crate::expected::{coded, staff, staff_one, staff_with_email};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::json;

both_engines!(
    details_are_given_whole,
    client_reads_the_details,
    person_who_is_unknown_or_deleted_is_not_found,
    crn_is_compared_trimmed_and_in_upper_case,
    person_without_an_active_manager_is_inconsistent,
    blank_middle_names_are_dropped_and_none_are_the_empty_text,
    ethnicity_is_left_out_where_it_is_blank,
    age_is_counted_by_the_calendar_of_today_in_london,
    practitioner_without_an_email_address_has_none,
    directory_that_is_down_costs_the_email_address_alone,
);

const NO_MANAGER: &str = "inconsistent data in Delius";

async fn details_are_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let details = ctx.http.get("/case/A000001/personal-details").await.ok();

    let expected = json!({
        "crn": "A000001",
        "name": { "forename": "Frances", "middleNames": "Ida", "surname": "Beckett" },
        "dateOfBirth": "1980-12-15",
        "age": "45 years, 6 months",
        "sex": coded("M", "Male"),
        "ethnicity": coded("A9", "Asian or Asian British: Other"),
        "probationPractitioner": staff_one(),
        "team": coded("TEAM01", "Team One"),
        "probationDeliveryUnit": coded("PDU1", "PDU One"),
        "region": coded("PA1", "Provider One"),
    });
    assert_eq!(details, expected);
    ctx.close().await;
}

async fn client_reads_the_details(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let details = ctx.client.get_personal_details("A000002").await.unwrap().into_inner();

    assert_eq!((details.crn.as_str(), details.age.as_str()), ("A000002", "35 years, 3 months"));
    assert_eq!(details.date_of_birth.to_string(), "1991-02-28");
    assert_eq!(details.probation_practitioner.email.as_deref(), Some("several.teams@example.com"));
    ctx.close().await;
}

async fn person_who_is_unknown_or_deleted_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (crn, shown) in [
        ("Z999999", "Z999999"),
        ("z999999", "z999999"),
        ("A000005", "A000005"),
        ("A00001", "A00001"),
        ("A0000011", "A0000011"),
        ("null", "null"),
        ("0", "0"),
        ("A00000%00", "A00000\0"),
        ("%C3%81000001", "Á000001"),
    ] {
        let reply = ctx.http.get(&format!("/case/{crn}/personal-details")).await;

        reply.assert_error(404, "NotFound", &format!("Person with crn of {shown} not found"));
    }
    ctx.close().await;
}

async fn crn_is_compared_trimmed_and_in_upper_case(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let details = ctx.http.get("/case/%20a000001%09/personal-details").await.ok();

    assert_eq!(details["crn"], "A000001");
    ctx.close().await;
}

async fn person_without_an_active_manager_is_inconsistent(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error(NO_MANAGER);

    let reply = ctx.http.get("/case/A000004/personal-details").await;

    reply.assert_error(500, "InconsistentData", "Person does not have an active manager");
    assert_eq!(ctx.counters().inconsistent_data.get(), 1);
    let lines = ctx.log.lines();
    let line = lines.iter().find(|line| line["msg"] == NO_MANAGER).unwrap();
    assert_eq!((&line["record"], &line["record_id"]), (&json!("offender"), &json!(900_004)));
    assert_eq!(line["request_id"], reply.request_id());
    ctx.close().await;
}

async fn blank_middle_names_are_dropped_and_none_are_the_empty_text(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let trimmed = ctx.http.get("/case/A000008/personal-details").await.ok();
    let none = ctx.http.get("/case/A000002/personal-details").await.ok();

    assert_eq!(trimmed["name"], json!({ "forename": "Hollis", "middleNames": "Ray", "surname": "Ferreira" }));
    assert_eq!(none["name"], json!({ "forename": "Marta", "middleNames": "", "surname": "Kovacs" }));
    ctx.close().await;
}

async fn ethnicity_is_left_out_where_it_is_blank(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let details = ctx.http.get("/case/A000008/personal-details").await.ok();

    assert_eq!(details.get("ethnicity"), None);
    ctx.close().await;
}

async fn age_is_counted_by_the_calendar_of_today_in_london(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (now, crn, age) in [
        ("2026-06-14T22:59:59Z", "A000001", "45 years, 5 months"),
        ("2026-06-14T23:00:00Z", "A000001", "45 years, 6 months"),
        ("2026-12-14T23:59:59Z", "A000001", "45 years, 11 months"),
        ("2026-12-15T00:00:00Z", "A000001", "46 years, 0 months"),
        // Born on 31 July: in February no month has a 31st, and the month is complete when it has passed.
        ("2026-02-28T12:00:00Z", "A000003", "50 years, 6 months"),
        ("2026-03-01T12:00:00Z", "A000003", "50 years, 7 months"),
        ("2002-07-16T12:00:00Z", "A000008", "1 years, 1 months"),
    ] {
        let details = ctx.at(now).get(&format!("/case/{crn}/personal-details")).await.ok();

        assert_eq!(details["age"], age, "{crn} at {now}");
    }
    ctx.close().await;
}

async fn practitioner_without_an_email_address_has_none(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let manager = |staff_id| {
        json!([{
            "offender_manager_id": 900_003, "offender_id": 900_002, "allocation_staff_id": staff_id,
            "team_id": 900_003, "active_flag": 1,
        }])
    };

    let with = ctx.http.get("/case/A000002/personal-details").await.ok();
    let without_address = ctx.http.get("/case/A000003/personal-details").await.ok();
    ctx.database.load(&json!({ "offender_manager": manager(900_004) }));
    let without_user = ctx.http.get("/case/A000002/personal-details").await.ok();

    let email = "several.teams@example.com";
    assert_eq!(with["probationPractitioner"], staff_with_email("STAFF02", "Owen", "Castle", email));
    assert_eq!(without_address["probationPractitioner"], staff("STAFF03", "Delia", "Rivers"));
    assert_eq!(without_user["probationPractitioner"], staff("STAFF04", "Samir", "Underhill"));
    ctx.close().await;
}

async fn directory_that_is_down_costs_the_email_address_alone(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("DROP TABLE directory_user");

    let details = ctx.http.get("/case/A000001/personal-details").await.ok();

    assert_eq!(details["probationPractitioner"], staff("STAFF01", "Priti", "Marlowe"));
    assert_eq!(ctx.counters().directory_failures.get(), 1);
    assert_eq!(ctx.log.count("the user directory could not be asked"), 1);
    ctx.close().await;
}
