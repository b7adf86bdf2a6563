//! `dlq` as a program, for the dead letters of a real queue.

use super::rig::{Chain, News, recorded};
use apd_tests::client_api::Reply;
use apd_tests::localstack::REGION;
use apd_tests::messages::{STATUS_UPDATED, event, notification};
use apd_tests::{Engine, both_engines};
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use uuid::Uuid;

both_engines!(dead_letters_are_listed_with_their_reasons);

const CRN: &str = "A000003";
const OTHER_TYPE: &str = "interventions.community-referral.created";

/// How the program ended, and what it printed.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ended {
    /// The dead letters of what `--json` prints, which must be all that there are.
    fn json(&self) -> Vec<Value> {
        let listing: Value = serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("{self:?}"));
        assert_eq!((&listing["hidden"], &listing["isComplete"]), (&json!(0), &json!(true)));
        listing["letters"].as_array().unwrap().clone()
    }

    /// The dead letter with this id.
    fn letter(&self, id: &str) -> Value {
        self.json().into_iter().find(|letter| letter["id"] == id).unwrap_or_else(|| panic!("{self:?}"))
    }
}

/// Runs `dlq` with the queue and the database of a chain, in an environment without anybody's settings.
async fn dlq(chain: &Chain, arguments: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_program"));
    command
        .arg("dlq")
        .args(arguments)
        .env_clear()
        .env("APD_DATABASE__URL", chain.ctx.database.url())
        .env("APD_MESSAGING__QUEUE_URL", &chain.queue.url)
        .env("APD_MESSAGING__ENDPOINT_URL", format!("http://{}", chain.queue.server_address()))
        .env("APD_MESSAGING__REGION", REGION)
        .stdin(Stdio::null());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A chain with two dead letters, the second one of a type that nobody knows. Gives their ids and bodies.
async fn with_dead_letters(engine: Engine) -> (Chain, [String; 2], [String; 2]) {
    let chain = Chain::start(engine).await;
    chain.ctx.tolerate_errors("message refused");
    let unknown = chain.message(1, &News::something(), [Reply::status(404)]);
    let other = event(OTHER_TYPE, CRN, "https://elsewhere.example/");
    let other = notification(Uuid::from_u128(2), &other).to_string();
    let ids = [chain.queue.send(&unknown).await, chain.queue.send(&other).await];
    chain.given_up(2).await;
    (chain, ids, [unknown, other])
}

async fn dead_letters_are_listed_with_their_reasons(engine: Engine) {
    let (chain, ids, bodies) = with_dead_letters(engine).await;

    let table = dlq(&chain, &["list"]).await;
    let plain = dlq(&chain, &["list", "--json"]).await;
    let whole = dlq(&chain, &["list", "--json", "--body"]).await;
    let table_with_bodies = dlq(&chain, &["list", "--body"]).await;

    let types = [STATUS_UPDATED, OTHER_TYPE];
    let reasons = [
        format!("{} answered with status 404", chain.api.base_url()),
        format!("Unexpected event type {OTHER_TYPE}"),
    ];
    for index in 0..2 {
        let row = table.stdout.lines().find(|line| line.starts_with(&ids[index])).unwrap();
        let cells = [types[index], CRN, "2026-06-15 12:00:00 +01:00"];
        assert!(cells.iter().all(|cell| row.contains(cell)) && row.ends_with(&reasons[index]), "{row}");
        let letter = plain.letter(&ids[index]);
        assert!(letter["receiveCount"].as_u64() >= Some(3), "{letter}");
        let expected = json!({
            "id": ids[index],
            "type": types[index],
            "crn": CRN,
            "firstSeen": "2026-06-15T12:00:00+01:00",
            "lastSeen": "2026-06-15T12:00:00+01:00",
            "receiveCount": letter["receiveCount"],
            "reason": reasons[index],
        });
        assert_eq!(letter, expected);
        assert_eq!(whole.letter(&ids[index])["body"], json!(bodies[index]));
        let mut lines = table_with_bodies.stdout.lines().skip_while(|line| !line.starts_with(&ids[index]));
        assert_eq!(lines.nth(1), Some(&*format!("    {}", bodies[index])));
    }
    assert_eq!((table.stdout.lines().count(), plain.json().len(), whole.json().len()), (3, 2, 2));
    assert!(!format!("{table:?}{plain:?}").contains("detailUrl"), "a body is shown");
    assert!([table, plain, whole].iter().all(|ended| ended.code == Some(0) && ended.stderr.is_empty()));
    assert_eq!(chain.queue.dead_letters().await, 2);
    chain.close().await;
}

#[tokio::test]
async fn dead_letters_are_redriven() {
    let (chain, ids, _) = with_dead_letters(Engine::Sqlite).await;
    // The client has mended what was missing. The message is made anew only to say so.
    chain.tell(1, &News::something());

    let unknown = dlq(&chain, &["redrive", "--id", "nobody"]).await;
    let one = dlq(&chain, &["redrive", "--id", &ids[0]]).await;
    chain.given_up(1).await;
    let effects = recorded(&chain.ctx.database);
    let all = dlq(&chain, &["redrive"]).await;
    chain.given_up(1).await;

    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(1), "redriven: 0\n"));
    assert_eq!(unknown.stderr, "error: no dead letter has the id nobody\n");
    assert_eq!((one.code, one.stdout.as_str()), (Some(0), "redriven: 1\n"), "{one:?}");
    assert_eq!((all.code, all.stdout.as_str()), (Some(0), "redriven: 1\n"), "{all:?}");
    assert_eq!(effects, [1]);
    // What is handled by now has no failure any more; what is not has failed six times.
    let failures = chain.ctx.database.message_failures();
    assert_eq!(failures.iter().map(|row| row.attempts).collect::<Vec<_>>(), [6]);
    chain.close().await;
}

#[tokio::test]
async fn queue_that_cannot_be_asked_is_told_in_words() {
    let chain = Chain::with(Engine::Sqlite, |config| config.messaging.enabled = false).await;
    chain.queue.delete().await;

    for arguments in [&["list"], &["redrive"]] {
        let ended = dlq(&chain, arguments).await;

        assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
        assert!(
            ended.stderr.starts_with("error: ") && ended.stderr.contains("the queue does not exist"),
            "{ended:?}"
        );
    }
    chain.close().await;
}
