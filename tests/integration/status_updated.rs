//! New statuses of referrals (behaviour 3.4).

use crate::appointments::{day, time};
use crate::events::{
    CRN, LICENCE_CONDITION, LICENCE_EVENT, REQUIREMENT, REQUIREMENT_EVENT, contact, event, status, with,
    without,
};
use apd_server::app::events::Handled;
use apd_server::store::model::ContactRow;
use apd_tests::database::terminated::EventSnapshot;
use apd_tests::events::message_id;
use apd_tests::{Engine, Events, TestContext, both_engines};
use chrono::DateTime;
use serde_json::{Value, json};

both_engines!(
    breach_of_a_licence_condition_is_recorded,
    status_of_a_requirement_is_recorded_with_all_its_fields,
    each_status_has_its_contact_type,
    staff_are_those_of_the_user_who_made_the_change,
    usernames_are_compared_without_case,
    staff_of_an_unknown_user_are_the_manager_s,
    staff_of_a_user_without_staff_are_the_manager_s,
    staff_are_the_manager_s_when_no_user_is_told,
    provider_is_that_of_the_manager_s_team,
    contact_stands_at_the_time_of_the_event_in_london,
    notes_may_be_absent,
    nul_is_dropped_from_texts,
    crn_is_compared_without_blanks_and_case,
    statuses_of_inactive_and_terminated_components_are_recorded,
    repeated_delivery_changes_nothing,
    repeated_delivery_counts_even_after_the_contact_was_deleted,
    each_message_has_its_contact,
    contact_id_in_use_does_not_pass_for_a_duplicate,
);

/// The contact that records the first message's status.
pub fn recorded(ctx: &TestContext) -> ContactRow {
    let reference = reference(1);
    let is_it = |row: &ContactRow| row.external_reference.as_ref() == Some(&reference);
    let mut found: Vec<_> = ctx.database.contacts().into_iter().filter(is_it).collect();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// The reference of the contact that records a message's status.
fn reference(number: u32) -> String {
    format!("urn:uk:gov:hmpps:accredited-programmes-service:{}", message_id(number))
}

/// Has a status handled, and gives its contact.
async fn record(ctx: &TestContext, detail: &Value) -> ContactRow {
    let (events, event) = event(ctx, detail).await;
    assert_eq!(events.status_updated(&event).await.ok(), Handled::StatusChanged);
    recorded(ctx)
}

/// The detail of a breach of a licence condition.
pub fn breach() -> Value {
    let detail = with(status("BREACH"), "sourcedFromEntityType", json!("LICENCE_CONDITION"));
    with(detail, "sourcedFromEntityId", json!(LICENCE_CONDITION))
}

/// Asserts that a contact records the first message's breach.
pub fn assert_is_breach(row: &ContactRow) {
    assert_eq!(row.contact_type_id, 29);
    assert_eq!((row.rqmnt_id, row.lic_condition_id), (None, Some(LICENCE_CONDITION)));
    assert_eq!(row.event_id, Some(LICENCE_EVENT));
    assert_eq!(row.notes.as_deref(), Some("Asked for larger print"));
    assert_eq!(row.external_reference, Some(reference(1)));
}

/// Asserts that a contact records the status `ON_PROGRAMME` of the first message, at that time and in all its fields, and
/// that nothing else has changed.
pub fn assert_on_programme_alone_is_recorded(
    ctx: &TestContext,
    row: &ContactRow,
    at: &str,
    before: &EventSnapshot,
) {
    let expected = ContactRow {
        event_id: Some(REQUIREMENT_EVENT),
        rqmnt_id: Some(REQUIREMENT),
        staff_id: 900_001,
        notes: Some("Asked for larger print".to_owned()),
        description: Some("The referral has a new status.".to_owned()),
        external_reference: Some(reference(1)),
        ..contact(row.contact_id, 25, at)
    };
    assert_eq!(*row, expected);
    let mut after = ctx.database.event_snapshot();
    after.contacts.retain(|other| other != row);
    assert_eq!(after, *before);
}

async fn breach_of_a_licence_condition_is_recorded(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let row = record(&ctx, &breach()).await;

    assert_is_breach(&row);
    ctx.close().await;
}

async fn status_of_a_requirement_is_recorded_with_all_its_fields(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.event_snapshot();

    let row = record(&ctx, &status("ON_PROGRAMME")).await;

    assert_on_programme_alone_is_recorded(&ctx, &row, "2026-06-15T11:30:00", &before);
    ctx.close().await;
}

async fn each_status_has_its_contact_type(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;

    for (name, code) in [
        ("AWAITING_ALLOCATION", "EIBB"),
        ("AWAITING_ASSESSMENT", "EIBA"),
        ("BREACH", "EIBI"),
        ("DEPRIORITISED", "EIBG"),
        ("DEFERRED", "EIBL"),
        ("ON_PROGRAMME", "EIBE"),
        ("PROGRAMME_COMPLETE", "EIBF"),
        ("RECALL", "EIBJ"),
        ("RETURN_TO_COURT", "EIBH"),
        ("SCHEDULED", "EIBD"),
        ("SUITABLE_BUT_NOT_READY", "EIBC"),
        ("WITHDRAWN", "EIBK"),
    ] {
        let event = events.about(CRN, &status(name)).await;

        assert_eq!(events.status_updated(&event).await.ok(), Handled::StatusChanged, "{name}");

        assert_eq!(ctx.database.contacts_of_type(code).len(), 1, "{name}");
    }
    assert_eq!(ctx.database.requirement_termination(REQUIREMENT).termination_date, None);
    ctx.close().await;
}

async fn staff_are_those_of_the_user_who_made_the_change(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let row = record(&ctx, &status("BREACH")).await;

    assert_eq!((row.staff_id, row.team_id, row.probation_area_id), (900_001, 900_003, 900_001));
    ctx.close().await;
}

async fn usernames_are_compared_without_case(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let row = record(&ctx, &with(status("BREACH"), "username", json!("tESTuSER"))).await;

    assert_eq!(row.staff_id, 900_001);
    ctx.close().await;
}

async fn staff_of_an_unknown_user_are_the_manager_s(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let row = record(&ctx, &with(status("BREACH"), "username", json!("NobodyAtAll"))).await;

    assert_eq!(row.staff_id, 900_003);
    ctx.close().await;
}

async fn staff_of_a_user_without_staff_are_the_manager_s(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let row = record(&ctx, &with(status("BREACH"), "username", json!("TestUserWithLimitedAccess"))).await;

    assert_eq!(row.staff_id, 900_003);
    ctx.close().await;
}

async fn staff_are_the_manager_s_when_no_user_is_told(engine: Engine) {
    for detail in [without(status("BREACH"), "username"), with(status("BREACH"), "username", Value::Null)] {
        let ctx = TestContext::start(engine).await;

        let row = record(&ctx, &detail).await;

        assert_eq!(row.staff_id, 900_003);
        ctx.close().await;
    }
}

/// The staff need not belong to that team.
async fn provider_is_that_of_the_manager_s_team(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE offender_manager SET allocation_staff_id = 900012, team_id = 900011 WHERE offender_id = 900003",
    );

    let row = record(&ctx, &status("BREACH")).await;

    assert_eq!((row.staff_id, row.team_id, row.probation_area_id), (900_001, 900_011, 1_001));
    assert_eq!(row.trust_provider_team_id, 900_011);
    ctx.close().await;
}

async fn contact_stands_at_the_time_of_the_event_in_london(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;

    for (occurred_at, expected) in [
        ("2026-06-14T23:30:00Z", "2026-06-15T00:30:00"),
        ("2026-06-15T16:00:00+05:30", "2026-06-15T11:30:00"),
        ("2026-01-05T09:30:00Z", "2026-01-05T09:30:00"),
        ("2026-06-15T11:30:00.123456789+01:00", "2026-06-15T11:30:00.123456"),
    ] {
        let mut event = events.about(CRN, &status("RECALL")).await;
        event.occurred_at = DateTime::parse_from_rfc3339(occurred_at).unwrap();

        events.status_updated(&event).await.ok();

        let row = ctx.database.contacts_of_type("EIBJ").pop().unwrap();
        assert_eq!(row.contact_date, day(&expected[..10]));
        assert_eq!((row.contact_start_time, row.contact_end_time), (Some(time(expected)), None));
    }
    ctx.close().await;
}

async fn notes_may_be_absent(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let row = record(&ctx, &without(status("BREACH"), "notes")).await;

    assert_eq!(row.notes, None);
    ctx.close().await;
}

async fn nul_is_dropped_from_texts(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let detail = with(status("BREACH"), "notes", json!("One\0 two\0"));
    let detail = with(detail, "description", json!("\0Breach"));

    let row = record(&ctx, &with(detail, "username", json!("Test\0User"))).await;

    assert_eq!((row.notes.as_deref(), row.description.as_deref()), (Some("One two"), Some("Breach")));
    assert_eq!(row.staff_id, 900_001);
    ctx.close().await;
}

async fn crn_is_compared_without_blanks_and_case(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let event = events.about(" a000003 ", &status("BREACH")).await;

    assert_eq!(events.status_updated(&event).await.ok(), Handled::StatusChanged);
    ctx.close().await;
}

async fn statuses_of_inactive_and_terminated_components_are_recorded(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE rqmnt SET active_flag = 0, termination_date = '2026-06-01T00:00:00' WHERE rqmnt_id = 5000000004;
         UPDATE event SET active_flag = 0 WHERE event_id = 900007",
    );

    let row = record(&ctx, &status("PROGRAMME_COMPLETE")).await;

    assert_eq!(row.rqmnt_id, Some(REQUIREMENT));
    ctx.close().await;
}

/// Whatever the client's API tells then: it is the latest status, not the one of the message.
async fn repeated_delivery_changes_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let (events, first) = event(&ctx, &status("SCHEDULED")).await;
    events.status_updated(&first).await.ok();
    let before = ctx.database.event_snapshot();

    let again = events.status_updated(&first).await;
    let mut later = events.about(CRN, &status("ON_PROGRAMME")).await;
    later.message_id = first.message_id;
    let with_other_detail = events.status_updated(&later).await;

    assert_eq!(again.ok(), Handled::StatusChangeDuplicate);
    assert_eq!(with_other_detail.ok(), Handled::StatusChangeDuplicate);
    assert_eq!(ctx.database.event_snapshot(), before);
    ctx.close().await;
}

async fn repeated_delivery_counts_even_after_the_contact_was_deleted(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let (events, event) = event(&ctx, &status("SCHEDULED")).await;
    events.status_updated(&event).await.ok();
    ctx.database.execute(&format!(
        "UPDATE contact SET soft_deleted = 1 WHERE external_reference = '{}'",
        reference(1)
    ));
    let before = ctx.database.event_snapshot();

    assert_eq!(events.status_updated(&event).await.ok(), Handled::StatusChangeDuplicate);
    assert_eq!(ctx.database.event_snapshot(), before);
    ctx.close().await;
}

async fn each_message_has_its_contact(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;

    for _ in 0..2 {
        let event = events.about(CRN, &status("SCHEDULED")).await;
        assert_eq!(events.status_updated(&event).await.ok(), Handled::StatusChanged);
    }

    let references: Vec<_> =
        ctx.database.contacts_of_type("EIBD").into_iter().filter_map(|row| row.external_reference).collect();
    assert_eq!(references, [reference(1), reference(2)]);
    ctx.close().await;
}

/// The message would be acknowledged, and its status lost.
async fn contact_id_in_use_does_not_pass_for_a_duplicate(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(match engine {
        Engine::Sqlite => "UPDATE id_sequence SET next_id = 900001 WHERE name = 'contact_id_seq'",
        Engine::Postgres => "ALTER SEQUENCE contact_id_seq RESTART WITH 900001",
    });
    let (events, event) = event(&ctx, &status("SCHEDULED")).await;
    let before = ctx.database.event_snapshot();

    events.status_updated(&event).await.assert_transient();

    assert_eq!(ctx.database.event_snapshot(), before);
    ctx.close().await;
}
