//! The three writes against a model of their rules.
//!
//! Random sequences of create, update and delete are sent to the real server, some alone and some two to four at a time:
//! batches that can be done, batches with faults, requests sent again, references used before, references of deleted
//! appointments. A small model ([`rules`]) does the same over lists of rows. After each step every answer (status, message,
//! paths of `fields`) and every row that the writes touch must be what the model says; for requests sent at the same time,
//! in some order of them. A request that was answered `Conflicting update, try again` has done nothing but leave its audit
//! row. The clock is moved between the steps, over the change of clocks in March.
//!
//! | variable | means | default |
//! | --- | --- | --- |
//! | `MODEL_CASES` | sequences on each engine | 3 |
//! | `MODEL_STEPS` | steps of a sequence | 25 |
//! | `MODEL_SEED` | the seed of a run before, which it has printed | a random one |
//!
//! ```sh
//! MODEL_CASES=1000 MODEL_STEPS=40 cargo test -p apd-tests --test integration model:: -- --nocapture
//! ```
//!
//! Seeds of sequences that failed are kept in `sequence_regressions.txt`, those of `order` in `order_regressions.txt`, and
//! tried first. A sequence with requests at the same time need not fail each time.
//!
//! | module | holds |
//! | --- | --- |
//! | `world` | the sentences, components and contacts that there are, and what codes stand for |
//! | `plan`, `director` | what proptest makes up; how it becomes requests that mostly can be done |
//! | `request` | requests and answers as values |
//! | `rules` | the model |
//! | `state`, `compare` | rows of the database; whether they are what the model says |

pub mod compare;
pub mod director;
mod order;
pub mod plan;
pub mod request;
pub mod rules;
pub mod settings;
pub mod state;
pub mod world;

use apd_tests::{Caller, Engine, TestContext, both_engines};
use chrono::{NaiveDateTime, TimeDelta};
use compare::{Sent, check_invariants, explain};
use director::Director;
use futures::future::join_all;
use plan::{Plan, Step};
use proptest::test_runner::TestCaseError;
use rules::Model;
use settings::{Regressions, Settings};
use state::State;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

both_engines!(blocking database_is_what_the_model_says);

fn database_is_what_the_model_says(engine: Engine) {
    let settings = Settings::from_environment();
    println!("{engine:?}: {settings:?}");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let tally = RefCell::new(Tally::default());

    let result = settings.runner(Regressions::Sequences).run(&plan::steps(settings.steps), |steps| {
        let case = case(engine, &steps, &tally);
        let done = runtime.block_on(case).map_err(TestCaseError::fail)?;
        // A service that refuses everything would agree with the model, too: then another sequence takes this one's place.
        let is_each_done = ["create", "update", "delete"].iter().all(|kind| done.contains(kind));
        if is_each_done { Ok(()) } else { Err(TestCaseError::reject("a kind of write was never done")) }
    });

    println!("{engine:?}: {:#?}", tally.borrow());
    settings.pass(result);
}

/// How often which answer was given, alone and at the same time as others.
#[derive(Debug, Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn count(&mut self, sent: &[Sent]) {
        for sent in sent {
            let Some(answer) = &sent.answer else { continue };
            let message = answer.message.split(':').next().unwrap_or_default();
            let together = if sent.request.size() > 1 { "several" } else { "one" };
            let name = format!("{} {} {message} ({together})", sent.request.name(), answer.status);
            *self.0.entry(name).or_default() += 1;
        }
        *self.0.entry(format!("steps of {} requests", sent.len())).or_default() += 1;
    }
}

/// One sequence, in a database of its own. Gives the kinds of writes of which at least one was done.
async fn case(
    engine: Engine,
    steps: &[Step],
    tally: &RefCell<Tally>,
) -> Result<BTreeSet<&'static str>, String> {
    let ctx = TestContext::start(engine).await;
    ctx.database.load(&world::rows());
    let mut conn = ctx.database.connect();
    let mut model = Model { state: State::read(&mut conn) };
    check_invariants(&model.state)?;
    let mut director = Director::new();
    let mut now = NaiveDateTime::from(world::MIDDLE) - TimeDelta::hours(36);
    let mut caller = ctx.at(&world::moment(now));
    let mut done = BTreeSet::new();
    for step in steps {
        match step {
            Step::Clock(minutes) => {
                now = moved(now, *minutes);
                caller = ctx.at(&world::moment(now));
            }
            Step::Send(plans) => {
                let sent = send(&caller, &mut director, plans, &model, now).await;
                let found = State::read(&mut conn);
                model = explain(&model, &sent, &found, now)?;
                check_invariants(&found)?;
                tally.borrow_mut().count(&sent);
                done.extend(sent.iter().filter(|sent| sent.is_done()).map(|sent| sent.request.name()));
            }
        }
    }
    drop(conn);
    ctx.close().await;
    Ok(done)
}

/// Sends requests, all at the same time.
async fn send(
    caller: &Caller,
    director: &mut Director,
    plans: &[Plan],
    model: &Model,
    now: NaiveDateTime,
) -> Vec<Sent> {
    let requests: Vec<_> = plans.iter().map(|plan| director.request(plan, model, now)).collect();
    let answers = join_all(requests.iter().map(|request| request.send(caller))).await;
    let sent = |(request, answer)| Sent { request, answer: Some(answer) };
    requests.into_iter().zip(answers).map(sent).collect()
}

/// The clock, kept within a fortnight, and out of the hour that London's clocks skip.
fn moved(now: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    let middle = NaiveDateTime::from(world::MIDDLE);
    let moved = now + TimeDelta::minutes(minutes);
    let away = moved - middle;
    if away.num_days().abs() > 7 {
        middle - TimeDelta::hours(36)
    } else if away.num_hours() == 1 {
        moved + TimeDelta::hours(1)
    } else {
        moved
    }
}
