//! What this service asks the client about a completed programme (behaviour 3.3, 3.5; consumer 2.2, 2.3).

use crate::call_back::CallBack;
use crate::contract::{Contract, contracts};
use crate::matchers::matching;
use crate::receiver::{LICENCE_CONDITION, REQUIREMENT, Receiver};
use apd_server::app::events::Handled;
use apd_tests::messages::PROGRAMME_COMPLETE;
use pact_consumer::patterns::JsonPattern;

contracts!(
    of_a_requirement,
    of_a_licence_condition,
    of_a_review_that_was_not_attended,
    without_a_token_of_use,
    without_the_role,
    of_an_unknown_referral,
);

const CALL: CallBack = CallBack {
    description: "the data of a completed programme",
    detail: "completion-data",
    event_type: PROGRAMME_COMPLETE,
};

/// The id is a text. The `Z` is not true: it is London's wall time.
fn completion(id: i64, kind: &str) -> JsonPattern {
    json_pattern!({
        "licReqId": matching(r"^\d{1,18}$", &id.to_string()),
        "licReqCompletedAt": matching(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z?$", "2026-06-12T09:30:00.000Z"),
        "sourcedFromEntityType": kind,
    })
}

fn of_a_requirement() -> Contract {
    CALL.given("a referral of a requirement whose programme is completed")
        .receives(200, completion(REQUIREMENT, "REQUIREMENT"))
        .at_an_address(async |address| {
            let receiver = Receiver::start(Some(&address)).await;

            assert_eq!(receiver.receives(&CALL.event(&address)).await.unwrap(), Handled::ComponentTerminated);

            let stored = receiver.ctx.database.requirement_termination(REQUIREMENT);
            assert_eq!(stored.termination_date, Some("2026-06-12T09:30:00".parse().unwrap()));
            receiver.end().await;
        })
}

fn of_a_licence_condition() -> Contract {
    CALL.given("a referral of a licence condition whose programme is completed")
        .receives(200, completion(LICENCE_CONDITION, "LICENCE_CONDITION"))
        .at_an_address(async |address| {
            let receiver = Receiver::start(Some(&address)).await;

            assert_eq!(receiver.receives(&CALL.event(&address)).await.unwrap(), Handled::ComponentTerminated);

            let stored = receiver.ctx.database.licence_condition_termination(LICENCE_CONDITION);
            assert_eq!(stored.termination_date, Some("2026-06-12T09:30:00".parse().unwrap()));
            receiver.end().await;
        })
}

fn of_a_review_that_was_not_attended() -> Contract {
    CALL.is_refused("a referral whose review was not attended", 400, false)
}

fn without_a_token_of_use() -> Contract {
    CALL.is_refused("a sender whose token has expired", 401, true)
}

fn without_the_role() -> Contract {
    CALL.is_refused("a sender without the role", 403, false)
}

fn of_an_unknown_referral() -> Contract {
    CALL.is_refused("no referral", 404, false)
}
