//! The audit of the three writes (behaviour D26, S16, 6.6).

use crate::appointments::{
    OFFENDER, PATH, SERVICE_USER, code, create, delete, fresh, keep, new, new_with_outcome, now,
    of_licence_condition, outcome, stored, try_create, update, urn,
};
use apd_client::types::NewAppointment;
use apd_tests::database::stored::AuditRow;
use apd_tests::{Engine, TestContext, both_engines};
use reqwest::Method;
use serde_json::json;

both_engines!(
    each_created_contact_is_audited_and_no_other,
    each_updated_contact_is_audited,
    each_deleted_contact_is_audited,
    refusal_of_each_write_leaves_one_row_with_its_reason,
    reason_is_cut_to_what_the_column_holds,
    request_without_the_documented_shape_is_not_audited,
    refusal_that_cannot_be_audited_is_answered_all_the_same,
    interaction_that_delius_does_not_know_is_not_found,
);

/// The audit without its keys, which only rise.
fn rows(ctx: &TestContext) -> Vec<AuditRow> {
    let rows = ctx.database.audit();
    assert!(rows.windows(2).all(|pair| pair[0].id < pair[1].id));
    rows.into_iter().map(|row| AuditRow { id: 0, ..row }).collect()
}

fn row(interaction: &str, outcome: &str, parameters: String) -> AuditRow {
    AuditRow {
        id: 0,
        interaction: interaction.to_owned(),
        outcome: outcome.to_owned(),
        parameters,
        date_time: now(),
        user_id: SERVICE_USER,
    }
}

fn done(interaction: &str, contact_id: i64, reference: &str) -> AuditRow {
    let reference = urn(reference);
    let parameters =
        format!("offenderId='{OFFENDER}',contactId='{contact_id}',externalReference='{reference}'");
    row(interaction, "P", parameters)
}

/// Not those that enforce, review and commence.
async fn each_created_contact_is_audited_and_no_other(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = vec![
        crate::appointments::pre_group(3, "2026-07-06"),
        new_with_outcome(1, "2026-06-08", "AFTC"),
        of_licence_condition(new(2)),
    ];

    create(&ctx, items).await;

    let ids = [1, 2, 3].map(|number| ctx.database.contact(&fresh(number)).contact_id);
    let expected: Vec<_> =
        ids.iter().zip(1..).map(|(id, number)| done("CLBI003", *id, &fresh(number))).collect();
    assert_eq!(rows(&ctx), expected);
    ctx.close().await;
}

async fn each_updated_contact_is_audited(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    update(&ctx, vec![keep(&ctx, &stored(8)), outcome(&ctx, &stored(6), "AFTC")]).await;

    let expected = [done("CLBI007", 900_008, &stored(6)), done("CLBI007", 900_010, &stored(8))];
    assert_eq!(rows(&ctx), expected);
    ctx.close().await;
}

async fn each_deleted_contact_is_audited(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    delete(&ctx, &[stored(8), fresh(1), stored(5), stored(8)]).await;

    let expected = [done("CLBI009", 900_007, &stored(5)), done("CLBI009", 900_010, &stored(8))];
    assert_eq!(rows(&ctx), expected);
    ctx.close().await;
}

async fn refusal_of_each_write_leaves_one_row_with_its_reason(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let unknown_staff = NewAppointment { staff: code("STAFF99"), ..new(1) };
    let neither = NewAppointment { requirement_id: None, ..new(1) };
    let taken = NewAppointment { reference: stored(5).parse().unwrap(), ..new(1) };
    let mut unknown = json!(keep(&ctx, &stored(5)));
    unknown["reference"] = json!(fresh(1));

    try_create(&ctx, vec![unknown_staff]).await;
    try_create(&ctx, vec![neither]).await;
    try_create(&ctx, vec![new(1), new(1)]).await;
    try_create(&ctx, vec![taken]).await;
    ctx.http.send(Method::PUT, PATH, &json!({ "appointments": [unknown] })).await;
    ctx.http.send(Method::DELETE, PATH, &json!({ "appointments": [{ "reference": stored(6) }] })).await;

    let reason = |interaction, reason: &str| row(interaction, "F", format!("reason='{reason}'"));
    let expected = [
        reason("CLBI003", "Invalid Staff codes: [STAFF99]"),
        reason("CLBI003", "Either licence condition or requirement id must be specified."),
        reason("CLBI003", &format!("Duplicate references: [{}]", fresh(1))),
        reason("CLBI003", &format!("Appointments already exist with different details: [{}]", stored(5))),
        reason("CLBI007", &format!("Could not find appointments with references: [{}]", urn(&fresh(1)))),
        reason("CLBI009", "Cannot delete appointments that ended in the past or have an outcome"),
    ];
    assert_eq!(rows(&ctx), expected);
    ctx.close().await;
}

async fn reason_is_cut_to_what_the_column_holds(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items =
        (1..=200).map(|number| NewAppointment { team: code(&format!("TËÄM{number}")), ..new(number) });

    let reply = try_create(&ctx, items.collect()).await;

    let message = reply.json()["message"].as_str().unwrap().to_owned();
    assert!(message.chars().count() > 500 && message.ends_with("TËÄM200]"));
    let reason: String = format!("reason='{message}'").chars().take(500).collect();
    assert_eq!(rows(&ctx), [row("CLBI003", "F", reason)]);
    ctx.close().await;
}

async fn request_without_the_documented_shape_is_not_audited(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for method in [Method::POST, Method::PUT, Method::DELETE] {
        for body in [json!({ "appointments": [] }), json!({ "appointments": [{}] }), json!([])] {
            assert_eq!(ctx.http.send(method.clone(), PATH, &body).await.status, 400);
        }
        let body = json!({ "appointments": [] });
        assert_eq!(ctx.http.anonymous().send(method, PATH, &body).await.status, 401);
    }

    assert_eq!(rows(&ctx), []);
    ctx.close().await;
}

async fn refusal_that_cannot_be_audited_is_answered_all_the_same(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("ALTER TABLE audited_interaction RENAME TO elsewhere");
    ctx.expect_error("a refusal could not be audited");

    let reply = try_create(&ctx, vec![NewAppointment { staff: code("STAFF99"), ..new(1) }]).await;

    assert_eq!((reply.status, &reply.json()["message"]), (400, &json!("Invalid Staff codes: [STAFF99]")));
    ctx.close().await;
}

async fn interaction_that_delius_does_not_know_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    ctx.database.execute("UPDATE business_interaction SET business_interaction_code = 'X' WHERE business_interaction_code = 'CLBI003'");
    ctx.expect_error("a refusal could not be audited");

    let reply = try_create(&ctx, vec![new(1)]).await;

    reply.assert_error(404, "NotFound", "BusinessInteraction with code of CLBI003 not found");
    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}
