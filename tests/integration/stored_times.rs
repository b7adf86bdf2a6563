//! Times that the service stores are cut to the microsecond, whatever the engine could hold (behaviour 0.5).

use crate::appointments::{REQUIREMENT, create, delete, fresh, outcome, pre_group, stored, time, update};
use apd_tests::{Engine, TestContext, both_engines};
use chrono::TimeDelta;

both_engines!(times_are_cut_to_the_microsecond);

async fn times_are_cut_to_the_microsecond(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.clock.set("2026-06-15T12:00:00.123456789+01:00");
    let now = time("2026-06-15T12:00:00.123456");

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    create(&ctx, vec![pre_group(1, "2026-07-06")]).await;
    delete(&ctx, &[fresh(1)]).await;

    let written: Vec<_> =
        ctx.database.contacts().into_iter().filter(|row| row.last_updated_datetime == now).collect();
    assert_eq!(
        written.len(),
        5,
        "the update, what it is recorded by, its review, the meeting and its commencement"
    );
    let made: Vec<_> = written.iter().filter(|row| row.created_datetime == now).collect();
    assert_eq!(made.len(), 4);
    for row in ctx.database.linked_to(900_008) {
        assert_eq!(row.contact_start_time, Some(now));
    }
    let [enforcement] = ctx.database.enforcements().try_into().unwrap();
    assert_eq!(enforcement.response_date, Some(now + TimeDelta::days(7)));
    let times =
        [enforcement.action_taken_time, enforcement.created_datetime, enforcement.last_updated_datetime];
    assert_eq!(times, [now; 3]);
    let audited: Vec<_> = ctx.database.audit().iter().map(|row| row.date_time).collect();
    assert_eq!(audited, [now; 3]);
    assert_eq!(ctx.database.requirement(REQUIREMENT).last_updated_datetime, now);
    assert!(ctx.database.snapshot().counts.iter().any(|(_, _, updated)| *updated == now));
    ctx.close().await;
}
