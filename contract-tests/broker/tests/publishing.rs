//! What this service expects of others, published.

use crate::programs::Programs;
use crate::stand_in::StandIn;
use apd_contract_tests::names::{MANAGE_AND_DELIVER, SERVICE};
use serde_json::json;
use wiremock::ResponseTemplate;

const PUBLISH: &str = "^/contracts/publish$";

#[tokio::test]
async fn contracts_of_this_service_as_consumer_are_published() {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker).with("BUILD_URL", "https://builds.invalid/1");

    let run = team.pacts(&["publish"]).await;

    assert_eq!(run.code, 0, "{}", run.said);
    assert_eq!(broker.records().providers(SERVICE, "5e41ce1"), [MANAGE_AND_DELIVER]);
    assert_eq!(broker.records().branches(SERVICE, "5e41ce1"), ["main"]);
    assert_eq!(broker.sent("POST", "/contracts/publish").await[0]["buildUrl"], "https://builds.invalid/1");
}

/// Until the provider has verified them, this service may not be deployed beside it.
#[tokio::test]
async fn published_contracts_bind_this_service() {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker);
    team.pacts(&["publish"]).await;
    let question = ["can-i-deploy", "--pacticipant", SERVICE, "--version", "5e41ce1"];

    let before = team.pact(&question).await;
    broker.records().kept_by(MANAGE_AND_DELIVER, "1");
    let after = team.pact(&question).await;

    assert_eq!((before.code, after.code), (1, 0));
}

#[tokio::test]
async fn publishing_fails_unless_the_broker_confirms_it() {
    let nothing = ResponseTemplate::new(200).set_body_raw("{}", "application/hal+json");
    let conflict = ResponseTemplate::new(409).set_body_raw(
        json!({ "notices": [{ "type": "error", "text": "another content" }] }).to_string(),
        "application/hal+json",
    );

    for (answer, reason) in [
        (nothing, "0 of 1 contracts of version 5e41ce1 are confirmed"),
        (conflict, "another content"),
        (ResponseTemplate::new(500), "the broker answers 500"),
    ] {
        let broker = StandIn::start().await;
        broker.spoil("POST", PUBLISH, answer).await;
        let run = Programs::new(&broker).pacts(&["publish"]).await;
        assert_eq!(run.code, 2);
        assert!(run.says(reason), "{}", run.said);
    }
}
