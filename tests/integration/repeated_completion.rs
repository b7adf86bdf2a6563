//! Completions of components that are terminated already (behaviour 3.5 step 4, S24).

use crate::appointments::{SERVICE_USER, day, now, time};
use crate::events::{
    CRN, REQUIREMENT, REQUIREMENT_EVENT, TERMINATED, completion, contact, event, stored_contact,
};
use apd_server::app::events::Handled;
use apd_server::store::model::ContactRow;
use apd_tests::database::terminated::StoredTermination;
use apd_tests::{Engine, Events, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    termination_moves_with_its_contact,
    termination_may_move_back_and_forth,
    nothing_else_happens_when_a_termination_moves,
    latest_contact_moves,
    deleted_contact_does_not_move,
    missing_contact_is_made_with_the_reason_of_the_component,
    missing_contact_is_made_with_the_reason_of_a_completion_when_there_is_none,
    missing_contact_needs_a_manager,
    repeated_completion_writes_nothing,
);

pub const AT: &str = "2026-01-01T12:00:00";

async fn move_termination(ctx: &TestContext, detail: &Value) {
    let (events, event) = event(ctx, detail).await;
    assert_eq!(events.programme_complete(&event).await.ok(), Handled::ComponentTerminationUpdated);
}

fn moved(before: ContactRow) -> ContactRow {
    ContactRow {
        contact_date: day("2026-01-01"),
        contact_start_time: Some(time(AT)),
        row_version: before.row_version + 1,
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
        ..before
    }
}

/// Asserts that the termination was moved to [`AT`], and with it the contact that recorded it.
pub fn assert_termination_has_moved(ctx: &TestContext, before: ContactRow) {
    let expected = StoredTermination {
        id: TERMINATED,
        row_version: 1,
        termination_date: Some(time(AT)),
        reason_id: Some(801),
        pending_transfer: 0,
        active_flag: 1,
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
    };
    assert_eq!(ctx.database.requirement_termination(TERMINATED), expected);
    assert_eq!(ctx.database.contacts_of_type("ETER"), [moved(before)]);
}

async fn termination_moves_with_its_contact(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = stored_contact(&ctx, 900_022);

    move_termination(&ctx, &completion(TERMINATED, AT)).await;

    assert_termination_has_moved(&ctx, before);
    ctx.close().await;
}

async fn termination_may_move_back_and_forth(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;

    for (at, version) in [(AT, 1), ("2031-01-01T12:00:00", 2), (AT, 3)] {
        let event = events.about(CRN, &completion(TERMINATED, at)).await;
        assert_eq!(events.programme_complete(&event).await.ok(), Handled::ComponentTerminationUpdated);
        let stored = ctx.database.requirement_termination(TERMINATED);
        assert_eq!((stored.termination_date, stored.row_version), (Some(time(at)), version));
        assert_eq!(stored_contact(&ctx, 900_022).contact_start_time, Some(time(at)));
    }
    ctx.close().await;
}

/// No transfer is rejected, no contact deleted, nothing told to others, and the reason stays.
async fn nothing_else_happens_when_a_termination_moves(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE rqmnt_transfer SET rqmnt_id = 5000000006;
         UPDATE contact SET rqmnt_id = 5000000006 WHERE rqmnt_id = 5000000004;
         UPDATE rqmnt SET rqmnt_termination_reason_id = 803, pending_transfer = 1 WHERE rqmnt_id = 5000000006",
    );
    let before = ctx.database.event_snapshot();

    move_termination(&ctx, &completion(TERMINATED, AT)).await;

    let mut after = ctx.database.event_snapshot();
    let stored = ctx.database.requirement_termination(TERMINATED);
    assert_eq!((stored.reason_id, stored.pending_transfer), (Some(803), 1));
    let expected_contacts = before.contacts.iter().cloned();
    let move_it = |row: ContactRow| if row.contact_id == 900_022 { moved(row) } else { row };
    assert_eq!(after.contacts, expected_contacts.map(move_it).collect::<Vec<_>>());
    after.contacts.clone_from(&before.contacts);
    after.requirements.clone_from(&before.requirements);
    assert_eq!(after, before);
    ctx.close().await;
}

/// By date, then by id.
async fn latest_contact_moves(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.load(&json!({ "contact": [
        of_type("ETER", 910_001, "2030-01-01"),
        of_type("ETER", 910_002, "2029-12-31"),
        of_type("ECOM", 910_003, "2031-01-01"),
    ] }));
    ctx.database.execute("UPDATE contact SET contact_type_id = 12 WHERE contact_id = 910003");
    let before = stored_contact(&ctx, 910_001);

    move_termination(&ctx, &completion(TERMINATED, AT)).await;

    assert_eq!(stored_contact(&ctx, 910_001), moved(before));
    for (id, date) in [(900_022, "2030-01-01"), (910_002, "2029-12-31"), (910_003, "2031-01-01")] {
        let row = stored_contact(&ctx, id);
        assert_eq!((row.contact_date, row.row_version), (day(date), 0));
    }
    ctx.close().await;
}

/// A row of a contact of the terminated requirement.
fn of_type(code: &str, id: i64, date: &str) -> Value {
    let contact_type_id = if code == "ETER" { 13 } else { 12 };
    json!({
        "contact_id": id, "offender_id": 900_003, "event_id": 900_007, "rqmnt_id": TERMINATED,
        "contact_date": date, "contact_type_id": contact_type_id, "staff_id": 900_004, "team_id": 900_003,
        "probation_area_id": 900_001, "trust_provider_team_id": 900_003, "created_by_user_id": 900_004,
    })
}

async fn deleted_contact_does_not_move(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET soft_deleted = 1 WHERE contact_id = 900022");
    let before = stored_contact(&ctx, 900_022);

    move_termination(&ctx, &completion(TERMINATED, AT)).await;

    assert_eq!(stored_contact(&ctx, 900_022), before);
    assert_eq!(ctx.database.contacts_of_type("ETER").len(), 1);
    ctx.close().await;
}

fn notes(reason: &str) -> Option<String> {
    Some(format!(
        "Requirement terminated on 01/01/2026 with termination reason of \"{reason}\" following notification from \
         the Accredited Programmes – Intervention Service"
    ))
}

async fn missing_contact_is_made_with_the_reason_of_the_component(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "DELETE FROM contact WHERE contact_id = 900022;
         UPDATE rqmnt SET rqmnt_termination_reason_id = 803 WHERE rqmnt_id = 5000000006",
    );

    move_termination(&ctx, &completion(TERMINATED, AT)).await;

    let contacts = ctx.database.contacts_of_type("ETER");
    let expected = ContactRow {
        event_id: Some(REQUIREMENT_EVENT),
        rqmnt_id: Some(TERMINATED),
        notes: notes("Revoked by Court"),
        ..contact(contacts[0].contact_id, 13, AT)
    };
    assert_eq!(contacts, [expected]);
    ctx.close().await;
}

async fn missing_contact_is_made_with_the_reason_of_a_completion_when_there_is_none(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "DELETE FROM contact WHERE contact_id = 900022;
         UPDATE rqmnt SET rqmnt_termination_reason_id = NULL WHERE rqmnt_id = 5000000006",
    );

    move_termination(&ctx, &completion(TERMINATED, AT)).await;

    assert_eq!(ctx.database.contacts_of_type("ETER")[0].notes, notes("Completed - Programme"));
    assert_eq!(ctx.database.requirement_termination(TERMINATED).reason_id, None);
    ctx.close().await;
}

/// One that is there does not.
async fn missing_contact_needs_a_manager(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE rqmnt_manager SET active_flag = 0 WHERE rqmnt_id = 5000000006");
    move_termination(&ctx, &completion(TERMINATED, AT)).await;
    ctx.database.execute("DELETE FROM contact WHERE contact_id = 900022");
    let (events, event) = event(&ctx, &completion(TERMINATED, "2026-01-02T12:00:00")).await;
    let before = ctx.database.event_snapshot();

    let handling = events.programme_complete(&event).await;

    handling.assert_permanent("Requirement with id=5000000006 has no manager");
    assert_eq!(ctx.database.event_snapshot(), before);
    ctx.close().await;
}

/// Equal to the microsecond, whatever the spelling.
async fn repeated_completion_writes_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let first = events.about(CRN, &completion(REQUIREMENT, "2026-06-12T14:30:00.123456")).await;
    let again = events.about(CRN, &completion(REQUIREMENT, "2026-06-12T14:30:00.123456789Z")).await;
    let other = events.about(CRN, &completion(REQUIREMENT, "2026-06-12T14:30:00.123457")).await;
    assert_eq!(events.programme_complete(&first).await.ok(), Handled::ComponentTerminated);
    let before = ctx.database.event_snapshot();

    let repeated = [events.programme_complete(&first).await, events.programme_complete(&again).await];

    assert_eq!(repeated.map(|handling| handling.ok()), [Handled::ComponentTerminationRepeated; 2]);
    assert_eq!(ctx.database.event_snapshot(), before);
    let changed = events.programme_complete(&other).await.ok();
    assert_eq!(changed, Handled::ComponentTerminationUpdated);
    ctx.close().await;
}
