//! A write runs a constant number of SQL statements, whatever the number of items (behaviour D8).

use crate::appointments::{
    PATH, code, fresh, id, new, new_on, new_with_outcome, pre_group, try_create, try_delete, try_update,
    unchanged, urn,
};
use apd_client::types::{ChangedAppointment, NewAppointment};
use apd_server::store::model::ContactRow;
use apd_tests::{Engine, Reply, TestContext, both_engines};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;

both_engines!(
    create_takes_as_many_statements_for_each_number_of_items,
    create_with_enforcement_takes_as_many_statements_for_each_number_of_items,
    create_with_commencement_takes_as_many_statements_for_each_number_of_items,
    update_takes_as_many_statements_for_each_number_of_items,
    update_with_outcome_takes_as_many_statements_for_each_number_of_items,
    delete_takes_as_many_statements_for_each_number_of_items,
    two_thousand_creations_and_deletions_take_few_more,
    two_thousand_enforced_creations_take_few_more,
    two_thousand_updates_with_an_outcome_take_few_more,
    two_thousand_enforced_commencements_take_few_more,
    request_that_changes_nothing_takes_fewer,
);

/// Numbers of items, with which the references of a batch of that size begin.
const SIZES: [u32; 3] = [1, 10, 400];

/// The most items of a request.
const GREATEST: u32 = 2_000;

/// Statements that so many items take more for each kind of contacts that they write: a statement takes as many rows as
/// SQLite has variables for, 862 of 38 columns. Four more an insert are allowed; no other table needs any.
const MORE: u64 = GREATEST.div_ceil(862) as u64 - 1;

/// Ids of requirements from here on are the test's.
const FIRST_REQUIREMENT: i64 = 5_100_000_000;

const CREATE: u64 = 16;
/// Events are locked and read, and counts, enforcements and linked contacts written.
const CREATE_ENFORCED: u64 = 25;
/// The contact type of the commencement is looked up, and the requirement and a contact written.
const CREATE_COMMENCING: u64 = 19;
/// All of that.
const CREATE_ALL: u64 = 28;
/// The office is kept, and so not looked up.
const UPDATE: u64 = 13;
const UPDATE_ENFORCED: u64 = 24;
const UPDATE_UNDONE: u64 = 21;
const DELETE: u64 = 8;
/// The beginning and the end of the transaction, and a look at what there is; for a creation the lock on the component, too.
const NOTHING_TO_CREATE: u64 = 4;
const NOTHING_TO_DELETE: u64 = 3;

fn statements(ctx: &TestContext, reply: &Reply) -> u64 {
    assert!([201, 204].contains(&reply.status), "{}", reply.text);
    ctx.log.request(reply.request_id())["statements"].as_u64().unwrap()
}

/// The day of the batch that an item belongs to: each has one of its own, so that it changes the count of its event.
fn day_of(number: u32) -> &'static str {
    match number / 1_000 {
        1 => "2026-06-08",
        10 => "2026-06-09",
        _ => "2026-06-10",
    }
}

/// The statements for creating batches of each size.
async fn of_creation(ctx: &TestContext, item: impl Fn(u32) -> NewAppointment) -> Vec<u64> {
    let mut counts = Vec::new();
    for size in SIZES {
        let reply = try_create(ctx, (0..size).map(|number| item(size * 1_000 + number)).collect()).await;
        counts.push(statements(ctx, &reply));
    }
    counts
}

/// The statements for updating the batches that were created before.
async fn of_update(ctx: &TestContext, change: impl Fn(ChangedAppointment) -> ChangedAppointment) -> Vec<u64> {
    let mut counts = Vec::new();
    for size in SIZES {
        let contacts = ctx.database.contacts();
        let is_of_batch = |number: u32| {
            let urn = urn(&fresh(size * 1_000 + number));
            contacts.iter().find(|row| row.external_reference.as_ref() == Some(&urn)).unwrap()
        };
        let items = (0..size).map(|number| change(unchanged(is_of_batch(number))));
        let reply = try_update(ctx, items.collect()).await;
        counts.push(statements(ctx, &reply));
    }
    counts
}

async fn create_takes_as_many_statements_for_each_number_of_items(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    assert_eq!(of_creation(&ctx, new).await, [CREATE; 3]);
    ctx.close().await;
}

async fn create_with_enforcement_takes_as_many_statements_for_each_number_of_items(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let counts = of_creation(&ctx, |number| new_with_outcome(number, day_of(number), "AFTC")).await;

    assert_eq!(counts, [CREATE_ENFORCED; 3]);
    ctx.close().await;
}

async fn create_with_commencement_takes_as_many_statements_for_each_number_of_items(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    // Each batch commences a requirement of its own.
    let requirement = |number: u32| match number / 1_000 {
        1 => 5_000_000_020,
        10 => 5_000_000_021,
        _ => 5_000_000_022,
    };
    let item = |number: u32| NewAppointment {
        requirement_id: id(requirement(number)),
        ..pre_group(number, "2026-07-06")
    };

    assert_eq!(of_creation(&ctx, item).await, [CREATE_COMMENCING; 3]);
    ctx.close().await;
}

async fn update_takes_as_many_statements_for_each_number_of_items(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    of_creation(&ctx, new).await;

    let counts = of_update(&ctx, |item| ChangedAppointment { staff: code("STAFF01"), ..item }).await;

    assert_eq!(counts, [UPDATE; 3]);
    ctx.close().await;
}

async fn update_with_outcome_takes_as_many_statements_for_each_number_of_items(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    of_creation(&ctx, |number| new_on(number, day_of(number))).await;
    let outcome = |code_: &'static str| move |item| ChangedAppointment { outcome: Some(code(code_)), ..item };

    let enforced = of_update(&ctx, outcome("AFTC")).await;
    let undone = of_update(&ctx, outcome("ATTC")).await;

    assert_eq!(enforced, [UPDATE_ENFORCED; 3]);
    assert_eq!(undone, [UPDATE_UNDONE; 3]);
    ctx.close().await;
}

async fn delete_takes_as_many_statements_for_each_number_of_items(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    of_creation(&ctx, new).await;
    let mut counts = Vec::new();

    for size in SIZES {
        let references: Vec<_> = (0..size).map(|number| fresh(size * 1_000 + number)).collect();
        counts.push(statements(&ctx, &try_delete(&ctx, &references).await));
    }

    assert_eq!(counts, [DELETE; 3]);
    ctx.close().await;
}

/// Creates a greatest batch, each with the same references, and gives the statements for it.
async fn of_greatest_creation(ctx: &TestContext, item: impl Fn(u32) -> NewAppointment) -> u64 {
    let reply = try_create(ctx, (1..=GREATEST).map(item).collect()).await;
    let counted = statements(ctx, &reply);
    let contacts = ctx.database.contacts();
    let stored: BTreeSet<_> = contacts.iter().filter_map(|row| row.external_reference.as_deref()).collect();
    assert!((1..=GREATEST).all(|number| stored.contains(urn(&fresh(number)).as_str())));
    counted
}

/// Gives all of a greatest batch an outcome.
async fn of_greatest_update(ctx: &TestContext, outcome: &str) -> u64 {
    let rows = ctx.database.contacts();
    let ours: BTreeSet<_> = (1..=GREATEST).map(|number| urn(&fresh(number))).collect();
    let is_ours = |row: &&ContactRow| row.external_reference.as_ref().is_some_and(|urn| ours.contains(urn));
    let items = rows.iter().filter(is_ours);
    let items = items.map(|row| ChangedAppointment { outcome: Some(code(outcome)), ..unchanged(row) });
    statements(ctx, &try_update(ctx, items.collect()).await)
}

/// 2,000 contacts and audit rows, written and then deleted: the ids of a deletion are one array, or values of one statement.
async fn two_thousand_creations_and_deletions_take_few_more(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let references: Vec<_> = (1..=GREATEST).map(fresh).collect();

    assert_eq!(of_greatest_creation(&ctx, new).await, CREATE + MORE);
    assert_eq!(statements(&ctx, &try_delete(&ctx, &references).await), DELETE);
    assert_eq!(ctx.database.audit().len(), 2 * references.len());
    ctx.close().await;
}

/// 2,000 failures to comply are 4,001 contacts, 2,000 enforcements and 2,000 audit rows.
async fn two_thousand_enforced_creations_take_few_more(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let counted = of_greatest_creation(&ctx, |number| new_with_outcome(number, "2026-06-08", "AFTC")).await;

    // Appointments and linked contacts.
    assert_eq!(counted, CREATE_ENFORCED + 2 * MORE);
    assert_eq!(ctx.database.contacts_of_type("ROM").len(), 2_000);
    assert_eq!(ctx.database.enforcements().len(), 2_000);
    assert_eq!(ctx.database.audit().len(), 2_000);
    ctx.close().await;
}

async fn two_thousand_updates_with_an_outcome_take_few_more(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    of_greatest_creation(&ctx, |number| new_on(number, "2026-06-08")).await;

    let enforced = of_greatest_update(&ctx, "AFTC").await;
    let undone = of_greatest_update(&ctx, "ATTC").await;

    // Appointments and linked contacts; then appointments alone.
    assert_eq!((enforced, undone), (UPDATE_ENFORCED + 2 * MORE, UPDATE_UNDONE + MORE));
    let enforcements = ctx.database.enforcements();
    assert_eq!(enforcements.iter().filter(|row| row.soft_deleted == 1).count(), GREATEST as usize);
    ctx.close().await;
}

/// As much as one request can come to: each item has a requirement of its own, which it commences, and is enforced.
async fn two_thousand_enforced_commencements_take_few_more(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let requirement = |number: u32| FIRST_REQUIREMENT + i64::from(number);
    let rows = (0..=GREATEST).map(|number| {
        json!({ "rqmnt_id": requirement(number), "disposal_id": 900_003, "rqmnt_type_main_category_id": 1,
            "start_date": "2025-01-01T00:00:00", "pending_transfer": 0, "active_flag": 1 })
    });
    ctx.database.load(&json!({ "rqmnt": rows.collect::<Vec<_>>() }));
    let item = |number: u32| NewAppointment {
        outcome: Some(code("AFTC")),
        requirement_id: id(requirement(number)),
        ..pre_group(number, "2026-06-08")
    };

    let of_one = statements(&ctx, &try_create(&ctx, vec![item(0)]).await);
    let of_all = of_greatest_creation(&ctx, item).await;

    // Appointments, linked contacts and those that record commencements. The first has written the count of the event, which
    // stays: meetings before the group do not count.
    assert_eq!((of_one, of_all), (CREATE_ALL, CREATE_ALL - 1 + 3 * MORE));
    for kind in ["ROM", "ECOM"] {
        assert_eq!(ctx.database.contacts_of_type(kind).len(), 2_001, "{kind}");
    }
    ctx.close().await;
}

async fn request_that_changes_nothing_takes_fewer(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    try_create(&ctx, vec![new(1)]).await;

    let again = try_create(&ctx, vec![new(1)]).await;
    let body = json!({ "appointments": [{ "reference": fresh(2) }] });
    let unknown = ctx.http.send(Method::DELETE, PATH, &body).await;

    assert_eq!(
        [again, unknown].map(|reply| statements(&ctx, &reply)),
        [NOTHING_TO_CREATE, NOTHING_TO_DELETE]
    );
    ctx.close().await;
}
