//! Which version and branch the broker is told.

use crate::programs::Programs;
use crate::stand_in::StandIn;
use apd_contract_tests::names::SERVICE;
use std::process::Command;

fn git(arguments: &[&str]) -> String {
    let output =
        Command::new("git").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// The branch by which the broker is asked.
async fn branch_of(broker: &StandIn, team: Programs) -> String {
    let run = team.pacts(&["verify", "--allow-none"]).await;
    assert_eq!(run.code, 0, "{}", run.said);
    let queries = broker.sent("POST", "for-verification").await;
    queries.last().unwrap()["providerVersionBranch"].as_str().unwrap().to_owned()
}

/// The stand-in has to know the service to be asked for more than its index.
async fn broker() -> StandIn {
    let broker = StandIn::start().await;
    broker.records().kept_by(SERVICE, "an-earlier-version");
    broker
}

#[tokio::test]
async fn branch_is_named_by_the_environment() {
    let broker = broker().await;
    let unnamed = || Programs::new(&broker).with("GIT_BRANCH", "");
    let of_github = |kind| unnamed().with("GITHUB_REF_TYPE", kind).with("GITHUB_REF_NAME", "release");
    let of_pull_request = of_github("branch").with("GITHUB_HEAD_REF", "referrals");

    assert_eq!(branch_of(&broker, Programs::new(&broker)).await, "main");
    assert_eq!(branch_of(&broker, of_github("branch")).await, "release");
    assert_eq!(branch_of(&broker, of_pull_request).await, "referrals");
}

#[tokio::test]
async fn version_is_that_of_git() {
    let broker = broker().await;
    let team = Programs::new(&broker).with("GIT_COMMIT", "");

    let run = team.pacts(&["verify", "--allow-none"]).await;

    assert!(run.says(&format!("{SERVICE} {} of branch main", git(&["rev-parse", "HEAD"]))));
}

#[tokio::test]
async fn changed_files_are_not_published_as_those_of_the_commit() {
    let broker = broker().await;
    let repository = tempfile::TempDir::new().unwrap();
    let directory = repository.path().to_str().unwrap().to_owned();
    let commit = ["-c", "user.name=a", "-c", "user.email=a@b.invalid", "commit", "--allow-empty", "-qm", "x"];
    git(&["init", "-q", &directory]);
    git(&[&["-C", &directory], &commit[..]].concat());
    std::fs::write(repository.path().join("changed"), "").unwrap();
    let team = || {
        let team = Programs::new(&broker).with("GIT_COMMIT", "").with("GIT_WORK_TREE", &directory);
        team.with("GIT_DIR", format!("{directory}/.git"))
    };

    for arguments in [&["publish"][..], &["verify", "--publish", "--allow-none"]] {
        let run = team().pacts(arguments).await;
        assert_eq!(run.code, 2);
        assert!(run.says("commit them before publishing"), "{}", run.said);
    }
    assert_eq!(team().pacts(&["verify", "--allow-none"]).await.code, 0);
}
