//! What the broker is told of a verification.

use crate::client::expectation;
use crate::programs::Programs;
use crate::stand_in::StandIn;
use apd_contract_tests::names::SERVICE;
use wiremock::ResponseTemplate;

async fn broker_with(expectations: &[serde_json::Value]) -> (StandIn, Programs) {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker);
    team.client_publishes("1", "main", expectations).await;
    (broker, team)
}

#[tokio::test]
async fn results_are_published_only_when_told() {
    let (broker, team) = broker_with(&[expectation("registrations", 200)]).await;

    let run = team.pacts(&["verify", "--engine", "sqlite"]).await;

    assert_eq!(run.code, 0);
    assert!(broker.records().results.is_empty());
}

#[tokio::test]
async fn results_name_version_branch_build_and_what_is_broken() {
    let (broker, team) =
        broker_with(&[expectation("registrations", 200), expectation("registrations of nobody", 404)]).await;
    let team = team.with("GITHUB_SERVER_URL", "https://github.invalid");
    let team = team.with("GITHUB_REPOSITORY", "team/service").with("GITHUB_RUN_ID", "7");

    team.pacts(&["verify", "--publish", "--engine", "sqlite"]).await;

    let records = broker.records();
    let result = records.results.last().unwrap();
    assert_eq!(
        (result.provider.as_str(), result.version.as_str(), result.success),
        (SERVICE, "5e41ce1", false)
    );
    assert_eq!(records.branches(SERVICE, "5e41ce1"), ["main"]);
    assert_eq!(result.document["buildUrl"], "https://github.invalid/team/service/actions/runs/7");
    let interactions = result.document["testResults"].as_array().unwrap();
    let mut outcomes: Vec<_> = interactions.iter().map(|each| each["success"].as_bool().unwrap()).collect();
    outcomes.sort_unstable();
    assert_eq!(outcomes, [false, true]);
    assert!(interactions.iter().all(|each| each["interactionId"].as_str().is_some_and(|id| !id.is_empty())));
}

#[tokio::test]
async fn interaction_that_is_pending_spares_the_run_and_is_told_all_the_same() {
    let mut pending = expectation("registrations of nobody", 404);
    pending["pending"] = true.into();
    let (broker, team) = broker_with(&[expectation("registrations", 200), pending]).await;

    let run = team.pacts(&["verify", "--publish", "--engine", "sqlite"]).await;

    assert_eq!(run.code, 0, "{}", run.said);
    assert!(run.says("but for interactions that the contract calls pending"));
    let records = broker.records();
    let result = records.results.last().unwrap();
    assert!(!result.success);
    let outcomes = result.document["testResults"].as_array().unwrap();
    assert_eq!(outcomes.iter().filter(|each| each["success"] == false).count(), 1, "{outcomes:?}");
}

#[tokio::test]
async fn results_are_those_of_both_engines() {
    let (broker, team) = broker_with(&[expectation("registrations", 200)]).await;

    let run = team.pacts(&["verify", "--publish"]).await;

    assert!(run.says("On Sqlite:") && run.says("On Postgres:"));
    assert_eq!(broker.records().results.len(), 1);
}

#[tokio::test]
async fn results_that_cannot_be_published_fail_the_run() {
    for (verb, path) in [("PUT", "/branches/"), ("POST", "/results$")] {
        let (broker, team) = broker_with(&[expectation("registrations", 200)]).await;
        broker.spoil(verb, path, ResponseTemplate::new(500)).await;
        let run = team.pacts(&["verify", "--publish", "--engine", "sqlite"]).await;
        assert_eq!(run.code, 2);
        assert!(run.says("the results cannot be published"), "{}", run.said);
    }
}

/// Where nobody could publish them, it is said before anything is verified.
#[tokio::test]
async fn broker_that_takes_no_results_fails_at_once() {
    let (broker, team) = broker_with(&[expectation("registrations", 200)]).await;
    let without_links = serde_json::json!({
        "consumer": { "name": "a" }, "provider": { "name": SERVICE }, "interactions": [],
    });
    let answer = ResponseTemplate::new(200).set_body_raw(without_links.to_string(), "application/hal+json");
    broker.spoil("GET", "^/contracts/", answer).await;

    let run = team.pacts(&["verify", "--publish", "--engine", "sqlite"]).await;

    assert_eq!(run.code, 2);
    assert!(run.says("the broker takes no results") && !run.says("On Sqlite"));
}
