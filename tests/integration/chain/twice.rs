//! Every message twice: each effect once (behaviour D28, S24).

use super::rig::{Chain, News, recorded};
use crate::events::{
    CRN, LICENCE_CONDITION, REQUIREMENT, TRANSFERRED, completion, licence_completion, status, stored_contact,
    with,
};
use apd_tests::{Engine, both_engines};
use serde_json::json;

both_engines!(
    status_that_is_delivered_twice_is_recorded_once,
    completion_that_is_delivered_twice_terminates_once,
    messages_that_are_in_the_queue_twice_have_their_effects_once,
);

const AT: &str = "2026-06-12T14:30:00.000Z";

/// Has a message delivered, and after its end once more. Gives what came of both deliveries.
async fn deliver_twice(chain: &Chain, news: &News) -> Vec<String> {
    let body = chain.tell(1, news);
    for _ in 0..2 {
        chain.queue.send(&body).await;
        chain.handled().await;
    }
    chain.deliveries(1).into_iter().map(|(outcome, ..)| outcome).collect()
}

async fn status_that_is_delivered_twice_is_recorded_once(engine: Engine) {
    let chain = Chain::start(engine).await;

    let outcomes = deliver_twice(&chain, &News::something()).await;

    assert_eq!(outcomes, ["StatusChanged", "StatusChangeDuplicate"]);
    assert_eq!(recorded(&chain.ctx.database), [1]);
    chain.close().await;
}

async fn completion_that_is_delivered_twice_terminates_once(engine: Engine) {
    let chain = Chain::start(engine).await;

    let outcomes = deliver_twice(&chain, &News::completion(CRN, completion(TRANSFERRED, AT))).await;

    assert_eq!(outcomes, ["ComponentTerminated", "ComponentTerminationRepeated"]);
    let database = &chain.ctx.database;
    assert_eq!(database.requirement_termination(TRANSFERRED).row_version, 1);
    assert_eq!(database.contacts_of_type("ETCX").len(), 1);
    assert_eq!((database.rejected_transfers().len(), database.domain_events().len()), (1, 1));
    chain.close().await;
}

/// Both copies may be in hand at the same moment.
async fn messages_that_are_in_the_queue_twice_have_their_effects_once(engine: Engine) {
    let chain = Chain::start(engine).await;
    let of_licence = with(status("BREACH"), "sourcedFromEntityType", json!("LICENCE_CONDITION"));
    let all = [
        News::something(),
        News::status(CRN, with(of_licence, "sourcedFromEntityId", json!(LICENCE_CONDITION))),
        News::completion(CRN, completion(REQUIREMENT, AT)),
        News::completion(CRN, licence_completion(LICENCE_CONDITION, AT)),
    ];
    let terminations = chain.ctx.database.contacts_of_type("ETER").len();
    let bodies: Vec<_> = (1..).zip(&all).map(|(number, news)| chain.tell(number, news)).collect();

    chain.queue.send_all(bodies.iter().chain(&bodies).cloned()).await;
    chain.handled().await;

    let database = &chain.ctx.database;
    assert_eq!(recorded(database), [1, 2]);
    assert_eq!(database.requirement_termination(REQUIREMENT).row_version, 1);
    assert_eq!(database.licence_condition_termination(LICENCE_CONDITION).row_version, 1);
    assert_eq!(database.contacts_of_type("ETER").len(), terminations + 2);
    assert_eq!(database.domain_events().len(), 2);
    // A future contact of the requirement, which its end deletes.
    assert_eq!(stored_contact(&chain.ctx, 900_018).row_version, 1);
    chain.close().await;
}
