//! Whom the broker lets in.

use crate::programs::{Programs, Run};
use crate::stand_in::{PASSWORD, StandIn, TOKEN, USERNAME};

async fn verify(team: Programs) -> Run {
    team.pacts(&["verify", "--allow-none"]).await
}

#[tokio::test]
async fn token_opens_the_broker() {
    let broker = StandIn::start().await;

    assert_eq!(verify(Programs::new(&broker)).await.code, 0);
}

/// A workflow makes an empty variable of a secret that it does not have.
#[tokio::test]
async fn name_and_password_open_the_broker_where_the_token_is_empty() {
    let broker = StandIn::start().await;
    let team = || {
        let team = Programs::new(&broker).with("PACT_BROKER_TOKEN", "");
        team.with("PACT_BROKER_USERNAME", USERNAME).with("PACT_BROKER_PASSWORD", PASSWORD)
    };

    assert_eq!(verify(team()).await.code, 0);
    assert_eq!(team().pact(&["create-environment", "--name", "dev"]).await.code, 0);
}

#[tokio::test]
async fn wrong_and_missing_credentials_fail_and_are_not_printed() {
    let broker = StandIn::start().await;
    let secret = "some-secret";
    let wrong = Programs::new(&broker).with("PACT_BROKER_TOKEN", secret);
    let missing = Programs::new(&broker).with("PACT_BROKER_TOKEN", "");

    for team in [wrong, missing] {
        for command in ["verify", "publish"] {
            let run = team.pacts(&[command]).await;
            assert_eq!(run.code, 2);
            assert!(run.says("the broker does not accept the credentials: 401 Unauthorized"), "{}", run.said);
            assert!(!run.says(secret));
        }
        assert_eq!(team.pact(&["create-environment", "--name", "dev"]).await.code, 1);
    }
}

#[tokio::test]
async fn half_of_the_credentials_fails() {
    let broker = StandIn::start().await;
    let team = Programs::new(&broker).with("PACT_BROKER_TOKEN", "").with("PACT_BROKER_USERNAME", USERNAME);

    let run = verify(team).await;

    assert_eq!(run.code, 2);
    assert!(run.says("need one another"));
}

#[tokio::test]
async fn broker_has_to_be_named_by_a_url_without_credentials() {
    let broker = StandIn::start().await;
    for (url, reason) in [
        ("", "PACT_BROKER_BASE_URL names no broker"),
        ("broker", "PACT_BROKER_BASE_URL is no URL"),
        ("file:///broker", "is no URL of http or https"),
        ("https://somebody:some-secret@broker.invalid", "must not hold credentials"),
    ] {
        let run = verify(Programs::new(&broker).with("PACT_BROKER_BASE_URL", url)).await;
        assert_eq!(run.code, 2);
        assert!(run.says(reason), "{}", run.said);
        assert!(!run.says(TOKEN) && !run.says("some-secret"));
    }
}
