//! The order of the items of a batch on one event makes no difference (behaviour S18).
//!
//! The same batches are sent to two services, to the second with their items shuffled: first a create with outcomes, then an
//! update that sets and changes outcomes. All rows must be the same. Meetings before the group are left out: the last one of
//! the request says when a component began.

use super::director::Director;
use super::plan::{self, Batch, Plan};
use super::request::{Item, Request};
use super::rules::Model;
use super::settings::{Regressions, Settings};
use super::state::State;
use super::world;
use apd_tests::{Engine, TestContext, both_engines};
use chrono::NaiveDateTime;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

both_engines!(blocking order_of_items_makes_no_difference);

const MOST_ITEMS: usize = 20;

fn order_of_items_makes_no_difference(engine: Engine) {
    let settings = Settings::from_environment();
    println!("{engine:?}: {settings:?}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let batch = || plan::batch(2..MOST_ITEMS).prop_map(|batch| Batch { is_faulty: false, ..batch });
    let order = Just((0..MOST_ITEMS).collect::<Vec<_>>()).prop_shuffle();

    let result =
        settings.runner(Regressions::Orders).run(&(batch(), batch(), order), |(created, updated, order)| {
            let plans = [Plan::Create(created), Plan::Update(updated)];
            let are_done = runtime.block_on(case(engine, &plans, &order)).map_err(TestCaseError::fail)?;
            // Two services that refuse everything agree, too: another pair is tried in place of this one.
            if are_done { Ok(()) } else { Err(TestCaseError::reject("a batch was refused")) }
        });

    settings.pass(result);
}

/// Says whether all requests were done.
async fn case(engine: Engine, plans: &[Plan], order: &[usize]) -> Result<bool, String> {
    let now = NaiveDateTime::from(world::MIDDLE);
    let services = [TestContext::start(engine).await, TestContext::start(engine).await];
    services.iter().for_each(|ctx| ctx.database.load(&world::rows()));
    let callers = services.each_ref().map(|ctx| ctx.at(&world::moment(now)));
    let mut conns = services.each_ref().map(|ctx| ctx.database.connect());
    let mut model = Model { state: State::read(&mut conns[0]) };
    let mut director = Director::new();
    let mut are_done = true;
    for plan in plans {
        let request = on_one_event(director.request(plan, &model, now));
        let answers = [request.send(&callers[0]).await, shuffled(&request, order).send(&callers[1]).await];
        let states = conns.each_mut().map(State::read);
        if answers[0].status != answers[1].status {
            return Err(format!("{request:?}: {answers:?}"));
        }
        if let Some(difference) = states[0].difference(&states[1]) {
            return Err(format!("{request:?}, in order and shuffled: {difference}"));
        }
        are_done &= answers[0].status == request.done();
        [model.state, _] = states;
    }
    drop(conns);
    for ctx in services {
        ctx.close().await;
    }
    Ok(are_done)
}

fn on_one_event(request: Request) -> Request {
    let moved = |item: Item| Item {
        requirement: Some(item.requirement.filter(|id| *id == 910_002).unwrap_or(910_001)),
        licence_condition: None,
        kind: item.kind.filter(|kind| *kind != "PRE_GROUP_ONE_TO_ONE_MEETING"),
        ..item
    };
    match request {
        Request::Create(items) => Request::Create(items.into_iter().map(moved).collect()),
        other => other,
    }
}

fn shuffled(request: &Request, order: &[usize]) -> Request {
    let shuffle = |items: &[Item]| {
        let mut items: Vec<_> = items.iter().cloned().zip(order).collect();
        items.sort_by_key(|(_, place)| **place);
        items.into_iter().map(|(item, _)| item).collect()
    };
    match request {
        Request::Create(items) => Request::Create(shuffle(items)),
        Request::Update(items) => Request::Update(shuffle(items)),
        Request::Delete(references) => Request::Delete(references.clone()),
    }
}
