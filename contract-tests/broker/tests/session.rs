//! A story of two teams and a broker.

use crate::client::expectation;
use crate::programs::{Programs, Run};
use crate::stand_in::StandIn;
use apd_contract_tests::names::{MANAGE_AND_DELIVER, SERVICE};

const VERSION: &str = "5e41ce1";

#[tokio::test]
async fn session() {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker);

    first_contract_is_verified_before_the_client_may_be_deployed(&team).await;
    own_contract_is_verified_before_the_service_may_be_deployed(&broker, &team).await;
    both_are_deployed(&team).await;
    new_expectation_is_pending(&broker, &team).await;
    expectation_of_a_branch_is_work_in_progress(&broker, &team).await;
    broken_promise_turns_the_build_red(&broker, &team).await;
}

async fn verify(team: &Programs) -> Run {
    team.pacts(&["verify", "--publish", "--engine", "sqlite"]).await
}

async fn can_i_deploy(team: &Programs, who: &str, version: &str, further: &[&str]) -> bool {
    let question = [&["can-i-deploy", "--pacticipant", who, "--version", version], further].concat();
    let run = team.pact(&question).await;
    assert_eq!(run.says("Computer says yes"), run.code == 0);
    run.code == 0
}

async fn record_deployment(team: &Programs, who: &str, version: &str) {
    let deployed = ["record-deployment", "--pacticipant", who, "--version", version, "--environment", "dev"];
    assert_eq!(team.pact(&deployed).await.code, 0);
}

async fn first_contract_is_verified_before_the_client_may_be_deployed(team: &Programs) {
    let published = team.client_publishes("1", "main", &[expectation("registrations", 200)]).await;
    assert_eq!(published.code, 0);
    assert!(!can_i_deploy(team, MANAGE_AND_DELIVER, "1", &[]).await);

    let verified = verify(team).await;
    assert_eq!(verified.code, 0);
    assert!(verified.says("1 kept, 0 broken, 0 broken that are pending"));

    assert!(can_i_deploy(team, MANAGE_AND_DELIVER, "1", &[]).await);
}

async fn own_contract_is_verified_before_the_service_may_be_deployed(broker: &StandIn, team: &Programs) {
    assert!(can_i_deploy(team, SERVICE, VERSION, &[]).await);
    assert_eq!(team.pacts(&["publish"]).await.code, 0);
    assert!(!can_i_deploy(team, SERVICE, VERSION, &[]).await);

    broker.records().kept_by(MANAGE_AND_DELIVER, "1");

    assert!(can_i_deploy(team, SERVICE, VERSION, &[]).await);
}

async fn both_are_deployed(team: &Programs) {
    assert_eq!(team.pact(&["create-environment", "--name", "dev"]).await.code, 0);
    let to_dev = ["--to-environment", "dev"];

    // Each needs the other to be there.
    assert!(!can_i_deploy(team, MANAGE_AND_DELIVER, "1", &to_dev).await);
    assert!(!can_i_deploy(team, SERVICE, VERSION, &to_dev).await);

    // So what has been running there since before there was a broker is recorded first.
    record_deployment(team, MANAGE_AND_DELIVER, "1").await;
    assert!(can_i_deploy(team, SERVICE, VERSION, &to_dev).await);
    record_deployment(team, SERVICE, VERSION).await;
    assert!(can_i_deploy(team, MANAGE_AND_DELIVER, "1", &to_dev).await);
}

async fn new_expectation_is_pending(broker: &StandIn, team: &Programs) {
    team.client_publishes("2", "main", &[expectation("registrations of nobody", 404)]).await;

    let verified = verify(team).await;

    assert_eq!(verified.code, 0);
    // That of version 1 is not the last of its branch any more, and still deployed.
    assert!(verified.says("version 1 of") && verified.says("version 2 of"));
    assert!(verified.says("1 kept, 0 broken, 1 broken that are pending"));
    let results: Vec<_> = broker.records().results.iter().map(|result| result.success).collect();
    assert_eq!(results.iter().filter(|success| !**success).count(), 1, "{results:?}");
    let to_dev = ["--to-environment", "dev"];
    assert!(!can_i_deploy(team, MANAGE_AND_DELIVER, "2", &to_dev).await);
    assert!(can_i_deploy(team, SERVICE, VERSION, &to_dev).await);
}

async fn expectation_of_a_branch_is_work_in_progress(broker: &StandIn, team: &Programs) {
    team.client_publishes("3", "referrals", &[expectation("registrations in another way", 410)]).await;

    let verified = verify(team).await;

    assert_eq!(verified.code, 0);
    assert!(verified.says("(work in progress)"));
    assert!(verified.says("1 kept, 0 broken, 2 broken that are pending"));
    let queries = broker.sent("POST", "for-verification").await;
    assert_eq!(queries.last().unwrap()["includeWipPactsSince"], "2026-11-01");
    let later = team.pacts(&["verify", "--engine", "sqlite", "--wip-since", "2999-01-01"]).await;
    assert!(!later.says("(work in progress)"));
}

async fn broken_promise_turns_the_build_red(broker: &StandIn, team: &Programs) {
    // What version 2 expects was kept once, and is not any more.
    broker.records().kept_by(SERVICE, "an-earlier-version");

    let verified = verify(team).await;

    assert_eq!(verified.code, 1);
    assert!(verified.says("=> BROKEN"));
    assert!(!can_i_deploy(team, MANAGE_AND_DELIVER, "2", &["--to-environment", "dev"]).await);
    record_deployment(team, MANAGE_AND_DELIVER, "2").await;
    assert!(!can_i_deploy(team, SERVICE, VERSION, &["--to-environment", "dev"]).await);
}
