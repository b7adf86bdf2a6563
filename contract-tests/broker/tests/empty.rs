//! A broker without contracts, and contracts without content.

use crate::client::expectation;
use crate::programs::Programs;
use crate::stand_in::StandIn;
use apd_contract_tests::names::{MANAGE_AND_DELIVER, SERVICE};

#[tokio::test]
async fn broker_without_contracts_fails_unless_that_is_meant() {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker);

    let unknown = team.pacts(&["verify"]).await;
    team.pacts(&["publish"]).await;
    let known = team.pacts(&["verify"]).await;
    let allowed = team.pacts(&["verify", "--allow-none"]).await;

    for run in [unknown, known] {
        assert_eq!(run.code, 2);
        assert!(run.says("the broker has no contracts for accredited-programmes-and-delius"));
    }
    assert_eq!(allowed.code, 0);
    assert!(allowed.says("which is allowed"));
}

#[tokio::test]
async fn contract_without_expectations_is_broken_and_has_no_results() {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker);
    team.client_publishes("1", "main", &[]).await;
    let verify = ["verify", "--publish", "--engine", "sqlite"];

    let pending = team.pacts(&verify).await;
    broker.records().kept_by(SERVICE, "an-earlier-version");
    let known = broker.records().results.len();
    let promised = team.pacts(&verify).await;

    assert_eq!((pending.code, promised.code), (0, 1));
    assert!(promised.says("There are no results to publish"));
    assert_eq!(broker.records().results.len(), known);
}

#[tokio::test]
async fn contract_of_a_webhook_is_verified_alone_and_strictly() {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker);
    team.client_publishes("1", "main", &[expectation("registrations", 200)]).await;
    team.client_publishes("2", "main", &[expectation("registrations of nobody", 404)]).await;
    let path = broker.records().path(MANAGE_AND_DELIVER, "2");
    let of_another_host = format!("https://broker.invalid{path}");

    let run =
        team.pacts(&["verify", "--publish", "--engine", "sqlite", "--pact-url", &of_another_host]).await;

    assert_eq!(run.code, 1, "{}", run.said);
    assert_eq!(broker.records().results.len(), 1);
}
