//! The service is killed during bulk writes.
//!
//! Batches are sent, and the process is killed at a random moment (SIGKILL): before it has begun, in its transaction, between
//! commit and response, or after. What the database holds then must be what the model says of some of the requests done
//! whole and the others not at all. The service is started again with a later clock, and what was not answered is sent
//! again, as the client does, until it is; the database must be what the model says again: each reference once, nothing by
//! halves, an audit row for each change, counts as recounted.
//!
//! | variable | means | default |
//! | --- | --- | --- |
//! | `CRASH_KILLS` | kills on each engine | 6 |
//! | `CRASH_SEED` | the seed of a run before, which it has printed | a random one |
//!
//! ```sh
//! CRASH_KILLS=500 cargo test -p apd-tests --test integration crash:: -- --nocapture
//! ```

use crate::model::compare::{Sent, check_invariants, explain};
use crate::model::director::Director;
use crate::model::plan::{self, Plan};
use crate::model::request::Request;
use crate::model::rules::Model;
use crate::model::settings::variable;
use crate::model::state::State;
use crate::model::world;
use crate::observer::Observer;
use crate::service_process::ServiceProcess;
use apd_tests::issuer::TestIssuer;
use apd_tests::{Engine, TestDatabase};
use chrono::{NaiveDateTime, TimeDelta};
use futures::future::join_all;
use proptest::strategy::{Just, Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::time::{Duration, Instant};
use tokio::time::MissedTickBehavior;

mod killed_service_leaves_nothing_by_halves {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        super::killed_service_leaves_nothing_by_halves(super::Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::killed_service_leaves_nothing_by_halves(super::Engine::Postgres).await;
    }
}

/// Items of a batch: enough for its transaction to take a while.
const ITEMS: std::ops::Range<usize> = 40..200;

/// Looks at the database in the time that a batch takes, for about half of which its transaction is open. There is a pause
/// between them: on SQLite a look takes microseconds, and all kills would come as soon as a transaction has begun.
const LOOKS: u32 = 10;

/// How often a kill that is to come at a certain moment is tried.
const MOST_TRIES: usize = 10;

async fn killed_service_leaves_nothing_by_halves(engine: Engine) {
    let seed = variable("CRASH_SEED").unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0);
    let kills: usize = variable("CRASH_KILLS").unwrap_or(6);
    println!("{engine:?}: CRASH_SEED={seed} CRASH_KILLS={kills}");
    let mut run = Run::start(engine, seed).await;
    for _ in 0..kills {
        let moment = run.pick(moment());
        run.kill_once(moment).await.unwrap_or_else(|failure| run.fail(seed, &failure));
    }
    let wanted: [(Moment, Count); 3] = [
        (Moment::Amid(1), |tally| tally.in_transaction),
        (Moment::Commit, |tally| tally.committed_unanswered),
        (Moment::Answered, |tally| tally.answers_thrown_away),
    ];
    for (moment, count) in wanted {
        run.kill_at(moment, count).await.unwrap_or_else(|failure| run.fail(seed, &failure));
    }
    println!("{engine:?}: {:?}", run.tally);
    // The moment between a commit and its answer is too short to be met for certain.
    let Tally { in_transaction, answers_thrown_away, .. } = run.tally;
    assert!(in_transaction > 0 && answers_thrown_away > 0, "CRASH_SEED={seed}: {:?}", run.tally);
}

/// When the kills came.
#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    requests: usize,
    items: usize,
    /// Kills while a transaction was open.
    in_transaction: usize,
    /// Requests that were answered before the kill.
    answered: usize,
    /// Kills after a commit before the answer to it.
    committed_unanswered: usize,
    /// Requests that were answered, and whose answers the client was kept from.
    answers_thrown_away: usize,
    /// Kills that undid at least one request, or came before it began.
    undone: usize,
}

/// How many kills of a run have come at a certain moment.
type Count = fn(&Tally) -> usize;

struct Run {
    database: TestDatabase,
    issuer: TestIssuer,
    observer: Observer,
    service: ServiceProcess,
    now: NaiveDateTime,
    model: Model,
    director: Director,
    random: TestRunner,
    /// How long a batch takes that nobody disturbs.
    pace: Duration,
    tally: Tally,
}

impl Run {
    async fn start(engine: Engine, seed: u64) -> Run {
        let database = TestDatabase::with_fixtures(engine);
        database.load(&world::rows());
        let issuer = TestIssuer::start().await;
        let now = NaiveDateTime::from(world::MIDDLE) - TimeDelta::hours(60);
        let service = start_service(&database, &issuer, now).await;
        let mut observer = Observer::new(&database);
        let model = Model { state: State::read(observer.conn()) };
        let config =
            Config { rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..Config::default() };
        Run {
            database,
            issuer,
            observer,
            service,
            now,
            model,
            director: Director::new(),
            random: TestRunner::new(config),
            pace: Duration::from_millis(100),
            tally: Tally::default(),
        }
    }

    /// Kills until a kill of the run has come at a moment, or so often without success: one that is aimed at it may come
    /// too early or too late.
    async fn kill_at(&mut self, moment: Moment, count: Count) -> Result<(), String> {
        for _ in 0..MOST_TRIES {
            if count(&self.tally) > 0 {
                break;
            }
            self.kill_once(moment).await?;
        }
        Ok(())
    }

    /// Sends batches, kills the service meanwhile, starts it again, and sends again what was not answered.
    async fn kill_once(&mut self, moment: Moment) -> Result<(), String> {
        let plans = self.pick(proptest::collection::vec(batch(), 1..3));
        let requests: Vec<_> =
            plans.iter().map(|plan| self.director.request(plan, &self.model, self.now)).collect();
        let sent = self.send_and_kill(requests, moment).await;
        self.observer.wait_until_alone().await;
        let before = self.model.clone();
        self.verify(&sent)?;
        self.count(&sent, &before, moment);

        self.now += TimeDelta::minutes(7);
        self.service = start_service(&self.database, &self.issuer, self.now).await;
        for sent in sent.into_iter().filter(|sent| sent.answer.is_none()) {
            self.send_until_done(sent.request).await?;
        }
        Ok(())
    }

    async fn send_and_kill(&mut self, requests: Vec<Request>, moment: Moment) -> Vec<Sent> {
        let sending = requests.iter().map(|request| {
            let (request, caller) = (request.clone(), self.service.caller.clone());
            tokio::spawn(async move { request.try_send(&caller).await })
        });
        let sending: Vec<_> = sending.collect();
        match moment {
            Moment::Amid(looks) => self.tally.in_transaction += usize::from(self.watch(looks).await),
            Moment::Commit => self.wait_for_commit(),
            Moment::Answered => {
                join_all(sending).await;
                self.service.kill();
                self.tally.answers_thrown_away += requests.len();
                return requests.into_iter().map(|request| Sent { request, answer: None }).collect();
            }
        }
        self.service.kill();
        let answers = join_all(sending).await.into_iter().map(Result::unwrap);
        requests.into_iter().zip(answers).map(|(request, answer)| Sent { request, answer }).collect()
    }

    /// Looks until so many looks have seen a transaction open, or one that was seen is over, or the time is up. Says whether
    /// one is open now.
    async fn watch(&mut self, looks: u32) -> bool {
        let deadline = self.deadline();
        let mut ticks = tokio::time::interval(self.pace / LOOKS);
        // Looks that come late must not come all at once.
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut seen, mut is_open) = (0, false);
        while seen < looks && (is_open || seen == 0) && Instant::now() < deadline {
            ticks.tick().await;
            is_open = self.observer.sees_transaction();
            seen += u32::from(is_open);
        }
        is_open
    }

    /// Looks all the time, as the answer follows a commit at once. Blocks this thread alone: the requests go on on others.
    fn wait_for_commit(&mut self) {
        let deadline = self.deadline();
        for is_open in [true, false] {
            while self.observer.sees_transaction() != is_open && Instant::now() < deadline {
                std::thread::yield_now();
            }
        }
    }

    /// When a batch that is sent now is over by any measure.
    fn deadline(&self) -> Instant {
        Instant::now() + 3 * self.pace
    }

    async fn send_until_done(&mut self, request: Request) -> Result<(), String> {
        loop {
            let begun = Instant::now();
            let answer = request.send(&self.service.caller).await;
            self.pace = begun.elapsed();
            let is_done = !answer.lost_race();
            self.verify(&[Sent { request: request.clone(), answer: Some(answer) }])?;
            if is_done {
                return Ok(());
            }
        }
    }

    /// Sees that the database is what the model says of these requests.
    fn verify(&mut self, sent: &[Sent]) -> Result<(), String> {
        let found = State::read(self.observer.conn());
        self.model = explain(&self.model, sent, &found, self.now)?;
        check_invariants(&found)
    }

    fn count(&mut self, sent: &[Sent], before: &Model, moment: Moment) {
        let unanswered = sent.iter().filter(|sent| sent.answer.is_none()).count();
        let answered = sent.len() - unanswered;
        let is_changed = before.state != self.model.state;
        self.tally.kills += 1;
        self.tally.requests += sent.len();
        self.tally.items += sent.iter().map(|sent| sent.request.size()).sum::<usize>();
        self.tally.answered += answered;
        let are_thrown_away = matches!(moment, Moment::Answered);
        self.tally.committed_unanswered += usize::from(answered == 0 && is_changed && !are_thrown_away);
        self.tally.undone += usize::from(unanswered > 0 && !is_changed);
    }

    fn fail(&self, seed: u64, failure: &str) -> ! {
        panic!("CRASH_SEED={seed}, {:?}: {failure}", self.tally);
    }

    fn pick<T: std::fmt::Debug>(&mut self, strategy: impl Strategy<Value = T>) -> T {
        strategy.new_tree(&mut self.random).expect("nothing is rejected").current()
    }
}

/// Starts the service at a London wall time.
async fn start_service(database: &TestDatabase, issuer: &TestIssuer, now: NaiveDateTime) -> ServiceProcess {
    ServiceProcess::start(database, issuer, &world::moment(now), |_| {}).await
}

/// When the service is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// Once so many of the [`LOOKS`] have seen a transaction open, or it has ended before; at once if none need to.
    Amid(u32),
    /// As soon as a transaction has ended.
    Commit,
    /// When all is answered, but the answers are lost on their way, and the client sends everything again.
    Answered,
}

fn moment() -> impl Strategy<Value = Moment> {
    proptest::prop_oneof![
        2 => (0..=LOOKS / 2).prop_map(Moment::Amid),
        1 => Just(Moment::Commit),
        1 => Just(Moment::Answered),
    ]
}

/// A batch that can be done.
fn batch() -> impl Strategy<Value = Plan> {
    let batch = || plan::batch(ITEMS).prop_map(|batch| plan::Batch { is_faulty: false, ..batch });
    proptest::prop_oneof![
        3 => batch().prop_map(Plan::Create),
        4 => batch().prop_map(Plan::Update),
        2 => batch().prop_map(Plan::Delete),
    ]
}
