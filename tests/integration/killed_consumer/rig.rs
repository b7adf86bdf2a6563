//! A queue, a database and a client's API that stay, and services that come and go.

use super::chance::Chance;
use super::log::{self, Log};
use super::message::{Author, Message};
use super::tally::Tally;
use super::world::{self, Component};
use crate::observer::Observer;
use crate::service_process::ServiceProcess;
use apd_server::config::Config;
use apd_server::known_of_dead_letters;
use apd_server::messaging::dead_letters::{Chosen, DeadLetter, DeadLetters};
use apd_tests::client_api::{CLIENT_ID, CLIENT_SECRET, ClientApi};
use apd_tests::clock::TestClock;
use apd_tests::database::{self, terminated::EventSnapshot};
use apd_tests::issuer::TestIssuer;
use apd_tests::localstack::{TestQueue, TestQueueSettings};
use apd_tests::{Engine, TestDatabase, eventually_within, fixtures};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a message stays hidden when its service was killed; the shortest that can be configured.
const VISIBILITY: Duration = Duration::from_secs(2);

/// How long hundreds of messages may take, on a machine that does other things as well.
const PATIENCE: Duration = Duration::from_secs(240);

/// How long a transaction may take to begin or to end; a kill that was aimed at it then comes at any moment.
const LONGEST_AIM: Duration = Duration::from_secs(5);

/// How many effects there are: contacts that record a status, and terminations.
const EFFECTS: &str = "SELECT (SELECT count(*) FROM domain_event) + (SELECT count(*) FROM contact \
     WHERE external_reference LIKE 'urn:uk:gov:hmpps:accredited-programmes-service:%')";

/// At which moment a service is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// At any.
    Any,
    /// While a transaction is open.
    Transaction,
    /// Between a commit and the deletion of the message.
    Commit,
}

pub struct Rig {
    pub tally: Tally,
    pub author: Author,
    pub api: ClientApi,
    pub queue: TestQueue,
    pub components: Vec<Component>,
    seed: u64,
    pub(super) database: TestDatabase,
    issuer: TestIssuer,
    observer: Observer,
    pub(super) log: Log,
    service: Option<ServiceProcess>,
    pub(super) before: EventSnapshot,
    /// All that were sent, each once.
    pub(super) messages: Vec<Message>,
    /// The bodies of all bad ones that were sent, copies included.
    pub(super) bad_bodies: Vec<String>,
    /// How often the client's API was called for each message when the service was started.
    calls: BTreeMap<String, u64>,
    /// How long the log was then.
    lines: usize,
}

impl Rig {
    /// With a queue of so many receives, and so many components of each kind to complete.
    pub async fn start(engine: Engine, seed: u64, receives: u32, components: usize) -> Rig {
        let (database, components) = (TestDatabase::with_fixtures(engine), world::components(components));
        database.load(&world::rows(&components));
        let api = ClientApi::start().await;
        let settings = TestQueueSettings { receives, ..TestQueueSettings::default() };
        Rig {
            tally: Tally::default(),
            author: Author::new(Chance::new(seed), api.base_url()),
            api,
            queue: TestQueue::make_with(settings).await,
            components,
            seed,
            issuer: TestIssuer::start().await,
            observer: Observer::new(&database),
            log: Log::new(),
            service: None,
            before: database.event_snapshot(),
            messages: Vec::new(),
            bad_bodies: Vec::new(),
            calls: BTreeMap::new(),
            lines: 0,
            database,
        }
    }

    /// Sends messages, and tells the client's API of them. Of new ones the copies come after the message itself.
    pub async fn send(&mut self, messages: &[Message]) {
        for message in messages {
            if !self.messages.iter().any(|other| other.body == message.body) {
                self.api.answer(&message.path, [message.reply.clone()]);
                self.messages.push(message.clone());
                self.tally.distinct += 1;
            }
        }
        self.tally.sent += messages.len();
        let bad = messages.iter().filter(|message| message.is_bad());
        self.bad_bodies.extend(bad.map(|message| message.body.clone()));
        self.queue.send_all(messages.iter().map(|message| message.body.clone())).await;
    }

    /// Starts a service.
    pub async fn serve(&mut self) {
        self.calls = self.messages.iter().map(|one| (one.path.clone(), self.api.calls(&one.path))).collect();
        self.lines = self.log.lines().len();
        let alter = |command: &mut Command| {
            consume(command, &self.queue, &self.api);
            command.stderr(self.log.append());
        };
        assert!(self.service.is_none(), "one service at a time");
        let service = ServiceProcess::start(&self.database, &self.issuer, fixtures::NOW, alter);
        self.service = Some(service.await);
    }

    /// Ends the service when it has nothing to do.
    pub fn end(&mut self) {
        self.service = None;
    }

    /// Whether the service that runs now has asked for the details of a message.
    pub fn was_asked_for(&self, message: &Message) -> bool {
        self.api.calls(&message.path) > self.calls.get(&message.path).copied().unwrap_or_default()
    }

    /// Kills the service at a moment once there are so many effects, or nothing is left that could have one.
    pub async fn kill(&mut self, effects: usize, moment: Moment) {
        let observer = &mut self.observer;
        let come = async || effects_seen(observer) >= effects;
        tokio::select! {
            () = eventually_within(PATIENCE, "effects before a kill", come) => {}
            () = drained(&self.queue) => {}
        }
        let is_begun = moment != Moment::Any && self.saw_transaction(true).await;
        let is_committed = is_begun && moment == Moment::Commit && self.saw_transaction(false).await;
        let in_transaction = self.observer.sees_transaction();
        self.service.take().expect("a service runs").kill();
        self.tally.kills += 1;
        self.tally.kills_in_transaction += usize::from(in_transaction);
        self.tally.kills_after_commit += usize::from(is_committed);
        self.tally.kills_in_flight += usize::from(log::in_flight(&self.log.lines()[self.lines..]));
        self.observer.wait_until_alone().await;
    }

    /// Waits until a transaction is seen to be open, or none is. Looks all the time, as neither may last. Says whether that
    /// came in time.
    async fn saw_transaction(&mut self, open: bool) -> bool {
        let deadline = Instant::now() + LONGEST_AIM;
        while Instant::now() < deadline {
            if self.observer.sees_transaction() == open {
                return true;
            }
            tokio::task::yield_now().await;
        }
        false
    }

    /// How many effects there are.
    pub fn effects(&mut self) -> usize {
        effects_seen(&mut self.observer)
    }

    /// Waits until no message is left but dead letters.
    pub async fn drained(&self) {
        drained(&self.queue).await;
    }

    /// The dead letters, as `dlq list --body` has them.
    pub async fn dead_letters(&self) -> Vec<DeadLetter> {
        let mut config = Config::development();
        config.database = database::settings(self.database.url());
        let clock = Arc::new(TestClock::at(fixtures::now()));
        let log = slog::Logger::root(slog::Discard, slog::o!());
        let known = known_of_dead_letters(&config, clock, log).unwrap();
        let letters = DeadLetters::of(self.queue.sqs_settings()).await.unwrap();
        let listing = letters.list(&known, true).await.unwrap();
        assert!(listing.is_complete);
        listing.letters
    }

    /// Redrives all dead letters, as `dlq redrive` does.
    pub async fn redrive(&mut self) {
        let letters = DeadLetters::of(self.queue.sqs_settings()).await.unwrap();
        let redriven = letters.redrive(&Chosen::All).await.unwrap();
        assert_eq!((redriven.not_deleted, redriven.is_complete), (0, true));
        self.tally.redriven += redriven.sent;
    }

    /// How to have this run again, and how far it came.
    pub fn run(&self) -> String {
        format!("KILLED_CONSUMER_SEED={} {:?}", self.seed, self.tally)
    }

    /// Counts dead letters. Gives the bodies of those that have nothing wrong with them, with the reasons that are recorded.
    pub async fn count_dead_letters(&mut self) -> BTreeMap<String, Option<String>> {
        let letters = self.dead_letters().await;
        self.tally.dead_letters += letters.len();
        let bad: BTreeSet<_> = self.bad_bodies.iter().collect();
        let letters = letters.into_iter().map(|letter| (letter.body.unwrap(), letter.reason));
        let good: BTreeMap<_, _> = letters.filter(|(body, _)| !bad.contains(body)).collect();
        self.tally.good_dead_letters += good.len();
        good
    }
}

fn effects_seen(observer: &mut Observer) -> usize {
    usize::try_from(observer.count(EFFECTS)).unwrap()
}

async fn drained(queue: &TestQueue) {
    let is_empty = async || queue.is_empty().await;
    eventually_within(PATIENCE, "the end of the queue", is_empty).await;
}

/// Has a service consume a queue, and call the client's API for as long as that takes.
fn consume(command: &mut Command, queue: &TestQueue, api: &ClientApi) {
    let sqs = queue.sqs_settings();
    command
        .env("APD_LOG__LEVEL", "info")
        .env("APD_LOG__FORMAT", "json")
        .env("APD_MESSAGING__QUEUE_URL", sqs.queue_url)
        .env("APD_MESSAGING__ENDPOINT_URL", sqs.endpoint_url.unwrap())
        .env("APD_MESSAGING__CONCURRENCY", "20")
        .env("APD_MESSAGING__WAIT_TIME_SECONDS", "1")
        .env("APD_MESSAGING__VISIBILITY_TIMEOUT_SECONDS", VISIBILITY.as_secs().to_string())
        .env("APD_MESSAGING__RETRY_DELAY_MS", "1000")
        .env("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", api.base_url())
        .env("APD_ACCREDITED_PROGRAMMES__TOKEN_URL", api.token_url())
        .env("APD_ACCREDITED_PROGRAMMES__CLIENT_ID", CLIENT_ID)
        .env("APD_ACCREDITED_PROGRAMMES__CLIENT_SECRET", CLIENT_SECRET)
        .env("APD_ACCREDITED_PROGRAMMES__CALL_TIMEOUT_MS", "600000");
}
