//! Outcomes and their enforcement (behaviour 2.16.3, 2.16.4, D19).

use crate::appointments::{
    EVENT, LICENCE_CONDITION, OFFENDER, REQUIREMENT, SERVICE_USER, create, day, fresh, keep,
    new_with_outcome, now, of_licence_condition, outcome, stored, time, update,
};
use apd_client::types::ChangedAppointment;
use apd_server::store::model::{ContactRow, EnforcementRow};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::json;

both_engines!(
    failure_to_comply_is_enforced_column_by_column,
    created_failure_to_comply_is_enforced_like_an_updated_one,
    stamp_comes_before_the_notes_of_the_caller,
    failures_that_are_not_enforceable_and_outcomes_that_comply_are_not_enforced,
    action_that_leaves_nothing_outstanding_blanks_the_flag,
    action_without_a_period_has_no_date,
    same_outcome_again_does_nothing,
    outcome_that_complies_removes_the_enforcement,
    one_failure_in_place_of_another_keeps_the_enforcement,
    failure_after_an_outcome_that_complied_is_enforced_anew,
    action_of_another_kind_is_replaced,
    linked_contact_copies_what_the_appointment_is_about,
);

/// The contact of a type that hangs on an appointment.
fn linked(contact_id: i64, contact_type_id: i64, appointment: &ContactRow) -> ContactRow {
    ContactRow {
        contact_id,
        row_version: 0,
        contact_date: day("2026-06-15"),
        contact_start_time: Some(now()),
        contact_end_time: None,
        contact_type_id,
        contact_outcome_type_id: None,
        attended: None,
        complied: None,
        enforcement: None,
        latest_enforcement_action_id: None,
        linked_contact_id: Some(appointment.contact_id),
        notes: None,
        description: None,
        external_reference: None,
        sensitive: Some("N".to_owned()),
        visor_contact: Some("N".to_owned()),
        visor_exported: None,
        created_datetime: now(),
        created_by_user_id: Some(SERVICE_USER),
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
        ..appointment.clone()
    }
}

fn enforcement(enforcement_id: i64, contact_id: i64) -> EnforcementRow {
    EnforcementRow {
        enforcement_id,
        row_version: 0,
        contact_id,
        enforcement_action_id: 1,
        response_date: Some(time("2026-06-22T12:00:00")),
        action_taken_date: day("2026-06-15"),
        action_taken_time: now(),
        partition_area_id: 0,
        soft_deleted: 0,
        created_datetime: now(),
        created_by_user_id: Some(SERVICE_USER),
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
    }
}

/// Asserts that an appointment, and no other, has been enforced and counted, and that a review was asked for.
#[track_caller]
fn assert_enforced_with_a_review(ctx: &TestContext, appointment: &ContactRow) {
    let enforcements = ctx.database.enforcements();
    assert_eq!(enforcements, [enforcement(enforcements[0].enforcement_id, appointment.contact_id)]);
    let contacts = ctx.database.linked_to(appointment.contact_id);
    let expected: Vec<_> = contacts
        .iter()
        .zip([11, 10])
        .map(|(contact, contact_type)| linked(contact.contact_id, contact_type, appointment))
        .collect();
    assert_eq!((contacts.len(), &contacts), (2, &expected));
    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(1));
}

async fn failure_to_comply_is_enforced_column_by_column(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contact(&stored(6));

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    let row = ctx.database.contact(&stored(6));
    let notes = "Some appointment notes\n\n15/06/2026 12:00\nEnforcement Action: Refer to Person Manager";
    let expected = ContactRow {
        row_version: 1,
        contact_outcome_type_id: Some(2),
        attended: Some("N".to_owned()),
        complied: Some("N".to_owned()),
        enforcement: Some(1),
        latest_enforcement_action_id: Some(1),
        notes: Some(notes.to_owned()),
        last_updated_datetime: now(),
        ..before
    };
    assert_eq!(row, expected);
    assert_enforced_with_a_review(&ctx, &row);
    ctx.close().await;
}

async fn created_failure_to_comply_is_enforced_like_an_updated_one(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    create(&ctx, vec![new_with_outcome(1, "2026-06-08", "UAAB")]).await;

    let row = ctx.database.contact(&fresh(1));
    assert_eq!(row.row_version, 0);
    assert_eq!((row.contact_outcome_type_id, row.latest_enforcement_action_id), (Some(3), Some(1)));
    assert_eq!((row.attended.as_deref(), row.complied.as_deref()), (Some("N"), Some("N")));
    assert_eq!(row.enforcement, Some(1));
    let notes = "Session one\n\n15/06/2026 12:00\nEnforcement Action: Refer to Person Manager";
    assert_eq!(row.notes.as_deref(), Some(notes));
    assert_enforced_with_a_review(&ctx, &row);
    ctx.close().await;
}

/// Also when the caller's notes are those that stood before the stamp: the notes do not end with them any more.
async fn stamp_comes_before_the_notes_of_the_caller(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let with_notes = |number, notes: &str| ChangedAppointment {
        notes: Some(notes.to_owned()),
        ..outcome(&ctx, &stored(number), "AFTC")
    };

    update(&ctx, vec![with_notes(6, "Did not come"), with_notes(7, "Some appointment notes")]).await;

    let stamp = "Some appointment notes\n\n15/06/2026 12:00\nEnforcement Action: Refer to Person Manager";
    for (number, notes) in [(6, "Did not come"), (7, "Some appointment notes")] {
        assert_eq!(ctx.database.contact(&stored(number)).notes, Some(format!("{stamp}\n\n{notes}")));
    }
    ctx.close().await;
}

async fn failures_that_are_not_enforceable_and_outcomes_that_comply_are_not_enforced(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE r_contact_outcome_type SET enforceable = 'N' WHERE code = 'UAAB'");
    ctx.database.execute("UPDATE r_contact_outcome_type SET enforceable = NULL WHERE code = 'ATSH'");
    let before = ctx.database.contact(&stored(6)).notes;

    for (code, attended, complied, count) in
        [("UAAB", Some("N"), Some("N"), 1), ("ATSH", Some("Y"), Some("N"), 1), ("CO10", None, Some("Y"), 0)]
    {
        update(&ctx, vec![outcome(&ctx, &stored(6), code)]).await;

        let row = ctx.database.contact(&stored(6));
        assert_eq!((row.attended.as_deref(), row.complied.as_deref()), (attended, complied), "{code}");
        assert_eq!((row.enforcement, row.latest_enforcement_action_id), (None, None));
        assert_eq!(row.notes, before);
        assert_eq!(ctx.database.failures_to_comply(EVENT), Some(count), "{code}");
    }
    assert_eq!(ctx.database.enforcements(), []);
    assert_eq!(ctx.database.linked_to(900_008), []);
    ctx.close().await;
}

async fn action_that_leaves_nothing_outstanding_blanks_the_flag(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database
        .execute("UPDATE r_enforcement_action SET outstanding_contact_action = 'N' WHERE code = 'ROM'");

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    let row = ctx.database.contact(&stored(6));
    assert_eq!((row.enforcement, row.latest_enforcement_action_id), (None, Some(1)));
    ctx.close().await;
}

async fn action_without_a_period_has_no_date(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE r_enforcement_action SET response_by_period = NULL WHERE code = 'ROM'");

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    assert_eq!(ctx.database.enforcements()[0].response_date, None);
    ctx.close().await;
}

async fn same_outcome_again_does_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    let before = ctx.database.snapshot();
    ctx.at("2026-06-15T12:30:00+01:00");

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    update(&ctx, vec![keep(&ctx, &stored(6))]).await;

    let mut after = ctx.database.snapshot();
    assert_eq!(after.audit.len(), before.audit.len() + 2);
    after.audit.truncate(before.audit.len());
    assert_eq!(after, before);
    ctx.close().await;
}

/// The enforcement row is deleted; the linked contacts and the stamp in the notes stay, they are a record (S18).
async fn outcome_that_complies_removes_the_enforcement(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    let (enforced, row) = (ctx.database.enforcements(), ctx.database.contact(&stored(6)));
    let contacts = ctx.database.linked_to(row.contact_id);
    ctx.at("2026-06-15T12:30:00+01:00");
    let later = time("2026-06-15T12:30:00");

    update(&ctx, vec![outcome(&ctx, &stored(6), "ATTC")]).await;

    let expected = ContactRow {
        row_version: 2,
        contact_outcome_type_id: Some(1),
        attended: Some("Y".to_owned()),
        complied: Some("Y".to_owned()),
        enforcement: None,
        latest_enforcement_action_id: None,
        last_updated_datetime: later,
        ..row
    };
    assert_eq!(ctx.database.contact(&stored(6)), expected);
    let undone = EnforcementRow {
        row_version: 1,
        soft_deleted: 1,
        last_updated_datetime: later,
        ..enforced[0].clone()
    };
    assert_eq!(ctx.database.enforcements(), [undone]);
    assert_eq!(ctx.database.linked_to(expected.contact_id), contacts);
    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(0));
    ctx.close().await;
}

async fn one_failure_in_place_of_another_keeps_the_enforcement(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    let (enforced, row) = (ctx.database.enforcements(), ctx.database.contact(&stored(6)));
    let contacts = ctx.database.contacts().len();
    ctx.at("2026-06-15T12:30:00+01:00");

    update(&ctx, vec![outcome(&ctx, &stored(6), "ATSH")]).await;

    let expected = ContactRow {
        row_version: 2,
        contact_outcome_type_id: Some(4),
        attended: Some("Y".to_owned()),
        last_updated_datetime: time("2026-06-15T12:30:00"),
        ..row
    };
    assert_eq!(ctx.database.contact(&stored(6)), expected);
    assert_eq!(ctx.database.enforcements(), enforced);
    assert_eq!(ctx.database.contacts().len(), contacts);
    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(1));
    ctx.close().await;
}

async fn failure_after_an_outcome_that_complied_is_enforced_anew(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    for code in ["AFTC", "ATTC", "UAAB"] {
        update(&ctx, vec![outcome(&ctx, &stored(6), code)]).await;
    }

    let enforcements = ctx.database.enforcements();
    let deleted: Vec<_> = enforcements.iter().map(|row| row.soft_deleted).collect();
    assert_eq!(deleted, [1, 0]);
    assert_eq!(enforcements[1], enforcement(enforcements[1].enforcement_id, 900_008));
    // Two actions; the review of the first failure is still open.
    let types: Vec<_> = ctx.database.linked_to(900_008).iter().map(|row| row.contact_type_id).collect();
    assert_eq!(types, [11, 10, 11]);
    let stamp = "15/06/2026 12:00\nEnforcement Action: Refer to Person Manager";
    let notes = ctx.database.contact(&stored(6)).notes.unwrap();
    assert_eq!(notes, format!("Some appointment notes\n\n{stamp}\n\n{stamp}"));
    ctx.close().await;
}

async fn action_of_another_kind_is_replaced(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.load(&json!({
        "r_enforcement_action": [{
            "enforcement_action_id": 2, "code": "WLS", "description": "Warning letter sent",
            "outstanding_contact_action": "N", "contact_type_id": 43,
        }],
        "enforcement": [{
            "enforcement_id": 700, "contact_id": 900_008, "enforcement_action_id": 2,
            "action_taken_date": "2026-06-02", "action_taken_time": "2026-06-02T09:00:00",
        }],
    }));
    let before = ctx.database.enforcements().pop().unwrap();

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    let replaced = EnforcementRow {
        row_version: before.row_version + 1,
        enforcement_action_id: 1,
        response_date: Some(time("2026-06-22T12:00:00")),
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
        ..before
    };
    assert_eq!(ctx.database.enforcements(), [replaced]);
    let types: Vec<_> = ctx.database.linked_to(900_008).iter().map(|row| row.contact_type_id).collect();
    assert_eq!(types, [11, 10]);
    ctx.close().await;
}

async fn linked_contact_copies_what_the_appointment_is_about(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE contact SET nsi_id = 77, pss_rqmnt_id = 900001, sensitive = 'Y' WHERE contact_id = 900008",
    );

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    create(&ctx, vec![of_licence_condition(new_with_outcome(1, "2026-06-08", "AFTC"))]).await;

    let [of_requirement, _] = ctx.database.linked_to(900_008).try_into().unwrap();
    assert_eq!((of_requirement.offender_id, of_requirement.event_id), (OFFENDER, Some(EVENT)));
    assert_eq!((of_requirement.rqmnt_id, of_requirement.nsi_id), (Some(REQUIREMENT), Some(77)));
    assert_eq!(of_requirement.pss_rqmnt_id, Some(900_001));
    assert_eq!(of_requirement.sensitive.as_deref(), Some("N"));
    let appointment = ctx.database.contact(&fresh(1));
    let of_licence_condition = ctx.database.linked_to(appointment.contact_id);
    assert_eq!(of_licence_condition.len(), 2);
    for contact in of_licence_condition {
        assert_eq!(contact.lic_condition_id, Some(LICENCE_CONDITION));
        assert_eq!(contact.office_location_id, Some(900_001));
    }
    ctx.close().await;
}
