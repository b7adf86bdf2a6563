//! Events of one component in either order (behaviour S36): a queue keeps none.

use crate::events::{CRN, REQUIREMENT, completion, status};
use apd_server::app::events::Handled;
use apd_tests::events::Handling;
use apd_tests::{Engine, Events, TestContext, both_engines};

both_engines!(
    status_dated_after_the_completion_is_deleted_with_what_lies_ahead,
    status_that_comes_after_the_completion_stays,
    status_of_the_day_of_the_completion_stays_in_either_order,
);

/// Statuses occur on 15 June, half past eleven.
const THREE_DAYS_BEFORE: &str = "2026-06-12T14:30:00.000Z";
const THAT_MORNING: &str = "2026-06-15T08:00:00.000Z";

async fn record_status(events: &Events<'_>) -> Handling {
    let event = events.about(CRN, &status("PROGRAMME_COMPLETE")).await;
    events.status_updated(&event).await
}

async fn complete(events: &Events<'_>, at: &str) {
    let event = events.about(CRN, &completion(REQUIREMENT, at)).await;
    assert_eq!(events.programme_complete(&event).await.ok(), Handled::ComponentTerminated);
}

/// How many contacts record the status, and are not deleted.
fn recorded(ctx: &TestContext) -> usize {
    ctx.database.contacts_of_type("EIBF").len()
}

/// It has no outcome, this service made it, and it lies after the day of the completion. Delivered again it is a duplicate all
/// the same (behaviour D28).
async fn status_dated_after_the_completion_is_deleted_with_what_lies_ahead(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let event = events.about(CRN, &status("PROGRAMME_COMPLETE")).await;
    events.status_updated(&event).await.ok();
    let before = recorded(&ctx);

    complete(&events, THREE_DAYS_BEFORE).await;

    assert_eq!((before, recorded(&ctx)), (1, 0));
    assert_eq!(events.status_updated(&event).await.ok(), Handled::StatusChangeDuplicate);
    assert_eq!(recorded(&ctx), 0);
    ctx.close().await;
}

async fn status_that_comes_after_the_completion_stays(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    complete(&events, THREE_DAYS_BEFORE).await;

    assert_eq!(record_status(&events).await.ok(), Handled::StatusChanged);

    assert_eq!(recorded(&ctx), 1);
    ctx.close().await;
}

async fn status_of_the_day_of_the_completion_stays_in_either_order(engine: Engine) {
    for status_first in [true, false] {
        let ctx = TestContext::start(engine).await;
        let events = Events::start(&ctx).await;

        if status_first {
            record_status(&events).await.ok();
            complete(&events, THAT_MORNING).await;
        } else {
            complete(&events, THAT_MORNING).await;
            record_status(&events).await.ok();
        }

        assert_eq!(recorded(&ctx), 1);
        ctx.close().await;
    }
}
