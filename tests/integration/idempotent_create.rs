//! The same request to create again (behaviour D15).

use crate::appointments::{
    LICENCE_CONDITION, PATH, REQUIREMENT, body, code, create, day, delete, fresh, id, keep, new,
    new_with_outcome, of_licence_condition, outcome, pre_group, stored, try_create, update, urn,
};
use crate::refusals::assert_only_audited;
use apd_client::types::{AppointmentType, ChangedAppointment, NewAppointment};
use apd_tests::{Engine, TestContext, both_engines};
use reqwest::Method;
use serde_json::json;

both_engines!(
    same_request_again_writes_nothing,
    request_that_is_partly_done_writes_only_the_rest,
    each_difference_is_a_conflict,
    all_references_in_conflict_are_named_and_nothing_is_written,
    notes_may_be_absent_or_blank_the_second_time,
    notes_may_have_been_appended_to,
    other_notes_are_a_conflict,
    enforcement_stamp_behind_the_notes_is_no_difference,
    appointment_that_has_been_changed_is_a_conflict,
    appointment_changed_back_is_the_same_again,
    request_that_is_done_is_not_checked_any_more,
    reference_of_a_deleted_appointment_may_be_used_again,
    reference_of_a_contact_of_another_type_is_a_conflict,
    reference_of_another_system_is_no_conflict,
);

fn conflict(references: &[String]) -> String {
    format!("Appointments already exist with different details: [{}]", references.join(", "))
}

async fn same_request_again_writes_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = vec![
        NewAppointment { description: Some("Described".to_owned()), sensitive: true, ..new(1) },
        of_licence_condition(NewAppointment { location: None, notes: None, ..new(2) }),
        pre_group(3, "2026-07-08"),
        new_with_outcome(4, "2026-06-08", "AFTC"),
    ];
    create(&ctx, items.clone()).await;
    let before = ctx.database.snapshot();
    let counted = ctx.counters().appointments_created.get();
    ctx.at("2026-06-15T12:30:00+01:00");

    create(&ctx, items).await;

    assert_eq!(ctx.database.snapshot(), before);
    assert_eq!(ctx.counters().appointments_created.get(), counted);
    ctx.close().await;
}

async fn request_that_is_partly_done_writes_only_the_rest(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![pre_group(1, "2026-07-06")]).await;
    let before = ctx.database.snapshot();

    create(&ctx, vec![new(3), pre_group(1, "2026-07-06"), new(2)]).await;

    let after = ctx.database.snapshot();
    assert_eq!(after.contacts.len(), before.contacts.len() + 2);
    assert_eq!(after.contacts[..before.contacts.len()], before.contacts);
    assert_eq!(after.audit.len(), before.audit.len() + 2);
    assert_eq!(after.requirements, before.requirements);
    ctx.close().await;
}

/// What makes a request differ from the one that was done.
type Difference = fn(&mut NewAppointment);

async fn each_difference_is_a_conflict(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let created = || NewAppointment {
        description: Some("Described".to_owned()),
        ..new_with_outcome(1, "2026-06-08", "AFTC")
    };
    create(&ctx, vec![created()]).await;
    let before = ctx.database.snapshot();
    let differences: [(&str, Difference); 19] = [
        ("requirement", |item| item.requirement_id = id(5_000_000_001)),
        ("kind of component", |item| *item = of_licence_condition(item.clone())),
        ("id of the other kind", |item| {
            (item.requirement_id, item.licence_condition_id) = (None, id(REQUIREMENT));
        }),
        ("type", |item| item.type_ = Some(AppointmentType::ThreeWayMeeting)),
        ("date", |item| item.date = day("2026-06-09")),
        ("start", |item| item.start_time = "09:30:01".to_owned()),
        ("end", |item| item.end_time = "12:00:00.000001".to_owned()),
        ("reversed times", |item| item.end_time = "09:00".to_owned()),
        ("staff", |item| item.staff = code("STAFF01")),
        ("unknown staff", |item| item.staff = code("STAFF99")),
        ("team", |item| item.team = code("TEAM01")),
        ("location", |item| item.location = Some(code("OFFICE2"))),
        ("no location", |item| item.location = None),
        ("outcome", |item| item.outcome = Some(code("UAAB"))),
        ("no outcome", |item| item.outcome = None),
        ("sensitivity", |item| item.sensitive = true),
        ("description", |item| item.description = Some("described".to_owned())),
        ("no description", |item| item.description = None),
        ("notes", |item| item.notes = Some("Session".to_owned())),
    ];

    for (what, differ) in differences {
        let mut item = created();
        differ(&mut item);
        let reply = try_create(&ctx, vec![item]).await;

        assert_eq!(reply.status, 409, "{what}");
        reply.assert_refused(
            409,
            "Conflict",
            &conflict(&[fresh(1)]),
            &[("appointments[0].reference", "Conflict", "exists already with other details")],
        );
    }
    let mut after = ctx.database.snapshot();
    after.audit.retain(|row| row.outcome == "P");
    assert_eq!(after, before);
    ctx.close().await;
}

async fn all_references_in_conflict_are_named_and_nothing_is_written(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1), new(2), new(3)]).await;
    let before = ctx.database.snapshot();
    let other = |number| NewAppointment { staff: code("STAFF01"), ..new(number) };

    let reply = try_create(&ctx, vec![pre_group(4, "2026-07-06"), other(3), new(2), other(1)]).await;

    let message = conflict(&[fresh(3), fresh(1)]);
    let reason = "exists already with other details";
    reply.assert_refused(
        409,
        "Conflict",
        &message,
        &[
            ("appointments[1].reference", "Conflict", reason),
            ("appointments[3].reference", "Conflict", reason),
        ],
    );
    assert_only_audited(&ctx, &before, "CLBI003", &message);
    ctx.close().await;
}

async fn notes_may_be_absent_or_blank_the_second_time(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1), NewAppointment { notes: Some(" ".to_owned()), ..new(2) }]).await;
    let before = ctx.database.snapshot();

    for notes in [None, Some(""), Some(" \r\n")] {
        let again = |number| NewAppointment { notes: notes.map(str::to_owned), ..new(number) };
        create(&ctx, vec![again(1), again(2)]).await;
    }

    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

async fn notes_may_have_been_appended_to(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1)]).await;
    update(&ctx, vec![ChangedAppointment { notes: Some("Went well".to_owned()), ..keep(&ctx, &fresh(1)) }])
        .await;
    assert_eq!(ctx.database.contact(&fresh(1)).notes.as_deref(), Some("Session one\n\nWent well"));
    let before = ctx.database.snapshot();
    let with_notes = |notes: &str| NewAppointment { notes: Some(notes.to_owned()), ..new(1) };

    create(&ctx, vec![new(1)]).await;
    create(&ctx, vec![with_notes("Session one\n\nWent well")]).await;

    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

async fn other_notes_are_a_conflict(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1), NewAppointment { notes: None, ..new(2) }]).await;
    let with_notes = |number, notes: &str| NewAppointment { notes: Some(notes.to_owned()), ..new(number) };

    // What is stored does not end with a blank line and more; nor does one without notes begin with any.
    for item in [
        with_notes(1, "Session"),
        with_notes(1, "Session one and more"),
        with_notes(1, "session one"),
        with_notes(1, "Session one\n\n"),
        with_notes(2, "Session one"),
    ] {
        assert_eq!(try_create(&ctx, vec![item]).await.status, 409);
    }
    ctx.close().await;
}

async fn enforcement_stamp_behind_the_notes_is_no_difference(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let item = || new_with_outcome(1, "2026-06-08", "AFTC");
    create(&ctx, vec![item()]).await;
    let notes = ctx.database.contact(&fresh(1)).notes.unwrap();
    assert_eq!(notes, "Session one\n\n15/06/2026 12:00\nEnforcement Action: Refer to Person Manager");
    let before = ctx.database.snapshot();

    create(&ctx, vec![item()]).await;

    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

async fn appointment_that_has_been_changed_is_a_conflict(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1), new_with_outcome(2, "2026-06-08", "ATTC")]).await;
    update(
        &ctx,
        vec![
            ChangedAppointment { date: day("2026-07-07"), ..keep(&ctx, &fresh(1)) },
            outcome(&ctx, &fresh(2), "ATSS"),
        ],
    )
    .await;

    let reply = try_create(&ctx, vec![new(1), new_with_outcome(2, "2026-06-08", "ATTC")]).await;

    assert_eq!((reply.status, &reply.json()["message"]), (409, &json!(conflict(&[fresh(1), fresh(2)]))));
    ctx.close().await;
}

async fn appointment_changed_back_is_the_same_again(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1)]).await;
    let original = keep(&ctx, &fresh(1));
    update(&ctx, vec![ChangedAppointment { date: day("2026-07-07"), ..original.clone() }]).await;
    update(&ctx, vec![original]).await;
    let before = ctx.database.snapshot();

    create(&ctx, vec![new(1)]).await;

    assert_eq!(ctx.database.snapshot(), before);
    ctx.close().await;
}

/// S13: the office has closed since, the component is not active any more and the action of enforcement is gone.
async fn request_that_is_done_is_not_checked_any_more(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1)]).await;
    ctx.database.execute(
        "UPDATE office_location SET end_date = '2026-06-01' WHERE code = 'OFFICE1';
         UPDATE rqmnt SET active_flag = 0 WHERE rqmnt_id = 5000000003;
         UPDATE r_enforcement_action SET code = 'XXX' WHERE code = 'ROM'",
    );

    create(&ctx, vec![new(1)]).await;
    let refused = try_create(&ctx, vec![new(1), new(2)]).await;

    assert_eq!(refused.json()["message"], "Invalid Requirement IDs: [5000000003]");
    assert_eq!(refused.json()["fields"][0]["field"], "appointments[1].requirementId");
    ctx.close().await;
}

async fn reference_of_a_deleted_appointment_may_be_used_again(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1)]).await;
    let first = ctx.database.contact(&fresh(1));
    delete(&ctx, &[fresh(1)]).await;

    let anew = NewAppointment { staff: code("STAFF01"), ..new(1) };
    create(&ctx, vec![anew, NewAppointment { reference: stored(11).parse().unwrap(), ..new(2) }]).await;

    let second = ctx.database.contact(&fresh(1));
    assert!(second.contact_id > first.contact_id);
    assert_eq!(second.staff_id, 900_001);
    assert_eq!(ctx.database.contact(&stored(11)).contact_date, day("2026-07-06"));
    ctx.close().await;
}

/// Nothing but the type tells the two apart; the service never writes such a contact.
async fn reference_of_a_contact_of_another_type_is_a_conflict(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new(1)]).await;
    ctx.database.execute(&format!(
        "UPDATE contact SET contact_type_id = 43 WHERE external_reference = '{}'",
        urn(&fresh(1))
    ));

    let reply = try_create(&ctx, vec![new(1)]).await;

    assert_eq!((reply.status, &reply.json()["message"]), (409, &json!(conflict(&[fresh(1)]))));
    ctx.close().await;
}

/// A contact of the supervision service has the same UUID behind a prefix of its own.
async fn reference_of_another_system_is_no_conflict(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let reference = "b0000001-0000-4000-8000-000000000001";
    let mut item = json!(of_licence_condition(new(1)));
    item["reference"] = json!(reference);

    ctx.http.send(Method::POST, PATH, &body(&item)).await.assert_empty(201);

    assert_eq!(ctx.database.contact(reference).lic_condition_id, Some(LICENCE_CONDITION));
    ctx.close().await;
}
