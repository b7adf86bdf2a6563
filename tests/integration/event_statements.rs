//! An event takes a number of SQL statements that depends neither on contacts nor on transfers (behaviour D8).

use crate::events::{
    CRN, REQUIREMENT, TERMINATED, TRANSFERRED, completion, licence_completion, status, without,
};
use apd_tests::events::Handling;
use apd_tests::{Engine, Events, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    statements_for_each_way_an_event_is_handled,
    termination_takes_as_many_statements_for_each_number_of_contacts_and_transfers,
);

/// Begin, lock and read the component, the person's manager, the user, the contact type, the service's user, an id, insert,
/// commit.
const STATUS: u64 = 10;
/// A user that is not told is not looked for; a contact that is not written is looked for by its reference.
const STATUS_WITHOUT_USER: u64 = STATUS - 1;
const STATUS_REPEATED: u64 = STATUS + 1;
/// Begin, lock and read the component, commit.
const NOTHING_TO_WRITE: u64 = 4;
/// Besides those: lock event, contacts and transfers, reference data, the contact type and the service's user; write the
/// component and the contacts that go; an id and a row for the contact, and for the outgoing event; the transfers, of
/// which there are none.
const TERMINATED_FIRST: u64 = NOTHING_TO_WRITE + 12;
/// Besides those: a contact type, teams, reasons and the transfers; ids and rows of the diary.
const TERMINATED_WITH_TRANSFERS: u64 = TERMINATED_FIRST + 6;
/// Lock event and contact, the contact type and the service's user; write the contact and the component.
const TERMINATION_MOVED: u64 = NOTHING_TO_WRITE + 6;

fn counted(handling: &Handling) -> u64 {
    handling.ok();
    handling.op.statements()
}

async fn of_status(events: &Events<'_>, detail: &Value) -> [u64; 2] {
    let event = events.about(CRN, detail).await;
    [counted(&events.status_updated(&event).await), counted(&events.status_updated(&event).await)]
}

async fn of_completion(events: &Events<'_>, detail: &Value) -> u64 {
    counted(&events.programme_complete(&events.about(CRN, detail).await).await)
}

async fn statements_for_each_way_an_event_is_handled(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let at = "2026-06-12T14:30:00";

    let with_user = of_status(&events, &status("BREACH")).await;
    let without_user = of_status(&events, &without(status("BREACH"), "username")).await;
    let first = of_completion(&events, &completion(REQUIREMENT, at)).await;
    let repeated = of_completion(&events, &completion(REQUIREMENT, at)).await;
    let rejected = of_completion(&events, &completion(REQUIREMENT, "2001-01-01T00:00:00")).await;
    let with_transfers = of_completion(&events, &completion(TRANSFERRED, at)).await;
    let of_licence_condition = of_completion(&events, &licence_completion(6_000_000_006, at)).await;
    let moved = of_completion(&events, &completion(TERMINATED, at)).await;

    assert_eq!(with_user, [STATUS, STATUS_REPEATED]);
    assert_eq!(without_user, [STATUS_WITHOUT_USER, STATUS_WITHOUT_USER + 1]);
    assert_eq!((first, repeated, rejected), (TERMINATED_FIRST, NOTHING_TO_WRITE, NOTHING_TO_WRITE));
    assert_eq!(
        (with_transfers, of_licence_condition),
        (TERMINATED_WITH_TRANSFERS, TERMINATED_WITH_TRANSFERS)
    );
    assert_eq!(moved, TERMINATION_MOVED);
    ctx.close().await;
}

async fn termination_takes_as_many_statements_for_each_number_of_contacts_and_transfers(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let (mut next, mut counts) = (5_200_000_000_i64, Vec::new());

    for size in [1_i64, 10, 300] {
        next += 1_000;
        ctx.database.load(&crowded(next, size));
        counts.push(of_completion(&events, &completion(next, "2026-06-12T14:30:00")).await);
        let deleted = format!("SELECT count(*) FROM contact WHERE rqmnt_id = {next} AND soft_deleted = 1");
        let rejected = format!("SELECT count(*) FROM rejected_transfer_diary WHERE rqmnt_id = {next}");
        assert_eq!((ctx.database.count(&deleted), ctx.database.count(&rejected)), (size, size));
    }

    assert_eq!(counts, [TERMINATED_WITH_TRANSFERS; 3]);
    ctx.close().await;
}

/// A requirement with so many future contacts and pending transfers.
fn crowded(requirement: i64, size: i64) -> Value {
    let contact = |number: i64| {
        json!({
            "contact_id": requirement + number, "offender_id": 900_003, "event_id": 900_007,
            "rqmnt_id": requirement, "contact_date": "2026-07-01", "contact_type_id": 1, "staff_id": 900_004,
            "team_id": 900_003, "probation_area_id": 900_001, "trust_provider_team_id": 900_003,
        })
    };
    let transfer = |number: i64| {
        json!({
            "rqmnt_transfer_id": requirement + number, "rqmnt_id": requirement, "transfer_status_id": 1_001,
            "request_date": "2025-06-01T09:00:00", "origin_team_id": 900_001, "origin_staff_id": 900_001,
            "receiving_team_id": 900_002, "receiving_staff_id": 900_002,
        })
    };
    json!({
        "rqmnt": [{
            "rqmnt_id": requirement, "disposal_id": 900_006, "rqmnt_type_main_category_id": 1,
            "start_date": "2024-06-01T00:00:00",
        }],
        "rqmnt_manager": [{
            "rqmnt_manager_id": requirement, "rqmnt_id": requirement, "allocated_staff_id": 900_004,
            "allocated_team_id": 900_003,
        }],
        "contact": (0..size).map(contact).collect::<Vec<_>>(),
        "rqmnt_transfer": (0..size).map(transfer).collect::<Vec<_>>(),
    })
}
