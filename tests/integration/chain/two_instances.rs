//! Many messages, each twice and in any order, to two instances of the service at once: each effect once (behaviour D25, D28).

use super::rig::{Chain, News, recorded, serve};
use crate::events::{
    CRN, LICENCE_CONDITION, REQUIREMENT, TRANSFERRED, TRANSFERRED_LICENCE, completion, licence_completion,
    status, with,
};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::{Value, json};
use uuid::Uuid;

both_engines!(hundred_messages_twice_in_any_order_have_each_effect_once);

const MESSAGES: u32 = 100;
const AT: &str = "2026-06-12T14:30:00.000Z";

/// Requirements of A000007 with a manager and without an end.
fn requirements() -> impl Iterator<Item = i64> {
    (5_000_000_028..=5_000_000_064).filter(|id| *id != 5_000_000_049)
}

const STATUSES: [&str; 12] = [
    "AWAITING_ASSESSMENT",
    "AWAITING_ALLOCATION",
    "SUITABLE_BUT_NOT_READY",
    "SCHEDULED",
    "ON_PROGRAMME",
    "PROGRAMME_COMPLETE",
    "DEPRIORITISED",
    "RETURN_TO_COURT",
    "BREACH",
    "RECALL",
    "WITHDRAWN",
    "DEFERRED",
];

/// Components of several people that get new statuses. Some of them end meanwhile.
const REFERRED: [(&str, &str, i64); 6] = [
    ("A000001", "REQUIREMENT", 5_000_000_001),
    ("A000002", "REQUIREMENT", 5_000_000_003),
    ("A000002", "LICENCE_CONDITION", 6_000_000_003),
    (CRN, "REQUIREMENT", REQUIREMENT),
    (CRN, "LICENCE_CONDITION", LICENCE_CONDITION),
    ("A000007", "REQUIREMENT", 5_000_000_020),
];

/// Forty completions, of a component each.
fn completions() -> Vec<News> {
    let requirement = |id| News::completion("A000007", completion(id, AT));
    let others = [
        completion(REQUIREMENT, AT),
        completion(TRANSFERRED, AT),
        licence_completion(LICENCE_CONDITION, AT),
        licence_completion(TRANSFERRED_LICENCE, AT),
    ];
    requirements().map(requirement).chain(others.map(|details| News::completion(CRN, details))).collect()
}

/// The details of a new status, of another component and another status for each number.
fn new_status(number: usize) -> News {
    let (crn, kind, id) = REFERRED[number % REFERRED.len()];
    let details = status(STATUSES[number / REFERRED.len() % STATUSES.len()]);
    let details: Value = with(details, "sourcedFromEntityType", json!(kind));
    News::status(crn, with(details, "sourcedFromEntityId", json!(id)))
}

/// Another order each time; it need not come again, since no order may make a difference.
fn shuffled<T>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut keyed: Vec<_> = items.into_iter().map(|item| (Uuid::new_v4(), item)).collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, item)| item).collect()
}

async fn hundred_messages_twice_in_any_order_have_each_effect_once(engine: Engine) {
    let chain = Chain::with(engine, |config| config.messaging.enabled = false).await;
    let database = &chain.ctx.database;
    let mut all = completions();
    let (ended, statuses) = (all.len(), MESSAGES as usize - all.len());
    all.extend((0..statuses).map(new_status));
    let bodies: Vec<_> = (1..).zip(&all).map(|(number, news)| chain.tell(number, news)).collect();
    let terminations = database.contacts_of_type("ETER").len();
    chain.queue.send_all(shuffled(bodies.iter().chain(&bodies).cloned())).await;

    let instance =
        || serve(TestContext::builder(engine).database(database), &chain.queue, &chain.api, |_| {});
    let (first, second) = tokio::join!(instance(), instance());
    chain.handled().await;

    let statuses: Vec<_> = (u32::try_from(ended).unwrap() + 1..=MESSAGES).collect();
    assert_eq!(recorded(database), statuses);
    assert_eq!(database.contacts_of_type("ETER").len(), terminations + ended);
    assert_eq!((database.contacts_of_type("ETCX").len(), database.rejected_transfers().len()), (2, 2));
    assert_eq!(database.domain_events().len(), ended);
    for requirement in requirements().chain([REQUIREMENT, TRANSFERRED]) {
        assert_eq!(database.requirement_termination(requirement).row_version, 1, "{requirement}");
    }
    assert_eq!(database.message_failures(), []);
    let handled = [&first, &second].map(|ctx| ctx.counters().messages_handled.get());
    assert_eq!(handled.iter().sum::<u64>(), u64::from(MESSAGES));
    assert!(handled.iter().all(|handled| *handled > 0), "one instance did everything: {handled:?}");
    first.close().await;
    second.close().await;
    chain.close().await;
}
