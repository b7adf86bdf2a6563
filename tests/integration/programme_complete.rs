//! Completed programmes terminate their components (behaviour 3.5).

use crate::appointments::{SERVICE_USER, day, now, time};
use crate::events::{
    CRN, LICENCE_CONDITION, LICENCE_EVENT, NOT_STARTED, REQUIREMENT, REQUIREMENT_EVENT, completion, contact,
    deleted, event, licence_completion, stored_contact,
};
use apd_server::app::events::Handled;
use apd_server::store::model::ContactRow;
use apd_tests::database::terminated::{EventSnapshot, StoredTermination};
use apd_tests::{Engine, Events, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    completed_requirement_is_terminated,
    completed_licence_condition_is_terminated,
    future_contacts_that_no_system_user_made_are_deleted,
    contacts_up_to_the_day_of_the_completion_stay,
    contacts_with_an_outcome_stay,
    contacts_that_were_deleted_before_stay_as_they_are,
    contacts_of_other_components_stay,
    contact_is_held_by_the_component_s_manager,
    false_z_and_fraction_do_not_shift_the_time,
    inactive_component_stays_inactive,
    completion_before_the_start_writes_nothing,
    completion_before_the_commencement_writes_nothing,
    completion_at_the_start_terminates,
    component_without_manager_is_not_terminated,
    missing_reference_data_leaves_everything_as_it_is,
    termination_is_put_into_the_outbox,
    outgoing_event_too_long_for_its_column_leaves_everything_as_it_is,
    step_that_fails_leaves_nothing,
);

/// When programmes are completed in these tests: three days before the time of the fixtures.
pub const AT: &str = "2026-06-12T14:30:00.000Z";

fn notes(component: &str) -> Option<String> {
    Some(format!(
        "{component} terminated on 12/06/2026 with termination reason of \"Completed - Programme\" following \
         notification from the Accredited Programmes – Intervention Service"
    ))
}

/// Has a completion handled that terminates its component.
async fn terminate(ctx: &TestContext, detail: &Value) {
    let (events, event) = event(ctx, detail).await;
    assert_eq!(events.programme_complete(&event).await.ok(), Handled::ComponentTerminated);
}

/// Has a completion refused, and sees that nothing is written.
async fn refuse(ctx: &TestContext, detail: &Value, reason: &str) {
    let (events, event) = event(ctx, detail).await;
    let before = ctx.database.event_snapshot();
    events.programme_complete(&event).await.assert_permanent(reason);
    assert_eq!(ctx.database.event_snapshot(), before);
}

fn terminated(id: i64, reason_id: i64) -> StoredTermination {
    StoredTermination {
        id,
        row_version: 1,
        termination_date: Some(time("2026-06-12T14:30:00")),
        reason_id: Some(reason_id),
        pending_transfer: 0,
        active_flag: 1,
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
    }
}

/// Asserts that the requirement was terminated at [`AT`], and no other component touched.
pub fn assert_requirement_is_terminated(ctx: &TestContext, before: &EventSnapshot) {
    let after = ctx.database.event_snapshot();
    assert_eq!(ctx.database.requirement_termination(REQUIREMENT), terminated(REQUIREMENT, 801));
    let contacts = ctx.database.contacts_of_type("ETER");
    let expected = ContactRow {
        event_id: Some(REQUIREMENT_EVENT),
        rqmnt_id: Some(REQUIREMENT),
        notes: notes("Requirement"),
        ..contact(contacts[1].contact_id, 13, "2026-06-12T14:30:00")
    };
    assert_eq!(contacts, [stored_contact(ctx, 900_022), expected]);
    assert_eq!(after.domain_events.len(), 1);
    let others = |rows: &[StoredTermination]| {
        rows.iter().filter(|row| row.id != REQUIREMENT).cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&after.requirements), others(&before.requirements));
    assert_eq!(after.licence_conditions, before.licence_conditions);
    assert_eq!(after.requirement_transfers, before.requirement_transfers);
    assert_eq!((after.rejected_transfers, after.audit_rows), (vec![], before.audit_rows));
}

/// Asserts that the licence condition was terminated at [`AT`], its future contact deleted, and no requirement touched.
pub fn assert_licence_condition_is_terminated(ctx: &TestContext, before: &EventSnapshot) {
    let after = ctx.database.event_snapshot();
    let stored = ctx.database.licence_condition_termination(LICENCE_CONDITION);
    assert_eq!(stored, terminated(LICENCE_CONDITION, 901));
    let row = ctx.database.contacts_of_type("ETER").pop().unwrap();
    let expected = ContactRow {
        event_id: Some(LICENCE_EVENT),
        lic_condition_id: Some(LICENCE_CONDITION),
        notes: notes("Licence Condition"),
        ..contact(row.contact_id, 13, "2026-06-12T14:30:00")
    };
    assert_eq!(row, expected);
    assert_eq!(deleted(ctx), [900_017]);
    assert_eq!(after.domain_events.len(), 1);
    assert_eq!(after.requirements, before.requirements);
}

/// Asserts that the future contacts of the requirement were deleted, but the one by a system user.
pub fn assert_future_contacts_are_deleted(ctx: &TestContext, before: &EventSnapshot) {
    let before = |id: i64| before.contacts.iter().find(|row| row.contact_id == id).unwrap();
    for id in [900_018, 900_019, 900_021] {
        let expected = ContactRow {
            soft_deleted: 1,
            row_version: before(id).row_version + 1,
            last_updated_datetime: now(),
            last_updated_user_id: Some(SERVICE_USER),
            ..before(id).clone()
        };
        assert_eq!(stored_contact(ctx, id), expected);
    }
    assert_eq!(stored_contact(ctx, 900_020), *before(900_020));
    assert_eq!(deleted(ctx), [900_018, 900_019, 900_021]);
}

/// The outbox: type, body and attributes of each event.
pub fn outgoing(ctx: &TestContext) -> Vec<(i64, Value, Value)> {
    let json = |text: &str| serde_json::from_str(text).unwrap();
    let rows = ctx.database.domain_events().into_iter();
    rows.map(|row| (row.domain_event_type_id, json(&row.message_body), json(&row.message_attributes)))
        .collect()
}

/// What the outbox holds of the requirement.
pub fn outgoing_of_requirement() -> (i64, Value, Value) {
    let information = json!({
        "eventNumber": "2",
        "requirementID": "5000000004",
        "requirementMainType": "RAR/GAR - Accredited Programme",
        "requirementSubType": "Building Choices",
    });
    let description = "A requirement has been terminated";
    outgoing_event(1_701, "probation-case.requirement.terminated", description, &information)
}

/// What the outbox holds of the licence condition.
pub fn outgoing_of_licence_condition() -> (i64, Value, Value) {
    let information = json!({
        "eventNumber": "1",
        "licconditionId": "6000000005",
        "licconditionMainType": "Licence - Accredited Programme",
        "licconditionSubType": "Building Choices",
    });
    let description = "A licence condition has been terminated";
    outgoing_event(1_702, "probation-case.licence-condition.terminated", description, &information)
}

fn outgoing_event(
    type_id: i64,
    event_type: &str,
    description: &str,
    information: &Value,
) -> (i64, Value, Value) {
    let body = json!({
        "eventType": event_type,
        "version": 1,
        "description": description,
        "occurredAt": "2026-06-15T12:00:00+01:00",
        "additionalInformation": information,
        "personReference": { "identifiers": [{ "type": "CRN", "value": "A000003" }] },
    });
    (type_id, body, json!({ "eventType": { "Type": "String", "Value": event_type } }))
}

async fn completed_requirement_is_terminated(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.event_snapshot();

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    assert_requirement_is_terminated(&ctx, &before);
    ctx.close().await;
}

async fn completed_licence_condition_is_terminated(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.event_snapshot();

    terminate(&ctx, &licence_completion(LICENCE_CONDITION, AT)).await;

    assert_licence_condition_is_terminated(&ctx, &before);
    ctx.close().await;
}

/// By this service itself, by a user, and by nobody knows whom; not the one by a system user (behaviour 0.5, S36).
async fn future_contacts_that_no_system_user_made_are_deleted(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.event_snapshot();

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    assert_future_contacts_are_deleted(&ctx, &before);
    ctx.close().await;
}

async fn contacts_up_to_the_day_of_the_completion_stay(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE contact SET contact_date = '2026-06-11' WHERE contact_id = 900018;
         UPDATE contact SET contact_date = '2026-06-12', contact_start_time = '2026-06-12T23:00:00'
             WHERE contact_id = 900019;
         UPDATE contact SET contact_date = '2026-06-13' WHERE contact_id = 900021",
    );

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    assert_eq!(deleted(&ctx), [900_021]);
    ctx.close().await;
}

async fn contacts_with_an_outcome_stay(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET contact_outcome_type_id = 1 WHERE contact_id = 900018");

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    assert_eq!(deleted(&ctx), [900_019, 900_021]);
    ctx.close().await;
}

async fn contacts_that_were_deleted_before_stay_as_they_are(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET soft_deleted = 1 WHERE contact_id = 900019");
    let before = stored_contact(&ctx, 900_019);

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    assert_eq!(stored_contact(&ctx, 900_019), before);
    ctx.close().await;
}

async fn contacts_of_other_components_stay(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET rqmnt_id = 5000000006 WHERE contact_id = 900018");

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    assert_eq!(deleted(&ctx), [900_019, 900_021]);
    ctx.close().await;
}

/// With the team's own provider, and not by the person's manager.
async fn contact_is_held_by_the_component_s_manager(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE rqmnt_manager SET allocated_staff_id = 900012, allocated_team_id = 900011 WHERE rqmnt_id = 5000000004;
         UPDATE offender_manager SET active_flag = 0 WHERE offender_id = 900003",
    );

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    let row = ctx.database.contacts_of_type("ETER").pop().unwrap();
    assert_eq!((row.staff_id, row.team_id, row.probation_area_id), (900_012, 900_011, 1_001));
    assert_eq!(row.trust_provider_team_id, 900_011);
    ctx.close().await;
}

async fn false_z_and_fraction_do_not_shift_the_time(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (told, expected) in [
        ("2026-06-12T14:30:00", "2026-06-12T14:30:00"),
        ("2026-06-12T00:15:00Z", "2026-06-12T00:15:00"),
        ("2026-06-12T23:45:00.123", "2026-06-12T23:45:00.123"),
        ("2026-01-12T14:30:00.123456789Z", "2026-01-12T14:30:00.123456"),
        // Skipped when the clocks go forward.
        ("2026-03-29T01:30:00.000Z", "2026-03-29T02:30:00"),
    ] {
        terminate(&ctx, &completion(REQUIREMENT, told)).await;

        let stored = ctx.database.requirement_termination(REQUIREMENT);
        assert_eq!(stored.termination_date, Some(time(expected)), "{told}");
        let row = ctx.database.contacts_of_type("ETER").pop().unwrap();
        assert_eq!(row.contact_start_time, Some(time(expected)), "{told}");
        assert_eq!(row.contact_date, day(&expected[..10]), "{told}");
        ctx.database.execute("UPDATE rqmnt SET termination_date = NULL WHERE rqmnt_id = 5000000004");
    }
    ctx.close().await;
}

async fn inactive_component_stays_inactive(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE rqmnt SET active_flag = 0 WHERE rqmnt_id = 5000000004");

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    let stored = ctx.database.requirement_termination(REQUIREMENT);
    assert_eq!((stored.active_flag, stored.reason_id), (0, Some(801)));
    ctx.close().await;
}

async fn completion_before_the_start_writes_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let (events, event) = event(&ctx, &completion(NOT_STARTED, AT)).await;
    let before = ctx.database.event_snapshot();

    let handled = events.programme_complete(&event).await.ok();

    assert_eq!(handled, Handled::ComponentTerminationRejected);
    assert_eq!(ctx.database.event_snapshot(), before);
    ctx.close().await;
}

/// Whether it has been terminated or not.
async fn completion_before_the_commencement_writes_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database
        .execute("UPDATE rqmnt SET commencement_date = '2026-06-12T14:30:01' WHERE disposal_id = 900006");
    let events = Events::start(&ctx).await;
    let before = ctx.database.event_snapshot();

    for requirement in [REQUIREMENT, crate::events::TERMINATED] {
        let event = events.about(CRN, &completion(requirement, AT)).await;
        let handled = events.programme_complete(&event).await.ok();
        assert_eq!(handled, Handled::ComponentTerminationRejected);
    }

    assert_eq!(ctx.database.event_snapshot(), before);
    ctx.close().await;
}

async fn completion_at_the_start_terminates(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database
        .execute("UPDATE rqmnt SET commencement_date = '2026-06-12T14:30:00' WHERE rqmnt_id = 5000000004");

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;

    assert_eq!(ctx.database.requirement_termination(REQUIREMENT).reason_id, Some(801));
    ctx.close().await;
}

async fn component_without_manager_is_not_terminated(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE rqmnt_manager SET active_flag = 0 WHERE rqmnt_id = 5000000004;
         UPDATE lic_condition_manager SET soft_deleted = 1 WHERE lic_condition_id = 6000000005",
    );

    let requirement = "Requirement with id=5000000004 has no manager";
    refuse(&ctx, &completion(REQUIREMENT, AT), requirement).await;
    let licence_condition = "LicenceCondition with id=6000000005 has no manager";
    refuse(&ctx, &licence_completion(LICENCE_CONDITION, AT), licence_condition).await;
    ctx.close().await;
}

async fn missing_reference_data_leaves_everything_as_it_is(engine: Engine) {
    let requirement = completion(crate::events::TRANSFERRED, AT);
    let licence_condition = licence_completion(crate::events::TRANSFERRED_LICENCE, AT);
    for (id, code, detail) in [
        (801, "51", &requirement),
        (901, "51", &licence_condition),
        (1_001, "PN", &requirement),
        (1_003, "TR", &requirement),
        (1_102, "R", &requirement),
        (1_201, "TE", &requirement),
        (1_301, "TWR", &licence_condition),
        (1_701, "probation-case.requirement.terminated", &requirement),
        (1_702, "probation-case.licence-condition.terminated", &licence_condition),
    ] {
        let ctx = TestContext::start(engine).await;
        ctx.database.execute(&format!(
            "UPDATE r_standard_reference_list SET code_value = 'OTHER' WHERE standard_reference_list_id = {id}"
        ));

        refuse(&ctx, detail, &format!("ReferenceData with code of {code} not found")).await;
        ctx.close().await;
    }
    for code in ["ETER", "ETCX"] {
        let ctx = TestContext::start(engine).await;
        ctx.database.execute(&format!("UPDATE r_contact_type SET code = 'XXXX' WHERE code = '{code}'"));

        refuse(&ctx, &requirement, &format!("Type with code of {code} not found")).await;
        ctx.close().await;
    }
}

async fn termination_is_put_into_the_outbox(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    terminate(&ctx, &completion(REQUIREMENT, AT)).await;
    terminate(&ctx, &licence_completion(LICENCE_CONDITION, AT)).await;

    assert_eq!(outgoing(&ctx), [outgoing_of_requirement(), outgoing_of_licence_condition()]);
    assert!(ctx.database.domain_events().iter().all(|row| row.created_datetime == now()));
    ctx.close().await;
}

async fn outgoing_event_too_long_for_its_column_leaves_everything_as_it_is(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(&format!(
        "UPDATE r_standard_reference_list SET code_description = '{}' WHERE standard_reference_list_id = 601",
        "x".repeat(4_000)
    ));

    refuse(&ctx, &completion(REQUIREMENT, AT), "The outgoing event is too long for its column").await;
    ctx.close().await;
}

/// A trigger makes one step after the other fail.
async fn step_that_fails_leaves_nothing(engine: Engine) {
    for (step, table) in [
        ("UPDATE", "rqmnt"),
        ("UPDATE", "contact"),
        ("INSERT", "contact"),
        ("UPDATE", "rqmnt_transfer"),
        ("INSERT", "rejected_transfer_diary"),
        ("INSERT", "domain_event"),
    ] {
        let ctx = TestContext::start(engine).await;
        ctx.database.execute("UPDATE rqmnt_transfer SET rqmnt_id = 5000000004");
        ctx.database.execute(&match engine {
            Engine::Postgres => format!(
                "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
                 CREATE TRIGGER fail AFTER {step} ON {table} FOR EACH ROW EXECUTE FUNCTION fail()"
            ),
            Engine::Sqlite => format!(
                "CREATE TRIGGER fail AFTER {step} ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END"
            ),
        });
        let (events, event) = event(&ctx, &completion(REQUIREMENT, AT)).await;
        let before = ctx.database.event_snapshot();

        events.programme_complete(&event).await.assert_transient();

        assert_eq!(ctx.database.event_snapshot(), before, "{step} {table}");
        ctx.close().await;
    }
}
