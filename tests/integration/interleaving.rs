//! Writes that wait on PostgreSQL for what somebody else is about to commit, and must then go by it (behaviour D15, D25).
//!
//! The other one is a session of the test's own, so that the two overlap for certain. On SQLite nobody can be that far: one
//! transaction writes at a time.

use crate::appointments::{
    EVENT, LICENCE_CONDITION, LICENCE_EVENT, PATH, REQUIREMENT, code, create, fresh, keep, new,
    of_licence_condition, outcome, pre_group, stored, time, urn,
};
use crate::unavailable::WAITING_FOR_A_LOCK;
use apd_client::types::ChangedAppointment;
use apd_server::store::conn::DbConn;
use apd_tests::{Engine, Reply, TestContext, eventually};
use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::{Value, json};

const LOST_RACE: &str = "transaction lost a race";

/// What another session writes and keeps to itself until a request has come to wait for it.
struct Other(DbConn);

impl Other {
    /// Writes in a transaction that stays open.
    fn begin(ctx: &TestContext, sql: &str) -> Other {
        let mut other = Other(ctx.database.connect());
        other.write("BEGIN");
        other.write(sql);
        other
    }

    fn write(&mut self, sql: &str) {
        self.0.batch_execute(sql).unwrap();
    }

    /// Sends a request, and commits when it has come to wait. Gives its reply.
    async fn commit_under(self, ctx: &TestContext, method: Method, item: Value) -> Reply {
        self.commit_after(ctx, method, item, |_| {}).await
    }

    /// The same, writing some more while it waits.
    async fn commit_after(
        mut self,
        ctx: &TestContext,
        method: Method,
        item: Value,
        meanwhile: impl FnOnce(&mut Other),
    ) -> Reply {
        let caller = ctx.http.clone();
        let body = json!({ "appointments": [item] });
        let waiting = tokio::spawn(async move { caller.send(method, PATH, &body).await });
        eventually("a request that waits", async || ctx.database.count(WAITING_FOR_A_LOCK) == 1).await;
        meanwhile(&mut self);
        self.write("COMMIT");
        waiting.await.unwrap()
    }
}

/// Takes contacts away and keeps them in the table `theirs`, for another session to write them as the service has.
fn take_away(ctx: &TestContext, condition: &str) {
    ctx.database.execute(&format!(
        "CREATE TABLE theirs AS SELECT * FROM contact WHERE {condition};
         DELETE FROM contact WHERE contact_id IN (SELECT contact_id FROM theirs)"
    ));
}

/// The recount of one update sees what the other has just committed: it comes after the lock.
#[tokio::test]
async fn update_that_waits_for_the_event_counts_what_the_other_has_written() {
    let ctx = TestContext::start(Engine::Postgres).await;
    let item = json!(outcome(&ctx, &stored(6), "AFTC"));
    let other = Other::begin(
        &ctx,
        "SELECT 1 FROM event WHERE event_id = 900004 FOR NO KEY UPDATE;
         UPDATE contact SET complied = 'N' WHERE contact_id = 900009",
    );

    let reply = other.commit_under(&ctx, Method::PUT, item).await;

    reply.assert_empty(204);
    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(2));
    ctx.close().await;
}

/// S13: the same request is done by then, and what is done is not checked any more.
#[tokio::test]
async fn create_that_waits_for_its_component_finds_itself_done() {
    let ctx = TestContext::start(Engine::Postgres).await;
    create(&ctx, vec![new(1)]).await;
    let done = ctx.database.snapshot();
    take_away(&ctx, &format!("external_reference = '{}'", urn(&fresh(1))));
    let lock = format!("SELECT 1 FROM rqmnt WHERE rqmnt_id = {REQUIREMENT} FOR NO KEY UPDATE");
    let other = Other::begin(&ctx, &format!("{lock}; INSERT INTO contact SELECT * FROM theirs"));
    let closing = format!("UPDATE rqmnt SET active_flag = 0 WHERE rqmnt_id = {REQUIREMENT}");

    let reply = other.commit_after(&ctx, Method::POST, json!(new(1)), |other| other.write(&closing)).await;

    reply.assert_empty(201);
    assert_eq!(ctx.database.snapshot(), done);
    ctx.close().await;
}

#[tokio::test]
async fn update_that_waits_for_a_contact_finds_it_deleted() {
    let ctx = TestContext::start(Engine::Postgres).await;
    let change = json!(ChangedAppointment { staff: code("STAFF01"), ..keep(&ctx, &stored(5)) });
    let other = Other::begin(
        &ctx,
        "UPDATE contact SET soft_deleted = 1, row_version = row_version + 1 WHERE contact_id = 900007",
    );

    let reply = other.commit_under(&ctx, Method::PUT, change).await;

    reply.assert_refused(
        400,
        "InvalidReference",
        &format!("Could not find appointments with references: [{}]", urn(&stored(5))),
        &[("appointments[0].reference", "Unknown", "is not known")],
    );
    let contacts = ctx.database.contacts();
    let row = contacts.iter().find(|row| row.contact_id == 900_007).unwrap();
    assert_eq!((row.soft_deleted, row.row_version, row.staff_id), (1, 1, 900_002));
    ctx.close().await;
}

/// Its event is not the one that has been locked. The next try locks and counts the right one.
#[tokio::test]
async fn update_that_waits_for_a_contact_finds_it_on_another_event() {
    let ctx = TestContext::start(Engine::Postgres).await;
    let item = json!(outcome(&ctx, &stored(6), "AFTC"));
    let other = Other::begin(
        &ctx,
        &format!(
            "UPDATE contact SET event_id = {LICENCE_EVENT}, rqmnt_id = NULL,
                lic_condition_id = {LICENCE_CONDITION}, row_version = row_version + 1
             WHERE contact_id = 900008"
        ),
    );

    let reply = other.commit_under(&ctx, Method::PUT, item).await;

    reply.assert_empty(204);
    assert_eq!(ctx.log.count(LOST_RACE), 1);
    let counts = [EVENT, LICENCE_EVENT].map(|event| ctx.database.failures_to_comply(event));
    assert_eq!(counts, [None, Some(1)]);
    assert_eq!(ctx.database.contact(&stored(6)).row_version, 2);
    ctx.close().await;
}

/// Nothing that both would lock keeps the two apart, only the reference that the other has just taken.
#[tokio::test]
async fn create_that_waits_for_its_reference_finds_it_taken_for_another_component() {
    let ctx = TestContext::start(Engine::Postgres).await;
    create(&ctx, vec![of_licence_condition(new(1))]).await;
    let done = ctx.database.snapshot();
    take_away(&ctx, &format!("external_reference = '{}'", urn(&fresh(1))));
    let other = Other::begin(&ctx, "INSERT INTO contact SELECT * FROM theirs");

    let reply = other.commit_under(&ctx, Method::POST, json!(new(1))).await;

    reply.assert_refused(
        409,
        "Conflict",
        &format!("Appointments already exist with different details: [{}]", fresh(1)),
        &[("appointments[0].reference", "Conflict", "exists already with other details")],
    );
    assert_eq!(ctx.log.count(LOST_RACE), 1);
    assert_eq!(ctx.database.snapshot().contacts, done.contacts);
    ctx.close().await;
}

/// A session that locks contacts before events, as none of this service does. It waits for longer before it looks for a
/// deadlock, so that the service's transaction is the one that PostgreSQL breaks off.
#[tokio::test]
async fn update_that_falls_to_a_deadlock_is_run_again() {
    let ctx = TestContext::start(Engine::Postgres).await;
    let item = json!(outcome(&ctx, &stored(6), "AFTC"));
    let other = Other::begin(
        &ctx,
        "SET LOCAL deadlock_timeout = '1min'; SET LOCAL lock_timeout = 0;
         SELECT 1 FROM contact WHERE contact_id = 900008 FOR NO KEY UPDATE",
    );
    let crossing = format!("SELECT 1 FROM event WHERE event_id = {EVENT} FOR NO KEY UPDATE");

    let reply = other.commit_after(&ctx, Method::PUT, item, |other| other.write(&crossing)).await;

    reply.assert_empty(204);
    assert_eq!(ctx.log.count(LOST_RACE), 1);
    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(1));
    assert_eq!(ctx.database.contact(&stored(6)).row_version, 1);
    ctx.close().await;
}

/// D27: the date is set and the note added again, but what has commenced does not commence once more.
#[tokio::test]
async fn meeting_that_waits_for_its_component_finds_it_commenced() {
    let ctx = TestContext::start(Engine::Postgres).await;
    create(&ctx, vec![pre_group(1, "2026-07-06")]).await;
    let contacts = ctx.database.contacts_of_type("ECOM");
    let theirs = ctx.database.requirement(REQUIREMENT).notes.unwrap();
    take_away(&ctx, &format!("external_reference = '{}' OR contact_type_id = 12", urn(&fresh(1))));
    ctx.database.execute(&format!(
        "UPDATE rqmnt SET commencement_date = NULL, rqmnt_notes = NULL, row_version = 0
         WHERE rqmnt_id = {REQUIREMENT}"
    ));
    let other = Other::begin(
        &ctx,
        &format!(
            "UPDATE rqmnt SET commencement_date = '2026-07-06', rqmnt_notes = '{theirs}', row_version = 1
             WHERE rqmnt_id = {REQUIREMENT};
             INSERT INTO contact SELECT * FROM theirs"
        ),
    );

    let reply = other.commit_under(&ctx, Method::POST, json!(pre_group(2, "2026-07-08"))).await;

    reply.assert_empty(201);
    assert_eq!(ctx.database.contacts_of_type("ECOM"), contacts);
    let requirement = ctx.database.requirement(REQUIREMENT);
    let ours = theirs.replace("06/07/2026", "08/07/2026");
    assert_eq!(requirement.notes, Some(format!("{theirs}\n\n{ours}")));
    assert_eq!(requirement.commencement_date, Some(time("2026-07-08T00:00:00")));
    assert_eq!(requirement.row_version, 2);
    ctx.close().await;
}
