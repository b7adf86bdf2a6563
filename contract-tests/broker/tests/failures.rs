//! A broker that is of no use: nothing passes for "no contracts, all good".

use crate::client::expectation;
use crate::programs::Programs;
use crate::stand_in::StandIn;
use apd_contract_tests::names::SERVICE;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

const LIST: &str = "for-verification$";
const HAL: &str = "application/hal+json";

fn hal(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(body.to_string(), HAL)
}

/// A broker with a contract that the service keeps.
async fn broker_with_a_contract() -> (StandIn, Programs) {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker);
    team.client_publishes("1", "main", &[expectation("registrations", 200)]).await;
    (broker, team)
}

/// Verifying fails for a reason when the broker answers so. `--allow-none` makes no difference.
async fn assert_fails(verb: &str, path: &str, answer: ResponseTemplate, reason: &str) {
    let (broker, team) = broker_with_a_contract().await;
    broker.spoil(verb, path, answer).await;

    for further in [&[][..], &["--allow-none"]] {
        let run = team.pacts(&[&["verify", "--engine", "sqlite"], further].concat()).await;
        assert_eq!(run.code, 2);
        assert!(run.says(reason), "{}", run.said);
    }
}

#[tokio::test]
async fn broker_that_is_down_fails() {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker).with("PACT_BROKER_BASE_URL", "http://127.0.0.1:1");

    for command in ["verify", "publish"] {
        let run = team.pacts(&[command]).await;
        assert_eq!(run.code, 2);
        assert!(run.says("the broker cannot be reached at http://127.0.0.1:1/"));
    }
}

#[tokio::test]
async fn broker_that_fails_fails() {
    let failure = || ResponseTemplate::new(500).set_body_string("out of order");

    assert_fails("GET", "^/$", failure(), "the broker answers 500 Internal Server Error").await;
    assert_fails("POST", LIST, failure(), "out of order").await;
    assert_fails("GET", "^/contracts/", failure(), "the broker answers 500").await;
}

#[tokio::test]
async fn redirect_is_no_answer() {
    let elsewhere = ResponseTemplate::new(302).insert_header("Location", "/");

    assert_fails("POST", LIST, elsewhere, "the broker answers 302").await;
}

#[tokio::test]
async fn page_is_no_answer() {
    let page = || ResponseTemplate::new(200).set_body_raw("<html></html>", "text/html");
    let false_page = ResponseTemplate::new(200).set_body_raw("<html></html>", HAL);

    assert_fails("GET", "^/$", page(), "it does not call itself JSON").await;
    assert_fails("POST", LIST, page(), "it does not call itself JSON").await;
    assert_fails("POST", LIST, false_page, "this is not what a broker answers").await;
}

#[tokio::test]
async fn page_of_a_proxy_that_has_not_found_the_broker_is_no_absence() {
    let page = || ResponseTemplate::new(404).set_body_raw("<html>nothing here</html>", "text/html");

    assert_fails("GET", "^/$", page(), "the broker answers 404").await;
    assert_fails("POST", LIST, page(), "nothing here").await;
}

#[tokio::test]
async fn index_of_something_else_is_no_answer() {
    let reason = "there is no link `pb:provider-pacts-for-verification`";

    assert_fails("GET", "^/$", hal(&json!({ "status": "UP" })), reason).await;
}

#[tokio::test]
async fn list_of_another_shape_is_no_empty_list() {
    let entry = |properties: Value| {
        let links = json!({ "self": { "href": "/contracts/1" } });
        hal(&json!({ "_embedded": { "pacts": [{ "_links": links, "verificationProperties": properties }] } }))
    };

    assert_fails("POST", LIST, hal(&json!({})), "missing field `_embedded`").await;
    assert_fails("POST", LIST, hal(&json!({ "_embedded": {} })), "missing field `pacts`").await;
    assert_fails("POST", LIST, hal(&json!({ "_embedded": { "pacts": {} } })), "expected a sequence").await;
    assert_fails("POST", LIST, hal(&json!({ "_embedded": { "pacts": [{}] } })), "missing field `_links`")
        .await;
    assert_fails("POST", LIST, entry(json!({})), "missing field `pending`").await;
    assert_fails("POST", LIST, entry(json!({ "pending": "no" })), "expected a boolean").await;
}

#[tokio::test]
async fn contract_with_somebody_else_is_no_answer() {
    let of_nobody = hal(&json!({ "interactions": [] }));
    let of_another = hal(&json!({ "consumer": { "name": "a" }, "provider": { "name": "b" } }));

    assert_fails("GET", "^/contracts/", of_nobody, "the contract has no consumer").await;
    assert_fails("GET", "^/contracts/", of_another, "with somebody else than this service").await;
}

#[tokio::test]
async fn broker_that_recovers_is_asked_again() {
    let (broker, team) = broker_with_a_contract().await;
    let team = team.with("PACT_BROKER_HTTP_RETRIES", "1");
    broker.spoil_once("POST", LIST, ResponseTemplate::new(503)).await;

    let run = team.pacts(&["verify", "--engine", "sqlite"]).await;

    assert_eq!(run.code, 0, "{}", run.said);
}

/// `pact`, too, must not take a failure for a yes.
#[tokio::test]
async fn deployment_is_not_allowed_or_recorded_by_a_broker_that_fails() {
    let (broker, team) = broker_with_a_contract().await;
    team.pacts(&["publish"]).await;
    team.pact(&["create-environment", "--name", "test"]).await;
    broker.spoil("GET", "^/matrix$", ResponseTemplate::new(500)).await;
    broker.spoil("GET", "/versions/", ResponseTemplate::new(500)).await;
    let of_version = ["--pacticipant", SERVICE, "--version", "5e41ce1"];

    let asked =
        team.pact(&[&["can-i-deploy"], &of_version[..], &["--to-environment", "test"]].concat()).await;
    let told =
        team.pact(&[&["record-deployment"], &of_version[..], &["--environment", "test"]].concat()).await;

    for run in [asked, told] {
        assert!(run.code == 1 && run.says("500 Internal Server Error"), "{}", run.said);
    }
}
