//! Pending transfers of components that are terminated (behaviour 3.5 step 3d, D30).

use crate::appointments::{SERVICE_USER, now, time};
use crate::events::{
    OFFENDER, REQUIREMENT_EVENT, TRANSFERRED, TRANSFERRED_LICENCE, TRANSFERRED_LICENCE_EVENT, completion,
    contact, event, licence_completion,
};
use apd_server::app::events::Handled;
use apd_server::store::model::{ContactRow, RejectedTransferRow};
use apd_tests::database::terminated::StoredTransfer;
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    pending_transfer_of_a_requirement_is_rejected,
    pending_transfer_of_a_licence_condition_is_rejected,
    providers_are_those_of_the_teams,
    only_pending_transfers_are_rejected,
    deleted_transfers_stay,
    transfers_of_other_components_stay,
    each_pending_transfer_has_its_contact_and_diary_entry,
);

pub const AT: &str = "2026-06-12T14:30:00.000Z";

async fn terminate(ctx: &TestContext, detail: &Value) {
    let (events, event) = event(ctx, detail).await;
    assert_eq!(events.programme_complete(&event).await.ok(), Handled::ComponentTerminated);
}

fn rejected(rejection_reason_id: i64, notes: &str) -> StoredTransfer {
    StoredTransfer {
        id: 900_001,
        row_version: 1,
        status_id: 1_003,
        decision_id: Some(1_102),
        rejection_reason_id: Some(rejection_reason_id),
        status_date: Some(time("2026-06-12T14:30:00")),
        notes: Some(notes.to_owned()),
        last_updated_datetime: now(),
        last_updated_user_id: Some(SERVICE_USER),
    }
}

/// Asserts that the requirement was terminated at [`AT`], and its pending transfer rejected, with a contact and an entry in
/// the diary.
pub fn assert_pending_transfer_is_rejected(ctx: &TestContext, master_transfer_id: Option<i64>) {
    let notes = "Some transfer notes\nTransfer automatically rejected due to termination of requirement.";
    assert_eq!(ctx.database.requirement_transfers(), [rejected(1_201, notes)]);
    let contacts = ctx.database.contacts_of_type("ETCX");
    let told = format!(
        "Transfer Status: Transfer Rejected\nTransfer Reason: Initial Allocation\nRejection Reason: Terminated\n\
         Owning Provider: Provider One\nReceiving Provider: Provider One\nNotes: \n{notes}\n"
    );
    let expected = ContactRow {
        event_id: Some(REQUIREMENT_EVENT),
        rqmnt_id: Some(TRANSFERRED),
        notes: Some(told),
        ..contact(contacts[0].contact_id, 14, "2026-06-12T14:30:00")
    };
    assert_eq!(contacts, [expected]);
    let diary = ctx.database.rejected_transfers();
    let expected = RejectedTransferRow {
        rejected_transfer_diary_id: diary[0].rejected_transfer_diary_id,
        offender_id: OFFENDER,
        event_id: Some(REQUIREMENT_EVENT),
        rqmnt_id: Some(TRANSFERRED),
        rqmnt_transfer_id: Some(900_001),
        lic_condition_id: None,
        lic_condition_transfer_id: None,
        transfer_request_date: time("2025-05-01T09:00:00"),
        transfer_status_date: Some(time("2026-06-12T14:30:00")),
        rejection_reason_id: 1_201,
        target_provider_id: 900_001,
        target_team_id: 900_003,
        target_staff_id: 900_004,
        origin_provider_id: 900_001,
        origin_team_id: 900_003,
        origin_staff_id: 900_004,
        master_transfer_id,
    };
    assert_eq!(diary, [expected]);
    let stored = ctx.database.requirement_termination(TRANSFERRED);
    assert_eq!((stored.pending_transfer, stored.reason_id), (0, Some(801)));
    assert_eq!(ctx.database.contacts_of_type("ETER").len(), 2);
}

async fn pending_transfer_of_a_requirement_is_rejected(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE rqmnt_transfer SET master_transfer_id = 77");

    terminate(&ctx, &completion(TRANSFERRED, AT)).await;

    assert_pending_transfer_is_rejected(&ctx, Some(77));
    ctx.close().await;
}

/// One without reason and notes, to another team.
async fn pending_transfer_of_a_licence_condition_is_rejected(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    terminate(&ctx, &licence_completion(TRANSFERRED_LICENCE, AT)).await;

    let notes = "Transfer automatically rejected due to termination of licence condition.";
    assert_eq!(ctx.database.licence_condition_transfers(), [rejected(1_301, notes)]);
    let contacts = ctx.database.contacts_of_type("ETCX");
    let told = format!(
        "Transfer Status: Transfer Rejected\nTransfer Reason: null\n\
         Rejection Reason: Terminated while Request Pending\n\
         Owning Provider: Provider One\nReceiving Provider: Provider One\nNotes: \n{notes}\n"
    );
    let expected = ContactRow {
        event_id: Some(TRANSFERRED_LICENCE_EVENT),
        lic_condition_id: Some(TRANSFERRED_LICENCE),
        staff_id: 900_001,
        team_id: 900_001,
        trust_provider_team_id: 900_001,
        notes: Some(told),
        ..contact(contacts[0].contact_id, 14, "2026-06-12T14:30:00")
    };
    assert_eq!(contacts, [expected]);
    let diary = ctx.database.rejected_transfers();
    let entry = &diary[0];
    assert_eq!((entry.rqmnt_id, entry.rqmnt_transfer_id), (None, None));
    assert_eq!(entry.lic_condition_id, Some(TRANSFERRED_LICENCE));
    assert_eq!(entry.lic_condition_transfer_id, Some(900_001));
    assert_eq!((entry.target_team_id, entry.target_staff_id), (900_001, 900_001));
    assert_eq!((entry.origin_team_id, entry.origin_staff_id), (900_003, 900_004));
    assert_eq!((entry.rejection_reason_id, diary.len()), (1_301, 1));
    ctx.close().await;
}

async fn providers_are_those_of_the_teams(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE rqmnt_transfer SET receiving_team_id = 900011, receiving_staff_id = 900012");

    terminate(&ctx, &completion(TRANSFERRED, AT)).await;

    let row = ctx.database.contacts_of_type("ETCX").remove(0);
    assert_eq!((row.staff_id, row.team_id, row.probation_area_id), (900_012, 900_011, 1_001));
    let notes = row.notes.unwrap();
    assert!(notes.contains("Owning Provider: Provider One\nReceiving Provider: London\n"), "{notes}");
    let entry = ctx.database.rejected_transfers().remove(0);
    assert_eq!((entry.target_provider_id, entry.origin_provider_id), (1_001, 900_001));
    ctx.close().await;
}

/// Those that are accepted, rejected or withdrawn stay as they are.
async fn only_pending_transfers_are_rejected(engine: Engine) {
    for status in [1_002, 1_003, 1_004] {
        let ctx = TestContext::start(engine).await;
        ctx.database.execute(&format!("UPDATE rqmnt_transfer SET transfer_status_id = {status}"));
        let before = ctx.database.requirement_transfers();

        terminate(&ctx, &completion(TRANSFERRED, AT)).await;

        assert_eq!(ctx.database.requirement_transfers(), before);
        assert_eq!(ctx.database.contacts_of_type("ETCX"), []);
        assert_eq!(ctx.database.rejected_transfers(), []);
        assert_eq!(ctx.database.requirement_termination(TRANSFERRED).pending_transfer, 0);
        ctx.close().await;
    }
}

async fn deleted_transfers_stay(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE rqmnt_transfer SET soft_deleted = 1");
    let before = ctx.database.requirement_transfers();

    terminate(&ctx, &completion(TRANSFERRED, AT)).await;

    assert_eq!(ctx.database.requirement_transfers(), before);
    assert_eq!(ctx.database.contacts_of_type("ETCX"), []);
    ctx.close().await;
}

async fn transfers_of_other_components_stay(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.event_snapshot();

    terminate(&ctx, &completion(crate::events::REQUIREMENT, AT)).await;

    let after = ctx.database.event_snapshot();
    assert_eq!(after.requirement_transfers, before.requirement_transfers);
    assert_eq!(after.licence_condition_transfers, before.licence_condition_transfers);
    ctx.close().await;
}

async fn each_pending_transfer_has_its_contact_and_diary_entry(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let transfer = |id: i64, status: i64| {
        json!({
            "rqmnt_transfer_id": id, "rqmnt_id": TRANSFERRED, "transfer_status_id": status,
            "allocation_reason_id": 1_402, "request_date": "2025-06-01T09:00:00", "notes": format!("Notes {id}"),
            "origin_team_id": 900_001, "origin_staff_id": 900_001,
            "receiving_team_id": 900_002, "receiving_staff_id": 900_002,
        })
    };
    ctx.database.load(&json!({
        "rqmnt_transfer": [transfer(900_002, 1_001), transfer(900_003, 1_002), transfer(900_004, 1_001)],
    }));

    terminate(&ctx, &completion(TRANSFERRED, AT)).await;

    let entries = ctx.database.rejected_transfers().into_iter().map(|entry| entry.rqmnt_transfer_id);
    assert_eq!(entries.collect::<Vec<_>>(), [900_001, 900_002, 900_004].map(Some));
    let contacts = ctx.database.contacts_of_type("ETCX").into_iter();
    let contacts: Vec<_> = contacts.map(|row| (row.team_id, row.notes.unwrap())).collect();
    assert_eq!(contacts.iter().map(|row| row.0).collect::<Vec<_>>(), [900_003, 900_002, 900_002]);
    let sentence = "Transfer automatically rejected due to termination of requirement.\n";
    assert!(contacts[2].1.contains("Transfer Reason: Change of Address\n"), "{}", contacts[2].1);
    assert!(contacts[2].1.ends_with(&format!("Notes: \nNotes 900004\n{sentence}")), "{}", contacts[2].1);
    let transfers = ctx.database.requirement_transfers();
    let statuses: Vec<_> = transfers.iter().map(|row| (row.status_id, row.row_version)).collect();
    assert_eq!(statuses, [(1_003, 1), (1_003, 1), (1_002, 0), (1_003, 1)]);
    ctx.close().await;
}
