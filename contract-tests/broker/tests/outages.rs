//! A database that is gone: it says nothing of a contract, and no result is published.

use crate::client::expectation;
use crate::programs::Programs;
use crate::stand_in::StandIn;
use apd_tests::tcp_proxy::TcpProxy;
use apd_tests::{eventually_within, postgres_cluster};
use reqwest::Url;
use std::time::Duration;

/// How long the first contract may take.
const FIRST: Duration = Duration::from_secs(120);

/// A broker with two contracts, and a way to PostgreSQL.
async fn behind_a_proxy() -> (StandIn, Programs, TcpProxy) {
    let url = tokio::task::spawn_blocking(postgres_cluster::url).await.unwrap();
    let mut url: Url = url.parse().unwrap();
    let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap()).parse().unwrap();
    let proxy = TcpProxy::to(server).await;
    url.set_port(Some(proxy.address().port())).unwrap();
    let broker = StandIn::start().await;
    let team = Programs::new(&broker).with("TEST_POSTGRES_URL", url);
    team.client_publishes("1", "main", &[expectation("registrations", 200)]).await;
    team.client_publishes("2", "another", &[expectation("registrations of a branch", 200)]).await;
    (broker, team, proxy)
}

#[tokio::test]
async fn database_that_is_not_there_is_no_broken_contract() {
    let (broker, team, proxy) = behind_a_proxy().await;
    proxy.cut();

    let run = team.pacts(&["verify", "--publish"]).await;

    assert_eq!(run.code, 2);
    assert!(run.says("the service cannot be started on Postgres"));
    assert!(broker.records().results.is_empty());
}

#[tokio::test]
async fn database_that_goes_during_the_run_is_no_broken_contract() {
    let (broker, team, proxy) = behind_a_proxy().await;

    let first_is_published = async || broker.records().results.len() == 1;
    let (run, ()) = tokio::join!(team.pacts(&["verify", "--publish"]), async {
        eventually_within(FIRST, "the first result", first_is_published).await;
        proxy.cut();
    });

    assert_eq!(run.code, 2);
    let kept: Vec<_> = broker.records().results.iter().map(|result| result.success).collect();
    assert_eq!(kept, [true]);
}
