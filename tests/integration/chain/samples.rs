//! Every sample of `localstack/samples` through the queue: what it leads to, and what the bad ones are refused for.

use super::rig::Chain;
use apd_tests::client_api::ClientApi;
use apd_tests::localstack::TestQueue;
use apd_tests::samples::{self, CLIENT_API, EFFECTS, Effect, Sample, Written};
use apd_tests::{Engine, TestContext, TestDatabase, both_engines};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

both_engines!(samples_lead_to_what_their_table_says);

/// So often a message of the queue is received before it is a dead letter.
const RECEIVES: i64 = 3;

/// A chain with the sample data, and the client's API as the samples know it.
async fn start(engine: Engine) -> Chain {
    let database = tokio::task::spawn_blocking(move || Arc::new(TestDatabase::empty(engine))).await.unwrap();
    let (queue, api) = (TestQueue::make().await, ClientApi::start().await);
    api.answer_from(&samples::folder().join("replies.json")).unwrap();
    let builder = TestContext::builder(engine).database(&database);
    Chain::of(builder, queue, api, |config| config.data.load_sample = true).await
}

/// All samples, with the address of the client's API in them.
fn all(api: &str) -> BTreeMap<String, Sample> {
    let folders = samples::folder().read_dir().unwrap().map(|entry| entry.unwrap());
    let folders = folders.filter(|entry| entry.file_type().unwrap().is_dir());
    folders
        .flat_map(|folder| samples::of(folder.file_name().to_str().unwrap()).unwrap())
        .map(|sample| (sample.name.clone(), Sample { body: sample.body.replace(CLIENT_API, api), ..sample }))
        .collect()
}

async fn send(queue: &TestQueue, sample: &Sample) {
    let event_type = sample.own_event_type();
    let attributes: Vec<_> = event_type.iter().map(|value| ("eventType", value.as_str())).collect();
    queue.send_with(&sample.body, &attributes).await;
}

/// What the log says of refused messages: key and reason, a line for each delivery.
fn logged(chain: &Chain) -> Vec<(String, String)> {
    let mut lines = chain.ctx.log.lines();
    lines.retain(|line| line["msg"] == "message refused");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut logged: Vec<_> =
        lines.iter().map(|line| (text(&line["message_id"]), text(&line["error"]))).collect();
    logged.sort();
    logged
}

async fn samples_lead_to_what_their_table_says(engine: Engine) {
    let chain = start(engine).await;
    let (database, address) = (&chain.ctx.database, chain.api.address().to_string());
    let samples = all(&address);
    let table: BTreeMap<_, _> = EFFECTS.iter().map(|(name, effect)| (*name, effect)).collect();
    assert!(samples.keys().eq(table.keys()), "the table has other samples than the folder");
    let last_contact = database.contacts().last().unwrap().contact_id;
    let mut expected = Written::in_database(database, last_contact);
    table.values().for_each(|effect| expected.add(effect));
    let refusals = samples::refusals(samples.values(), &address).unwrap();
    let is_bad = |sample: &&Sample| matches!(table[&*sample.name], Effect::Refusal(_));
    let mut bad_bodies: Vec<_> = samples.values().filter(is_bad).map(|sample| sample.body.clone()).collect();
    bad_bodies.sort();
    chain.ctx.tolerate_errors("message refused");

    for sample in samples.values() {
        send(&chain.queue, sample).await;
    }
    chain.given_up(u32::try_from(refusals.len()).unwrap()).await;

    assert_eq!(Written::in_database(database, last_contact), expected);
    let failures = database.message_failures();
    assert!(failures.iter().all(|row| row.attempts == RECEIVES));
    let failures: BTreeMap<_, _> = failures.into_iter().map(|row| (row.message_id, row.reason)).collect();
    assert_eq!(failures, refusals);
    let each_delivery = refusals.clone().into_iter().flat_map(|refusal| vec![refusal; RECEIVES as usize]);
    assert_eq!(logged(&chain), each_delivery.collect::<Vec<_>>());
    let mut dead_letters = chain.queue.dead_letter_bodies().await;
    dead_letters.sort();
    assert_eq!(dead_letters, bad_bodies);
    chain.close().await;
}
