//! The service is killed (SIGKILL) while it handles messages, and started again, until the queue is empty.
//!
//! | test | queue | what is killed |
//! | --- | --- | --- |
//! | `killed_service_handles_every_message_once` | 20 receives | a service with 500 messages before it, again and again |
//! | `redrive_completes_what_kills_made_dead_letters` | 3 receives | a service whose calls for some messages are never answered, until these are dead letters; then they are redriven |
//!
//! Messages are changes of status, completions, first, repeated and with another time, completions before the start,
//! copies of all of these, and bad ones of every kind. At the end the database must be what each of them says once, and the
//! bad ones alone must be dead letters, for their reasons.
//!
//! A kill comes after a random number of effects: at any moment, in a transaction, or as soon as one has ended.
//!
//! | variable | means | default |
//! | --- | --- | --- |
//! | `KILLED_CONSUMER_KILLS` | kills on each engine; on the queue of 3 receives half as many, or some more | 6 |
//! | `KILLED_CONSUMER_SEED` | the seed of a run before, which it has printed | a random one |
//!
//! ```sh
//! KILLED_CONSUMER_KILLS=25 cargo test -p apd-tests --test integration killed_consumer:: -- --nocapture
//! ```
//!
//! | module | holds |
//! | --- | --- |
//! | `chance` | chance, by the seed |
//! | `world` | the components that are completed |
//! | `message`, `bad`, `mixture` | messages, and what they mean |
//! | `rig` | what is killed, and everything around it |
//! | `verify`, `expected` | what must be so at the end, and stand in the database |
//! | `log`, `tally` | what came of it |

mod bad;
mod chance;
mod expected;
mod log;
mod message;
mod mixture;
mod rig;
mod tally;
mod verify;
mod world;

use crate::model::settings::variable;
use apd_tests::{Engine, both_engines, eventually_within};
use message::Message;
use mixture::{mixture, portion};
use rig::{Moment, Rig};
use std::time::Duration;

both_engines!(killed_service_handles_every_message_once, redrive_completes_what_kills_made_dead_letters,);

/// Messages before a service that is killed six times; a longer run has more.
const MESSAGES: usize = 500;
const MESSAGES_FOR_EACH_KILL: usize = 20;

/// How many kills there may be beyond that, until each kind was met with.
const MOST_TRIES: usize = 10;

/// Longer than any run.
const NEVER: Duration = Duration::from_secs(24 * 3_600);

/// Each once before any comes again.
const MOMENTS: [Moment; 3] = [Moment::Commit, Moment::Transaction, Moment::Any];

fn kills() -> usize {
    variable("KILLED_CONSUMER_KILLS").unwrap_or(6)
}

fn seed() -> u64 {
    variable("KILLED_CONSUMER_SEED").unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0)
}

async fn killed_service_handles_every_message_once(engine: Engine) {
    let (seed, kills) = (seed(), kills());
    println!("{engine:?}, 20 receives: KILLED_CONSUMER_SEED={seed} KILLED_CONSUMER_KILLS={kills}");
    let messages = MESSAGES.max(kills * MESSAGES_FOR_EACH_KILL);
    let mut rig = Rig::start(engine, seed, 20, messages / 40).await;
    let messages = mixture(&mut rig.author, &rig.components, messages);
    rig.send(&messages).await;
    let all_effects = mixture::effects(&messages);
    let most_effects = all_effects / (kills + MOST_TRIES);

    while let Some(moment) = next_moment(&mut rig, kills) {
        let effects = rig.effects() + 1 + rig.author.chance.below(most_effects);
        rig.serve().await;
        // While the service starts it may do more than that.
        rig.kill(effects.min(all_effects), moment).await;
    }
    rig.serve().await;
    rig.drained().await;

    rig.count_dead_letters().await;
    rig.verify().await;
    println!("{engine:?}, 20 receives: {:#?}", rig.tally);
    let bad = messages.iter().filter(|message| message.is_bad()).count();
    let tally = &rig.tally;
    assert_eq!((tally.sent, tally.dead_letters), (messages.len(), bad), "{}", rig.run());
    assert!(tally.kills >= kills && tally.kills_in_flight > 0, "{}", rig.run());
    assert!(tally.kills_in_transaction > 0 && tally.dropped_after_a_kill > 0, "{}", rig.run());
}

/// The moment of the next kill, if there is to be one: after as many as wanted, chance may not have met yet with a kill in a
/// transaction, or with one whose message was delivered again to no effect.
fn next_moment(rig: &mut Rig, kills: usize) -> Option<Moment> {
    rig.tally.count(&rig.log);
    let tally = &rig.tally;
    if tally.kills < kills {
        Some(MOMENTS[tally.kills % MOMENTS.len()])
    } else if tally.kills >= kills + MOST_TRIES {
        None
    } else if tally.kills_in_transaction == 0 {
        Some(Moment::Transaction)
    } else if tally.dropped_after_a_kill == 0 {
        Some(Moment::Commit)
    } else {
        None
    }
}

async fn redrive_completes_what_kills_made_dead_letters(engine: Engine) {
    let (seed, kills) = (seed(), kills());
    println!("{engine:?}, 3 receives: KILLED_CONSUMER_SEED={seed} KILLED_CONSUMER_KILLS={kills}");
    let kills = kills.div_ceil(2);
    let mut rig = Rig::start(engine, seed, 3, mixture::COMPONENTS_OF_A_ROUND * kills).await;

    let (mut held, mut rounds) = (0, 0);
    while rig.tally.kills < kills {
        held += round(&mut rig).await;
        rounds += 1;
    }

    println!("{engine:?}, 3 receives: {:#?}", rig.tally);
    let tally = &rig.tally;
    assert!(tally.good_dead_letters >= held && tally.redriven == tally.dead_letters, "{}", rig.run());
    assert!(tally.kills_in_flight >= rounds, "{}", rig.run());
}

/// Has kills make dead letters of messages whose details the client's API does not give, and has these redriven when it
/// does. Gives how many they were.
async fn round(rig: &mut Rig) -> usize {
    let held = mixture::held(&mut rig.author, &mut rig.components);
    let never: Vec<_> =
        held.iter().map(|one| Message { reply: one.reply.clone().after(NEVER), ..one.clone() }).collect();
    rig.send(&never).await;
    let mut moments = MOMENTS.into_iter();
    rig.serve().await;
    while are_held(rig, &held).await {
        match moments.next() {
            Some(moment) => {
                let portion = portion(&mut rig.author, &mut rig.components);
                let effects = rig.effects() + 1 + rig.author.chance.below(mixture::effects(&portion) / 2);
                rig.send(&portion).await;
                rig.kill(effects, moment).await;
            }
            None => rig.kill(0, Moment::Any).await,
        }
        rig.serve().await;
    }
    rig.drained().await;
    let good = rig.count_dead_letters().await;
    // Nobody has failed to handle them.
    assert!(held.iter().all(|one| good.get(&one.body) == Some(&None)), "{}", rig.run());

    held.iter().for_each(|one| rig.api.answer(&one.path, [one.reply.clone()]));
    // Of these the redrive then brings a second one, as it does when it dies between sending and deleting.
    let (copied, _) = held.split_at(held.len() / 2);
    rig.send(copied).await;
    rig.drained().await;
    rig.redrive().await;
    rig.drained().await;
    rig.verify().await;
    rig.end();
    held.len()
}

/// Waits until the service waits for the details of all those messages that are not dead letters yet. Says whether there are
/// any. A receive that was open at a kill may have been given some, too, and so have used up one of theirs.
async fn are_held(rig: &Rig, held: &[Message]) -> bool {
    let asked = || held.iter().filter(|one| rig.was_asked_for(one)).count();
    let patience = Duration::from_secs(60);
    eventually_within(patience, "calls that are not answered", async || {
        let asked = asked();
        asked == held.len() || rig.queue.holds(0, asked).await
    })
    .await;
    asked() > 0
}
