//! The steps that change something: one appointment, which is gone again at the end.

use super::found::Found;
use super::journey::Journey;
use super::plan::{FIRST, MOVED, Plan};
use super::read::COMPONENTS_NOT_KNOWN;
use super::stop::Stop;
use crate::args::Smoke;
use apd_client::Client;

/// What is known of the appointment after the create.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    /// It is there.
    Yes,
    /// It never will be.
    No,
    /// The create was not answered, or not by the service: it may have been done, or may still be under way.
    Perhaps,
}

/// Creates, finds, moves and deletes an appointment.
pub async fn write(journey: &mut Journey, client: &Client, smoke: &Smoke, found: &Found) {
    let Some(plan) = Plan::for_component(smoke, found) else {
        return match found.is_complete() {
            true => journey
                .fail("create", "the case has no such requirement or licence condition to create it for"),
            false => journey.skip("create", COMPONENTS_NOT_KNOWN),
        };
    };
    // Before anything is written: what cannot be interrupted in an orderly way could not be cleaned up.
    let mut stop = match Stop::listen() {
        Ok(stop) => stop,
        Err(error) => return journey.fail("create", &format!("no signals can be listened for: {error}")),
    };
    let made = tokio::select! {
        made = create(journey, client, &plan) => made,
        reason = stop.asked() => {
            journey.fail("interruption", reason);
            Made::Perhaps
        }
    };
    let is_gone = match made {
        Made::No => true,
        Made::Perhaps => false,
        Made::Yes => tokio::select! {
            is_gone = change_and_delete(journey, client, &plan) => is_gone,
            reason = stop.asked() => {
                journey.fail("interruption", reason);
                false
            }
        },
    };
    if !is_gone {
        clean_up(journey, client, &plan, made).await;
    }
}

async fn create(journey: &mut Journey, client: &Client, plan: &Plan) -> Made {
    match journey.attempt("create", plan.create(client), |()| plan.told()).await {
        Ok(()) => Made::Yes,
        Err(fault) if fault.is_without_effect() => Made::No,
        Err(_) => Made::Perhaps,
    }
}

/// Says whether the appointment is known to be gone at the end.
async fn change_and_delete(journey: &mut Journey, client: &Client, plan: &Plan) -> bool {
    journey.step("find it", plan.expect(client, FIRST), |()| "it is there".to_owned()).await;
    if journey.step("update", plan.update(client), |()| "it is moved".to_owned()).await.is_some() {
        let moved = plan.expect(client, MOVED);
        journey.step("find it moved", moved, |()| "it has moved".to_owned()).await;
    }
    if journey.step("delete", plan.delete(client), |()| "it is deleted".to_owned()).await.is_none() {
        return false;
    }
    journey.step("find nothing", plan.expect_nothing(client), |()| "it is gone".to_owned()).await.is_some()
}

/// Deletes what may have been created.
///
/// The service carries a create through when its caller has gone, and a gateway that gave up does not stop it. Deleted
/// before it is done, the appointment would appear afterwards. So the create is sent once more, which waits for the
/// first one as long as the service waits for a lock, finds the appointment as it shall be and leaves it alone (D15,
/// S13). Where that is not long enough, the report says that something may be left behind.
async fn clean_up(journey: &mut Journey, client: &Client, plan: &Plan, made: Made) {
    let is_settled = made == Made::Yes
        || journey.step("create again", plan.create(client), |()| "it is there".to_owned()).await.is_some();
    let deletion = async {
        plan.delete(client).await?;
        plan.expect_nothing(client).await
    };
    let is_gone = journey.step("clean up", deletion, |()| "nothing is found".to_owned()).await.is_some();
    if is_settled && is_gone {
        return;
    }
    let by_hand = format!("delete it by hand: apd appointment delete {}", plan.reference());
    let advice = match is_gone {
        true => format!("the first create may still be done; in some minutes {by_hand}"),
        false => by_hand,
    };
    journey.fail("left behind", &advice);
}
