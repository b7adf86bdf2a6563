//! The events of the client that this service consumes (behaviour 3.1, 3.2; consumer 2), from the envelope to the rows.

use crate::call_back::REFERRAL;
use crate::contract::{Contract, contracts};
use crate::matchers::{matching, moment};
use crate::message::{Message, Received};
use crate::receiver::{CRN, REQUIREMENT, Receiver};
use apd_server::app::events::Handled;
use apd_tests::client_api::Reply;
use apd_tests::messages::{PROGRAMME_COMPLETE, STATUS_UPDATED};
use pact_consumer::patterns::JsonPattern;
use serde_json::{Value, json};

contracts!(status_updated, programme_complete);

/// Some host of the client's.
const ORIGIN: &str = "https://manage-and-deliver.example.org";

fn event(event_type: &str, detail: &str) -> JsonPattern {
    let url = format!("{ORIGIN}/referral/{REFERRAL}/{detail}");
    json_pattern!({
        "eventType": event_type,
        "detailUrl": matching(&format!("^https?://[^/?#]+/referral/[0-9a-f-]{{36}}/{detail}$"), &url),
        "occurredAt": moment("2026-06-15T10:15:30.123456789+01:00"),
        "personReference": { "identifiers": [{ "type": "CRN", "value": matching(r"^[A-Z]\d{6}$", CRN) }] },
    })
}

/// Has the event handled, by what its attributes say, while the client's API is a stand-in with this answer.
async fn handled(message: Received, detail: &str, answer: Value) -> Handled {
    let receiver = Receiver::start(None).await;
    receiver.api.answer(&format!("/referral/{REFERRAL}/{detail}"), [Reply::ok(answer)]);
    let mut event = message.body;
    let url = event["detailUrl"].as_str().unwrap().replacen(ORIGIN, &receiver.api.base_url(), 1);
    event["detailUrl"] = json!(url);

    let handled = receiver.receives_with(&event, &message.attributes).await.unwrap();

    receiver.end().await;
    handled
}

fn status_updated() -> Contract {
    const DETAIL: &str = "status-change-details";
    Message::of_the_client("a new status")
        .given("a referral of a requirement", &json!({ "referralId": REFERRAL }))
        .bears("eventType", STATUS_UPDATED)
        .says(event(STATUS_UPDATED, DETAIL))
        .read_by(async |message| {
            let answer = json!({
                "newStatus": "ON_PROGRAMME", "sourcedFromEntityType": "REQUIREMENT",
                "sourcedFromEntityId": REQUIREMENT, "description": "The person has started the programme.",
            });
            assert_eq!(handled(message, DETAIL, answer).await, Handled::StatusChanged);
        })
}

fn programme_complete() -> Contract {
    const DETAIL: &str = "completion-data";
    Message::of_the_client("a completed programme")
        .given("a referral of a requirement whose programme is completed", &json!({ "referralId": REFERRAL }))
        .bears("eventType", PROGRAMME_COMPLETE)
        .says(event(PROGRAMME_COMPLETE, DETAIL))
        .read_by(async |message| {
            let answer = json!({
                "licReqId": REQUIREMENT.to_string(), "licReqCompletedAt": "2026-06-12T09:30:00.000Z",
                "sourcedFromEntityType": "REQUIREMENT",
            });
            assert_eq!(handled(message, DETAIL, answer).await, Handled::ComponentTerminated);
        })
}
