//! Every sample of `localstack/samples` through the queue: what it leads to, and what the bad ones are refused for.

mod table;

use super::rig::Chain;
use apd_server::store::schema::{contact, offender, r_contact_type};
use apd_tests::client_api::ClientApi;
use apd_tests::localstack::TestQueue;
use apd_tests::samples::{self, CLIENT_API, Sample};
use apd_tests::{Engine, TestContext, TestDatabase, both_engines};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use table::{Effect, SAMPLES};
use uuid::Uuid;

both_engines!(samples_lead_to_what_their_table_says);

/// So often a message of the queue is received before it is a dead letter.
const RECEIVES: i64 = 3;

/// What samples may write: new contacts by person, type and time; ends of components; the outbox.
#[derive(Debug, PartialEq)]
struct Written {
    contacts: Vec<(String, String, Option<NaiveDateTime>)>,
    ends: BTreeMap<i64, Option<NaiveDateTime>>,
    outgoing: usize,
}

impl Written {
    /// What stands in a database, with the contacts behind one of them.
    fn in_database(database: &TestDatabase, last_contact: i64) -> Written {
        let contacts = contact::table
            .inner_join(offender::table)
            .inner_join(r_contact_type::table)
            .filter(contact::contact_id.gt(last_contact))
            .order((offender::crn, r_contact_type::code, contact::contact_start_time))
            .select((offender::crn, r_contact_type::code, contact::contact_start_time));
        let components = database.event_snapshot();
        let components = components.requirements.into_iter().chain(components.licence_conditions);
        Written {
            contacts: contacts.load(&mut database.connect()).unwrap(),
            ends: components.map(|row| (row.id, row.termination_date)).collect(),
            outgoing: database.domain_events().len(),
        }
    }

    /// Adds what a sample leads to.
    fn add(&mut self, effect: &Effect) {
        let mut contact = |crn: &str, code: &str, at: &str| {
            self.contacts.push((crn.to_owned(), code.to_owned(), Some(time(at))));
        };
        match effect {
            Effect::Contact(crn, code, at) => contact(crn, code, at),
            Effect::Termination { crn, component, at, transfers } => {
                contact(crn, "ETER", at);
                (0..*transfers).for_each(|_| contact(crn, "ETCX", at));
                self.ends.insert(*component, Some(time(at)));
                self.outgoing += 1;
            }
            Effect::Move { component, at } => drop(self.ends.insert(*component, Some(time(at)))),
            Effect::Nothing | Effect::Refusal(_) => {}
        }
        self.contacts.sort();
    }
}

fn time(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

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

/// The key of a message: the id that SNS gave to it, or one made of the body's bytes (behaviour S22, S32).
fn key(sample: &Sample) -> String {
    let told = serde_json::from_str::<Value>(&sample.body).ok();
    let told = told.and_then(|body| body["MessageId"].as_str().map(str::to_owned));
    told.unwrap_or_else(|| Uuid::new_v5(&Uuid::NAMESPACE_OID, sample.body.as_bytes()).to_string())
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
    let table: BTreeMap<_, _> = SAMPLES.iter().map(|(name, effect)| (*name, effect)).collect();
    assert!(samples.keys().eq(table.keys()), "the table has other samples than the folder");
    let (mut refusals, mut bad_bodies) = (BTreeMap::new(), Vec::new());
    let last_contact = database.contacts().last().unwrap().contact_id;
    let mut expected = Written::in_database(database, last_contact);
    for (name, effect) in &table {
        expected.add(effect);
        if let Effect::Refusal(reason) = effect {
            refusals.insert(key(&samples[*name]), reason.replace("API", &address));
            bad_bodies.push(samples[*name].body.clone());
        }
    }
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
