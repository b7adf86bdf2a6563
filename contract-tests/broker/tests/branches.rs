//! Which contracts a branch of the service must not break.

use crate::client::expectation;
use crate::programs::Programs;
use crate::stand_in::StandIn;
use apd_contract_tests::names::SERVICE;

/// A broker with a contract that the service does not keep, and the service on a branch.
async fn on_a_branch() -> (StandIn, Programs) {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker).with("GIT_BRANCH", "a-branch").with("GIT_COMMIT", "b4a7c4");
    team.client_publishes("1", "main", &[expectation("registrations", 404)]).await;
    (broker, team)
}

const VERIFY: [&str; 4] = ["verify", "--publish", "--engine", "sqlite"];

#[tokio::test]
async fn new_branch_must_not_break_what_main_has_kept() {
    let (broker, team) = on_a_branch().await;
    broker.records().kept_by(SERVICE, "a-version-of-main");

    // The second time the branch is not new any more.
    let runs = [team.pacts(&VERIFY).await, team.pacts(&VERIFY).await];

    for run in runs {
        assert_eq!(run.code, 1);
        assert!(run.says("=> BROKEN"));
    }
}

#[tokio::test]
async fn what_main_keeps_after_a_branch_began_is_pending_there() {
    let (broker, team) = on_a_branch().await;

    let unknown = team.pacts(&VERIFY).await;
    broker.records().kept_by(SERVICE, "a-version-of-main");
    let kept_by_main = team.pacts(&VERIFY).await;

    for run in [unknown, kept_by_main] {
        assert_eq!(run.code, 0);
        assert!(run.says("1 broken that are pending"));
    }
}
