//! Callers who change the same things at the same moment (behaviour D15, D25).

use crate::appointments::{
    EVENT, REQUIREMENT, code, create, delete, fresh, keep, new, new_on, outcome, pre_group, stored,
    try_create, try_delete, try_update, unchanged, update,
};
use crate::unavailable::WAITING_FOR_A_LOCK;
use apd_client::types::{ChangedAppointment, NewAppointment};
use apd_tests::{Engine, TestContext, both_engines, eventually};
use diesel::connection::SimpleConnection;
use std::collections::BTreeSet;
use std::time::Duration;

both_engines!(
    two_identical_creations_at_once_end_with_one_set_of_rows,
    two_different_creations_of_one_reference_end_with_one_of_them,
    two_failures_to_comply_recorded_at_once_are_both_counted,
    meetings_created_at_once_commence_their_component_once,
    overlapping_batches_in_opposite_order_all_succeed,
    deletion_and_update_at_once_do_not_undo_each_other,
    race_that_is_lost_five_times_is_a_conflict,
);

const LOST: &str = "Conflicting update, try again";
const UNAVAILABLE: &str = "The service is not available at the moment, try again later";
const ROUNDS: u32 = 10;

async fn two_identical_creations_at_once_end_with_one_set_of_rows(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let before = ctx.database.contacts().len();

    for round in 1..=ROUNDS {
        let items = || (0..5).map(|number| new(round * 10 + number)).collect();
        let (first, second) = tokio::join!(try_create(&ctx, items()), try_create(&ctx, items()));

        first.assert_empty(201);
        second.assert_empty(201);
    }

    let contacts = ctx.database.contacts();
    let references: BTreeSet<_> = contacts.iter().filter_map(|row| row.external_reference.clone()).collect();
    assert_eq!(contacts.len() - before, 5 * ROUNDS as usize);
    assert!((1..=ROUNDS).all(|round| references.contains(&crate::appointments::urn(&fresh(round * 10)))));
    assert_eq!(ctx.database.audit().len(), 5 * ROUNDS as usize);
    assert_eq!(ctx.counters().appointments_created.get(), u64::from(5 * ROUNDS));
    ctx.close().await;
}

async fn two_different_creations_of_one_reference_end_with_one_of_them(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for round in 1..=ROUNDS {
        let other = NewAppointment { staff: code("STAFF01"), ..new(round) };
        let (first, second) = tokio::join!(try_create(&ctx, vec![new(round)]), try_create(&ctx, vec![other]));

        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        let staff = if first.status == 201 { 900_002 } else { 900_001 };
        assert_eq!(ctx.database.contact(&fresh(round)).staff_id, staff);
    }
    ctx.close().await;
}

async fn two_failures_to_comply_recorded_at_once_are_both_counted(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for _ in 0..ROUNDS {
        for (code, count) in [("AFTC", 2), ("ATTC", 0)] {
            let item = |number| vec![outcome(&ctx, &stored(number), code)];
            let (first, second) = tokio::join!(try_update(&ctx, item(6)), try_update(&ctx, item(7)));

            first.assert_empty(204);
            second.assert_empty(204);
            assert_eq!(ctx.database.failures_to_comply(EVENT), Some(count));
        }
    }
    assert_eq!(ctx.database.contacts_of_type("ARWS").len(), 1);
    ctx.close().await;
}

async fn meetings_created_at_once_commence_their_component_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let meeting = |number| vec![pre_group(number, "2026-07-06")];

    let replies = tokio::join!(
        try_create(&ctx, meeting(1)),
        try_create(&ctx, meeting(2)),
        try_create(&ctx, meeting(3)),
        try_create(&ctx, meeting(1)),
    );

    for reply in [replies.0, replies.1, replies.2, replies.3] {
        reply.assert_empty(201);
    }
    let requirement = ctx.database.requirement(REQUIREMENT);
    assert_eq!(requirement.row_version, 3);
    assert_eq!(requirement.notes.unwrap().matches("Actual Start Date").count(), 3);
    assert_eq!(ctx.database.contacts_of_type("ECOM").len(), 1);
    ctx.close().await;
}

async fn overlapping_batches_in_opposite_order_all_succeed(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, (1..=10).map(|number| new_on(number, "2026-06-08")).collect()).await;
    let batch = |caller: &str, round: u32| -> Vec<ChangedAppointment> {
        let note = format!("{caller} {round}");
        let change = |number| ChangedAppointment { notes: Some(note.clone()), ..keep(&ctx, &fresh(number)) };
        (1..=10).map(change).collect()
    };

    for round in 1..=ROUNDS {
        let mut backwards = batch("Second", round);
        backwards.reverse();
        for item in &mut backwards {
            item.outcome = Some(code(if round % 2 == 0 { "ATTC" } else { "AFTC" }));
        }
        let (first, second) =
            tokio::join!(try_update(&ctx, batch("First", round)), try_update(&ctx, backwards));

        first.assert_empty(204);
        second.assert_empty(204);
    }

    for number in 1..=10 {
        let row = ctx.database.contact(&fresh(number));
        let notes = row.notes.unwrap();
        let parts: Vec<_> = notes.split("\n\n").collect();
        for round in 1..=ROUNDS {
            for caller in ["First", "Second"] {
                assert!(parts.contains(&format!("{caller} {round}").as_str()), "{notes}");
            }
        }
        assert_eq!(row.row_version, i64::from(2 * ROUNDS));
    }
    assert_eq!(ctx.log.count("transaction lost a race"), 0, "both lock in the same order");
    ctx.close().await;
}

/// Whoever comes first: the other sees what is left.
async fn deletion_and_update_at_once_do_not_undo_each_other(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for round in 1..=ROUNDS {
        create(&ctx, vec![new(round)]).await;
        let row = ctx.database.contact(&fresh(round));
        let change = ChangedAppointment { staff: code("STAFF01"), ..unchanged(&row) };
        let references = [fresh(round)];
        let (deleted, updated) = tokio::join!(try_delete(&ctx, &references), try_update(&ctx, vec![change]));

        deleted.assert_empty(204);
        assert!([204, 400].contains(&updated.status), "{updated:?}");
        let row =
            ctx.database.contacts().into_iter().find(|other| other.contact_id == row.contact_id).unwrap();
        let raised = if updated.status == 204 { 2 } else { 1 };
        assert_eq!((row.soft_deleted, row.row_version), (1, raised));
    }
    delete(&ctx, &[fresh(1)]).await;
    ctx.close().await;
}

/// A trigger loses every race for the writer, in the words of the engine.
async fn race_that_is_lost_five_times_is_a_conflict(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(match engine {
        Engine::Postgres => {
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END $$;
             CREATE TRIGGER lose BEFORE INSERT OR UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION lose()"
        }
        Engine::Sqlite => {
            "CREATE TRIGGER lose BEFORE INSERT ON contact BEGIN SELECT RAISE(ABORT, 'database is locked'); END;
             CREATE TRIGGER lose_too BEFORE UPDATE ON contact
                 BEGIN SELECT RAISE(ABORT, 'database is locked'); END"
        }
    });
    let before = ctx.database.snapshot();
    let change = ChangedAppointment { staff: code("STAFF01"), ..keep(&ctx, &stored(5)) };

    let created = try_create(&ctx, vec![new(1)]).await;
    let updated = try_update(&ctx, vec![change]).await;
    let deleted = try_delete(&ctx, &[stored(8)]).await;

    for reply in [created, updated, deleted] {
        reply.assert_error(409, "Conflict", LOST);
    }
    assert_eq!(ctx.log.count("transaction lost a race"), 15);
    let mut after = ctx.database.snapshot();
    let audited = after.audit.split_off(before.audit.len());
    assert_eq!(after, before);
    let audited: Vec<_> =
        audited.iter().map(|row| (row.interaction.as_str(), row.outcome.as_str())).collect();
    assert_eq!(audited, [("CLBI003", "F"), ("CLBI007", "F"), ("CLBI009", "F")]);
    ctx.close().await;
}

/// Somebody else holds the row for longer than a statement may take.
#[tokio::test]
async fn write_that_waits_too_long_for_a_row_is_unavailable() {
    let ctx = TestContext::builder(Engine::Postgres)
        .configure(|config| config.database.statement_timeout = Duration::from_millis(200))
        .build()
        .await;
    let change = ChangedAppointment { staff: code("STAFF01"), ..keep(&ctx, &stored(5)) };
    let mut other = ctx.database.connect();
    other.batch_execute("BEGIN; SELECT 1 FROM contact WHERE contact_id = 900007 FOR UPDATE").unwrap();

    let reply = try_update(&ctx, vec![change.clone()]).await;
    other.batch_execute("ROLLBACK").unwrap();

    reply.assert_error(503, "Unavailable", UNAVAILABLE);
    assert_eq!(ctx.database.audit(), []);
    update(&ctx, vec![change]).await;
    ctx.close().await;
}

/// The writes have all connections while they wait, and give them back before the reader behind them gives up.
#[tokio::test]
async fn writes_that_wait_for_a_row_do_not_keep_readers_out() {
    let ctx = TestContext::builder(Engine::Postgres)
        .configure(|config| config.database.pool_size = 2)
        .build()
        .await;
    let change = ChangedAppointment { staff: code("STAFF01"), ..keep(&ctx, &stored(5)) };
    let mut other = ctx.database.connect();
    other.batch_execute("BEGIN; SELECT 1 FROM contact WHERE contact_id = 900007 FOR UPDATE").unwrap();
    let write = async || try_update(&ctx, vec![change.clone()]).await;
    let read = async || {
        eventually("writes that wait", async || ctx.database.count(WAITING_FOR_A_LOCK) == 2).await;
        ctx.http.get("/case/A000001/registrations").await
    };

    let (first, second, read) = tokio::join!(write(), write(), read());
    other.batch_execute("ROLLBACK").unwrap();

    for write in [first, second] {
        write.assert_error(503, "Unavailable", UNAVAILABLE);
    }
    assert_eq!(read.status, 200, "{}", read.text);
    write().await.assert_empty(204);
    ctx.close().await;
}

/// On SQLite only one transaction writes at a time, whatever it writes.
#[tokio::test]
async fn writer_who_finds_the_database_busy_has_lost_the_race() {
    let ctx = TestContext::builder(Engine::Sqlite)
        .configure(|config| config.database.busy_timeout = Duration::from_millis(1))
        .build()
        .await;
    ctx.expect_error("a refusal could not be audited");
    let mut other = ctx.database.connect();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();

    let reply = try_create(&ctx, vec![new(1)]).await;
    other.batch_execute("ROLLBACK").unwrap();

    reply.assert_error(409, "Conflict", LOST);
    create(&ctx, vec![new(1)]).await;
    ctx.close().await;
}
