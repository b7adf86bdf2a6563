//! `serve`, and `token`, which goes with it.

use crate::workplace::{DATABASE, Workplace};
use diesel::connection::SimpleConnection;
use serde_json::Value;
use std::io::Write;
use std::net::{TcpListener, TcpStream};

const PERSON: &str = "/case/X123456/personal-details";

#[tokio::test]
async fn bare_command_serves_the_sample_and_says_how_to_try_it() {
    let workplace = Workplace::new();

    let serving = workplace.serve(&[]);

    let urls: Vec<_> = serving
        .greeting
        .lines()
        .filter(|line| line.starts_with("curl "))
        .filter_map(|line| line.split(serving.url()).nth(1))
        .collect();
    assert_eq!(urls, [PERSON, "/case/X234567/requirements", "/user/GarethPritchardNPS/access"]);
    assert_eq!(serving.status(urls[0], serving.token()).await, 200);
    assert_eq!(serving.status(urls[1], serving.token()).await, 200);
    assert_eq!(serving.status(urls[0], "not-a-token").await, 401);
}

#[tokio::test]
async fn signal_to_end_is_obeyed_and_the_log_is_json_where_nobody_looks_on() {
    for signal in ["TERM", "INT"] {
        let workplace = Workplace::new();
        let serving = workplace.serve(&["serve"]);
        assert_eq!(serving.status(PERSON, serving.token()).await, 200);

        let (code, log) = serving.stop(signal);

        assert_eq!(code, Some(0), "{log}");
        let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let messages: Vec<_> = lines.iter().filter_map(|line| line["msg"].as_str()).collect();
        for message in ["listening", "ready", "request completed", "stopping", "stopped"] {
            assert!(messages.contains(&message), "{message}: {log}");
        }
    }
}

#[test]
fn second_signal_ends_the_service_though_a_caller_stalls() {
    let workplace = Workplace::new();
    let serving = workplace.serve(&["serve"]);
    let mut stalled = TcpStream::connect(serving.url().trim_start_matches("http://")).unwrap();
    stalled.write_all(b"GET /health/ping HTTP/1.1\r\nHost: x\r\n").unwrap();

    serving.signal("TERM");
    serving.wait_for_log("stopping");
    let (code, log) = serving.stop("TERM");

    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("stopped at once by a second signal, SIGTERM"), "{log}");
}

#[tokio::test]
async fn token_of_the_command_is_accepted_by_the_service_in_the_same_directory() {
    let workplace = Workplace::new();
    let serving = workplace.serve(&["serve"]);

    let token = workplace.run(&["token", "--client-id", "somebody", "--hours", "1"]);
    let without_role = workplace.run(&["token", "--role", "ROLE_OTHER"]);

    assert_eq!((token.code, token.stderr.as_str()), (Some(0), ""));
    assert_eq!(serving.status(PERSON, token.stdout.trim()).await, 200);
    assert_eq!(serving.status(PERSON, without_role.stdout.trim()).await, 403);
}

#[tokio::test]
async fn tokens_carry_the_role_that_the_configuration_requires() {
    let mut workplace = Workplace::new();
    workplace.set("APD_AUTH__REQUIRED_ROLES", "ROLE_OF_OUR_OWN,ROLE_OTHER");
    let serving = workplace.serve(&["serve"]);

    let token = workplace.run(&["token"]);

    assert_eq!(serving.status(PERSON, serving.token()).await, 200);
    assert_eq!(serving.status(PERSON, token.stdout.trim()).await, 200);
}

#[test]
fn token_is_refused_where_keys_are_fetched() {
    let mut workplace = Workplace::new();
    workplace.set("APD_AUTH__JWKS_URL", "https://sign-in.example.org/auth/.well-known/jwks.json");

    let ended = workplace.run(&["token"]);

    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
    assert!(ended.stderr.contains("auth.jwks_url"), "{ended:?}");
}

#[test]
fn port_in_use_is_a_failure_that_names_the_setting() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut workplace = Workplace::new();
    workplace.set("APD_HTTP__BIND", &address);

    let ended = workplace.run(&["serve"]);

    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
    assert!(ended.stderr.contains("http.bind") && ended.stderr.contains(&address), "{ended:?}");
}

#[test]
fn file_that_is_not_a_database_is_a_failure_that_names_the_setting() {
    let workplace = Workplace::new();
    workplace.write(DATABASE, &"Dear diary, ".repeat(1_000));

    for command in [&["serve"][..], &["migrate"], &["seed", "--sample"]] {
        let ended = workplace.run(command);

        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains("database.url"), "{ended:?}");
        assert!(ended.stderr.contains("not a database"), "{ended:?}");
    }
}

#[test]
fn database_of_a_newer_version_is_left_alone() {
    let workplace = Workplace::new();
    assert_eq!(workplace.run(&["migrate"]).code, Some(0));
    let mut conn = workplace.connect();
    conn.batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('99991231235959')").unwrap();

    for command in [&["serve"][..], &["migrate"], &["seed", "--sample"]] {
        let ended = workplace.run(command);

        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains("99991231235959"), "{ended:?}");
    }
}

#[test]
fn service_refuses_to_start_on_a_database_that_does_not_know_its_user() {
    let mut workplace = Workplace::new();
    workplace.set("APD_DATA__LOAD_SAMPLE", "false");

    let ended = workplace.run(&["serve"]);

    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("AccreditedProgrammesAndDelius"), "{ended:?}");
}

#[test]
fn service_refuses_to_start_without_tables_where_it_must_not_make_them() {
    let mut workplace = Workplace::new();
    workplace.set("APD_DATABASE__MIGRATE_ON_START", "false");

    let ended = workplace.run(&["serve"]);

    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("database.migrate_on_start"), "{ended:?}");
}
