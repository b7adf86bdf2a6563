//! Events handled at the same moment: each effect once (behaviour D25, D28).

use crate::appointments::time;
use crate::events::{CRN, REQUIREMENT, completion, event, status, stored_contact};
use crate::unavailable::WAITING_FOR_A_LOCK;
use apd_server::app::events::Handled;
use apd_server::config::Config;
use apd_server::domain::ReceivedEvent;
use apd_server::messaging::Verdict;
use apd_tests::events::Handling;
use apd_tests::messages::{self, STATUS_UPDATED, notification};
use apd_tests::{Engine, Events, TestContext, both_engines, eventually};
use diesel::connection::SimpleConnection;
use futures::future::join_all;
use uuid::Uuid;

both_engines!(
    message_delivered_twice_at_once_has_one_contact,
    completions_at_once_terminate_once,
    completions_at_once_with_different_times_leave_one_of_them,
    race_that_is_lost_five_times_is_transient,
    messages_are_not_turned_away_where_callers_would_be,
);

const AT: &str = "2026-06-12T14:30:00";
const ROUNDS: u32 = 10;

/// In their order by name.
fn handled(handlings: [Handling; 2]) -> [String; 2] {
    let mut names = handlings.map(|handling| format!("{:?}", handling.ok()));
    names.sort();
    names
}

async fn message_delivered_twice_at_once_has_one_contact(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;

    for round in 1..=ROUNDS {
        let event = events.about(CRN, &status("SCHEDULED")).await;
        let (first, second) = tokio::join!(events.status_updated(&event), events.status_updated(&event));

        assert_eq!(handled([first, second]), ["StatusChangeDuplicate", "StatusChanged"]);
        assert_eq!(ctx.database.contacts_of_type("EIBD").len(), round as usize);
    }
    ctx.close().await;
}

async fn messages_are_not_turned_away_where_callers_would_be(engine: Engine) {
    let no_queue = |config: &mut Config| {
        config.database.pool_size = 1;
        config.database.queue_limit = 0;
        config.database.writer_queue_limit = 0;
    };
    let ctx = TestContext::builder(engine).configure(no_queue).build().await;
    let (_events, told) = event(&ctx, &status("SCHEDULED")).await;
    let told = messages::event(STATUS_UPDATED, CRN, told.detail_url.as_deref().unwrap());

    let deliveries = (0..20).map(|_| ctx.deliver(notification(Uuid::new_v4(), &told)));
    let verdicts = join_all(deliveries).await;

    assert_eq!(verdicts, [Verdict::Handled; 20]);
    assert_eq!(ctx.log.count("message to be tried again"), 0);
    ctx.close().await;
}

async fn completions_at_once_terminate_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let (events, event) = event(&ctx, &completion(REQUIREMENT, AT)).await;

    let (first, second) = tokio::join!(events.programme_complete(&event), events.programme_complete(&event));

    assert_eq!(handled([first, second]), ["ComponentTerminated", "ComponentTerminationRepeated"]);
    assert_eq!(ctx.database.requirement_termination(REQUIREMENT).row_version, 1);
    assert_eq!(ctx.database.contacts_of_type("ETER").len(), 2);
    assert_eq!(ctx.database.domain_events().len(), 1);
    assert_eq!(stored_contact(&ctx, 900_018).row_version, 1);
    ctx.close().await;
}

async fn completions_at_once_with_different_times_leave_one_of_them(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let early = events.about(CRN, &completion(REQUIREMENT, AT)).await;
    let late = events.about(CRN, &completion(REQUIREMENT, "2026-06-13T10:00:00")).await;

    let (first, second) = tokio::join!(events.programme_complete(&early), events.programme_complete(&late));

    let last = if first.ok() == Handled::ComponentTerminationUpdated { AT } else { "2026-06-13T10:00:00" };
    assert_eq!(handled([first, second]), ["ComponentTerminated", "ComponentTerminationUpdated"]);
    let stored = ctx.database.requirement_termination(REQUIREMENT);
    assert_eq!((stored.row_version, stored.termination_date), (2, Some(time(last))));
    let contact = ctx.database.contacts_of_type("ETER").pop().unwrap();
    assert_eq!((contact.contact_start_time, contact.row_version), (Some(time(last)), 1));
    assert_eq!(ctx.database.domain_events().len(), 1);
    ctx.close().await;
}

/// A trigger loses every race for the writer, in the words of the engine.
async fn race_that_is_lost_five_times_is_transient(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(match engine {
        Engine::Postgres => {
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END $$;
             CREATE TRIGGER lose BEFORE INSERT ON contact FOR EACH ROW EXECUTE FUNCTION lose()"
        }
        Engine::Sqlite => {
            "CREATE TRIGGER lose BEFORE INSERT ON contact BEGIN SELECT RAISE(ABORT, 'database is locked'); END"
        }
    });
    let events = Events::start(&ctx).await;
    let status = events.about(CRN, &status("SCHEDULED")).await;
    let completion = events.about(CRN, &completion(REQUIREMENT, AT)).await;
    let before = ctx.database.event_snapshot();

    events.status_updated(&status).await.assert_transient();
    events.programme_complete(&completion).await.assert_transient();

    assert_eq!(ctx.log.count("transaction lost a race"), 10);
    assert_eq!(ctx.database.event_snapshot(), before);
    ctx.close().await;
}

/// Has a completion handled while another session holds what it has written, and commits when the completion has come to wait
/// for it. Only PostgreSQL lets two be that far.
async fn handle_under(
    ctx: &TestContext,
    events: &Events<'_>,
    event: &ReceivedEvent,
    theirs: &str,
) -> Handled {
    let mut other = ctx.database.connect();
    other.batch_execute(&format!("BEGIN; {theirs}")).unwrap();
    let commit = async {
        eventually("a completion that waits", async || ctx.database.count(WAITING_FOR_A_LOCK) == 1).await;
        other.batch_execute("COMMIT").unwrap();
    };
    let (handling, ()) = tokio::join!(events.programme_complete(event), commit);
    handling.ok()
}

/// What is decided by is read after the lock.
#[tokio::test]
async fn completion_that_waits_for_its_component_finds_it_terminated() {
    let ctx = TestContext::start(Engine::Postgres).await;
    let (events, event) = event(&ctx, &completion(REQUIREMENT, AT)).await;
    let theirs = format!("UPDATE rqmnt SET termination_date = '{AT}' WHERE rqmnt_id = {REQUIREMENT}");

    let handled = handle_under(&ctx, &events, &event, &theirs).await;

    assert_eq!(handled, Handled::ComponentTerminationRepeated);
    assert_eq!(ctx.database.domain_events(), []);
    ctx.close().await;
}

#[tokio::test]
async fn completion_takes_turns_with_those_who_lock_the_event() {
    let ctx = TestContext::start(Engine::Postgres).await;
    let events = Events::start(&ctx).await;

    for at in [AT, "2026-06-13T10:00:00"] {
        let event = events.about(CRN, &completion(REQUIREMENT, at)).await;
        let theirs = "SELECT 1 FROM event WHERE event_id = 900007 FOR NO KEY UPDATE";
        handle_under(&ctx, &events, &event, theirs).await;
    }
    ctx.close().await;
}

#[tokio::test]
async fn completion_that_waits_for_a_contact_finds_its_outcome() {
    let ctx = TestContext::start(Engine::Postgres).await;
    let (events, event) = event(&ctx, &completion(REQUIREMENT, AT)).await;
    let theirs = "UPDATE contact SET contact_outcome_type_id = 1 WHERE contact_id = 900018";

    let handled = handle_under(&ctx, &events, &event, theirs).await;

    assert_eq!(handled, Handled::ComponentTerminated);
    assert_eq!(stored_contact(&ctx, 900_018).soft_deleted, 0);
    assert_eq!(stored_contact(&ctx, 900_019).soft_deleted, 1);
    ctx.close().await;
}

#[tokio::test]
async fn completion_that_waits_for_a_transfer_finds_it_accepted() {
    let ctx = TestContext::start(Engine::Postgres).await;
    ctx.database.execute("UPDATE rqmnt_transfer SET rqmnt_id = 5000000004");
    let (events, event) = event(&ctx, &completion(REQUIREMENT, AT)).await;
    let theirs = "UPDATE rqmnt_transfer SET transfer_status_id = 1002";

    let handled = handle_under(&ctx, &events, &event, theirs).await;

    assert_eq!(handled, Handled::ComponentTerminated);
    assert_eq!(ctx.database.rejected_transfers(), []);
    ctx.close().await;
}
