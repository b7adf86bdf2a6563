//! `DELETE /appointments` (behaviour 2.17).

use crate::appointments::{
    EVENT, PATH, REQUIREMENT, SERVICE_USER, create, delete, fresh, new, now, outcome, stored, try_delete,
    update, urn,
};
use crate::refusals::assert_only_audited;
use apd_server::store::model::ContactRow;
use apd_tests::{Engine, TestContext, both_engines};
use reqwest::Method;
use serde_json::json;

both_engines!(
    future_appointment_is_deleted,
    request_of_the_client_is_understood_to_the_letter,
    unknown_deleted_and_foreign_references_are_passed_over,
    appointment_deleted_twice_is_deleted_once,
    reference_given_twice_is_deleted_once,
    appointment_that_has_ended_or_has_an_outcome_stays_and_so_do_all,
    appointment_can_be_deleted_until_it_ends,
    appointment_without_an_end_is_over_when_it_starts,
    appointment_without_times_is_over_with_its_day,
    acceptable_absence_of_the_future_stays,
    enforced_and_linked_contacts_are_left_alone,
);

async fn future_appointment_is_deleted(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contacts();

    delete(&ctx, &[stored(8), stored(5)]).await;

    let expected = before.into_iter().map(|row| match row.contact_id {
        900_007 | 900_010 => ContactRow {
            row_version: row.row_version + 1,
            soft_deleted: 1,
            last_updated_datetime: now(),
            last_updated_user_id: Some(SERVICE_USER),
            ..row
        },
        _ => row,
    });
    assert_eq!(ctx.database.contacts(), expected.collect::<Vec<_>>());
    let search = json!({ "requirementIds": [REQUIREMENT], "licenceConditionIds": [] });
    let found = ctx.http.post("/appointments/search", &search).await.ok().to_string();
    assert!(!found.contains(&stored(8)) && !found.contains(&stored(5)) && found.contains(&stored(6)));
    ctx.close().await;
}

async fn request_of_the_client_is_understood_to_the_letter(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let request = r#"{"appointments":[{"reference":"a0000001-0000-4000-8000-000000000008"}]}"#;

    let reply = ctx.http.send_text(Method::DELETE, PATH, request).await;

    reply.assert_empty(204);
    assert_eq!(ctx.database.find_contact(&stored(8)), None);
    ctx.close().await;
}

async fn unknown_deleted_and_foreign_references_are_passed_over(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();
    let foreign = "b0000001-0000-4000-8000-000000000001".to_owned();

    delete(&ctx, &[fresh(1), stored(11), foreign.clone()]).await;
    assert_eq!(ctx.database.snapshot(), before);
    delete(&ctx, &[fresh(1), stored(8), stored(11), foreign]).await;

    let after = ctx.database.snapshot();
    assert_eq!(ctx.database.find_contact(&stored(8)), None);
    assert_eq!(after.audit.len(), before.audit.len() + 1);
    let changed = after.contacts.iter().zip(&before.contacts).filter(|(after, before)| after != before);
    assert_eq!(changed.count(), 1);
    ctx.close().await;
}

async fn appointment_deleted_twice_is_deleted_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    delete(&ctx, &[stored(8)]).await;
    let before = ctx.database.snapshot();

    delete(&ctx, &[stored(8)]).await;

    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

async fn reference_given_twice_is_deleted_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let reference = |text: String| json!({ "reference": text });
    let items = [stored(8), stored(5), stored(8).to_uppercase(), stored(8)].map(reference);

    let reply = ctx.http.send(Method::DELETE, PATH, &json!({ "appointments": items })).await;

    reply.assert_empty(204);
    assert_eq!(ctx.database.audit().len(), 2);
    let versions = ctx.database.contacts().into_iter().filter(|row| row.row_version > 0);
    assert_eq!(
        versions.map(|row| (row.contact_id, row.row_version)).collect::<Vec<_>>(),
        [(900_007, 1), (900_010, 1)]
    );
    ctx.close().await;
}

async fn appointment_that_has_ended_or_has_an_outcome_stays_and_so_do_all(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.snapshot();

    let reply = try_delete(&ctx, &[stored(8), stored(6), fresh(1), stored(9), stored(6), stored(5)]).await;

    let message = "Cannot delete appointments that ended in the past or have an outcome";
    let reason = "has ended or has an outcome";
    reply.assert_refused(
        400,
        "RuleViolation",
        message,
        &[("appointments[1]", "NotPermitted", reason), ("appointments[3]", "NotPermitted", reason)],
    );
    assert_only_audited(&ctx, &before, "CLBI009", message);
    ctx.close().await;
}

/// What is left of the appointment of 8 July once the statement has run: whether it can be deleted at a moment.
async fn can_be_deleted(engine: Engine, change: &str, at: &str) -> bool {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(&format!("UPDATE contact SET {change} WHERE contact_id = 900010"));
    let caller = ctx.at(at);

    let body = json!({ "appointments": [{ "reference": stored(8) }] });
    let reply = caller.send(Method::DELETE, PATH, &body).await;

    assert!([204, 400].contains(&reply.status), "{reply:?}");
    assert_eq!(ctx.database.find_contact(&stored(8)).is_none(), reply.status == 204);
    ctx.close().await;
    reply.status == 204
}

/// Strictly after now, to the microsecond.
async fn appointment_can_be_deleted_until_it_ends(engine: Engine) {
    let end = "row_version = 0";
    assert!(can_be_deleted(engine, end, "2026-07-08T11:59:59.999999+01:00").await);
    assert!(!can_be_deleted(engine, end, "2026-07-08T12:00:00+01:00").await);
}

async fn appointment_without_an_end_is_over_when_it_starts(engine: Engine) {
    let no_end = "contact_end_time = NULL";
    assert!(can_be_deleted(engine, no_end, "2026-07-08T09:59:59+01:00").await);
    assert!(!can_be_deleted(engine, no_end, "2026-07-08T10:00:00+01:00").await);
}

async fn appointment_without_times_is_over_with_its_day(engine: Engine) {
    let no_times = "contact_start_time = NULL, contact_end_time = NULL";
    assert!(can_be_deleted(engine, no_times, "2026-07-08T23:59:59+01:00").await);
    assert!(!can_be_deleted(engine, no_times, "2026-07-09T00:00:00+01:00").await);
}

async fn acceptable_absence_of_the_future_stays(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    update(&ctx, vec![outcome(&ctx, &stored(8), "AAAA")]).await;

    let reply = try_delete(&ctx, &[stored(8)]).await;

    assert_eq!(reply.json()["fields"][0]["field"], "appointments[0]");
    assert!(ctx.database.find_contact(&stored(8)).is_some());
    ctx.close().await;
}

async fn enforced_and_linked_contacts_are_left_alone(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1)]).await;
    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    let before = ctx.database.snapshot();

    delete(&ctx, &[fresh(1)]).await;

    let after = ctx.database.snapshot();
    let of_others = |rows: Vec<ContactRow>| -> Vec<_> {
        rows.into_iter().filter(|row| row.external_reference != Some(urn(&fresh(1)))).collect()
    };
    assert_eq!(of_others(after.contacts), of_others(before.contacts));
    assert_eq!((after.enforcements, after.counts), (before.enforcements, before.counts));
    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(1));
    ctx.close().await;
}
