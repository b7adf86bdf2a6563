//! What this service asks the client about a completed programme (behaviour 3.3, 3.5; consumer 2.2, 2.3).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::matching;
use crate::receiver::{CRN, LICENCE_CONDITION, REQUIREMENT, Receiver};
use apd_server::app::events::Handled;
use apd_tests::messages::{PROGRAMME_COMPLETE, event};
use pact_consumer::patterns::JsonPattern;
use serde_json::{Value, json};

contracts!(
    of_a_requirement,
    of_a_licence_condition,
    of_a_review_that_was_not_attended,
    without_a_token_of_use,
    without_the_role,
    of_an_unknown_referral,
);

const REFERRAL: &str = "7b1c6a34-52a8-4c55-9f0e-3f1f2a6d7c10";
const PATH: &str = "/referral/7b1c6a34-52a8-4c55-9f0e-3f1f2a6d7c10/completion-data";

fn call(state: &str) -> Call {
    Call::of_the_client("the data of a completed programme")
        .sends("GET", PATH)
        .given(state, &json!({ "referralId": REFERRAL }))
}

fn told(address: &str) -> Value {
    event(PROGRAMME_COMPLETE, CRN, &format!("{address}{PATH}"))
}

/// The id is a text. The `Z` is not true: it is London's wall time.
fn completion(id: i64, kind: &str) -> JsonPattern {
    json_pattern!({
        "licReqId": matching(r"^\d{1,18}$", &id.to_string()),
        "licReqCompletedAt": matching(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z?$", "2026-06-12T09:30:00.000Z"),
        "sourcedFromEntityType": kind,
    })
}

fn of_a_requirement() -> Contract {
    call("a referral of a requirement whose programme is completed")
        .receives(200, completion(REQUIREMENT, "REQUIREMENT"))
        .at_an_address(async |address| {
            let receiver = Receiver::start(Some(&address)).await;

            assert_eq!(receiver.receives(&told(&address)).await.unwrap(), Handled::ComponentTerminated);

            let stored = receiver.ctx.database.requirement_termination(REQUIREMENT);
            assert_eq!(stored.termination_date, Some("2026-06-12T09:30:00".parse().unwrap()));
            receiver.end().await;
        })
}

fn of_a_licence_condition() -> Contract {
    call("a referral of a licence condition whose programme is completed")
        .receives(200, completion(LICENCE_CONDITION, "LICENCE_CONDITION"))
        .at_an_address(async |address| {
            let receiver = Receiver::start(Some(&address)).await;

            assert_eq!(receiver.receives(&told(&address)).await.unwrap(), Handled::ComponentTerminated);

            let stored = receiver.ctx.database.licence_condition_termination(LICENCE_CONDITION);
            assert_eq!(stored.termination_date, Some("2026-06-12T09:30:00".parse().unwrap()));
            receiver.end().await;
        })
}

/// Whatever the body says.
fn is_refused(state: &str, status: u16, is_worth_another_try: bool) -> Contract {
    call(state).receives_status(status).at_an_address(async move |address| {
        let receiver = Receiver::start(Some(&address)).await;

        let failure = receiver.receives(&told(&address)).await.unwrap_err();

        assert_eq!(failure.is_transient(), is_worth_another_try, "{failure}");
        receiver.end().await;
    })
}

fn of_a_review_that_was_not_attended() -> Contract {
    is_refused("a referral whose review was not attended", 400, false)
}

fn without_a_token_of_use() -> Contract {
    is_refused("a sender whose token has expired", 401, true)
}

fn without_the_role() -> Contract {
    is_refused("a sender without the role", 403, false)
}

fn of_an_unknown_referral() -> Contract {
    is_refused("no referral", 404, false)
}
