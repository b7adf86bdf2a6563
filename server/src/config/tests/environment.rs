use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::time::Duration;

use slog::Level;

use super::*;
use crate::config::load::unicode;
use crate::config::{DatabaseUrl, KeySource, Profile};
use crate::telemetry::LogFormat;

#[test]
fn nothing_configured_is_the_development_profile() {
    let config = load(&[("PATH", "/bin"), ("HOME", "/home/somebody")]).unwrap();

    assert_eq!(config, Config::development());
    assert_eq!(config.profile, Profile::Development);
    assert_eq!(config.http.bind.to_string(), "127.0.0.1:8080");
    assert_eq!(config.http.max_body_bytes, 4 * 1024 * 1024);
    assert_eq!(config.database.url.to_string(), "sqlite:accredited-programmes-and-delius.db");
    assert!(config.database.migrate_on_start);
    assert!(config.data.load_sample);
    assert_eq!(config.auth.required_roles.len(), 2);
    assert_eq!(config.auth.keys(), KeySource::Development(".apd-development-key.pem".as_ref()));
    assert_eq!(config.messaging.consumed_queue(), None);
    assert_eq!(config.messaging.retry_delay, Duration::from_secs(20));
    assert!(config.accredited_programmes.allowed_base_urls.is_empty());
    assert_eq!(config.accredited_programmes.credentials, None);
    assert_eq!(config.accredited_programmes.call_timeout, Duration::from_secs(10));
    assert_eq!(config.log.format, LogFormat::Auto);
    assert_eq!(config.log.level, Level::Info);
}

#[test]
fn variables_set_keys_of_every_type() {
    let config = load(&[
        ("APD_HTTP__BIND", "[::]:0"),
        ("APD_DATABASE__POOL_SIZE", "7"),
        ("APD_DATABASE__ACQUIRE_TIMEOUT_MS", "250"),
        ("APD_DATABASE__MIGRATE_ON_START", "false"),
        ("APD_AUTH__REQUIRED_ROLES", "ROLE_A, ROLE_B"),
        ("APD_AUTH__DEVELOPMENT_KEY_FILE", "/tmp/key.pem"),
        ("APD_MESSAGING__ENDPOINT_URL", "http://127.0.0.1:4566"),
        ("APD_MESSAGING__REGION", "us-gov-west-1"),
        ("APD_MESSAGING__CONCURRENCY", "50"),
        ("APD_MESSAGING__WAIT_TIME_SECONDS", "0"),
        ("APD_MESSAGING__VISIBILITY_TIMEOUT_SECONDS", "60"),
        ("APD_MESSAGING__RETRY_DELAY_MS", "1500"),
        ("APD_MESSAGING__RETRY_DELAY_MAX_SECONDS", "90"),
        ("APD_ACCREDITED_PROGRAMMES__CALL_TIMEOUT_MS", "250"),
        ("APD_LOG__FORMAT", "json"),
        ("APD_LOG__LEVEL", "warn"),
    ])
    .unwrap();

    assert_eq!(config.http.bind.to_string(), "[::]:0");
    assert_eq!(config.database.pool_size, 7);
    assert_eq!(config.database.acquire_timeout, Duration::from_millis(250));
    assert!(!config.database.migrate_on_start);
    assert_eq!(config.auth.required_roles, ["ROLE_A", "ROLE_B"]);
    assert_eq!(config.auth.keys(), KeySource::Development("/tmp/key.pem".as_ref()));
    let messaging = &config.messaging;
    assert_eq!(messaging.endpoint_url.as_ref().unwrap().as_str(), "http://127.0.0.1:4566/");
    assert_eq!((messaging.region.as_str(), messaging.concurrency), ("us-gov-west-1", 50));
    assert_eq!((messaging.wait_time.as_secs(), messaging.visibility_timeout.as_secs()), (0, 60));
    assert_eq!((messaging.retry_delay.as_millis(), messaging.retry_delay_max.as_secs()), (1500, 90));
    assert_eq!(config.accredited_programmes.call_timeout, Duration::from_millis(250));
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.log.level, Level::Warning);
}

#[test]
fn both_postgresql_schemes_are_accepted() {
    for scheme in ["postgres", "postgresql"] {
        let url = format!("{scheme}://apd:pw@db/delius");
        let config = load(&[("APD_DATABASE__URL", &url)]).unwrap();

        let DatabaseUrl::Postgres(postgres) = config.database.url else { panic!("not PostgreSQL") };
        assert_eq!(postgres.expose(), url);
    }
}

#[test]
fn development_key_lies_beside_the_sqlite_database() {
    let config = load(&[("APD_DATABASE__URL", "sqlite:/srv/apd/data.db")]).unwrap();

    assert_eq!(config.auth.keys(), KeySource::Development("/srv/apd/.apd-development-key.pem".as_ref()));
}

#[test]
fn key_set_in_development_turns_the_own_key_off() {
    let config = load(&[("APD_AUTH__JWKS_URL", "http://localhost:9090/jwks.json")]).unwrap();

    assert!(matches!(config.auth.keys(), KeySource::Jwks(url) if url.port() == Some(9090)));
    assert_eq!(config.auth.issuer, None);
}

#[test]
fn unknown_variable_names_itself_and_what_may_be_meant() {
    assert_eq!(
        problems(load(&[("APD_HTTP_BIND", "0.0.0.0:80")])),
        ["environment variable APD_HTTP_BIND is not a key; expected APD_HTTP__BIND, for example \
             APD_HTTP__BIND=0.0.0.0:8080"]
    );
    assert_eq!(
        problems(load(&[("APD_DATA__SAMPLES", "x")])),
        ["environment variable APD_DATA__SAMPLES is not a key; expected APD_DATA__LOAD_SAMPLE, for example \
             APD_DATA__LOAD_SAMPLE=false"]
    );
}

#[test]
fn variable_of_no_section_names_the_sections() {
    assert_eq!(
        problems(load(&[("APD_COLOUR", "blue")])),
        ["environment variable APD_COLOUR is not a key; expected a key of profile, http, database, auth, \
          messaging, accredited_programmes, log, data, for example APD_HTTP__BIND=0.0.0.0:8080"]
    );
}

#[test]
fn value_of_an_unknown_variable_is_not_shown() {
    let error = load(&[("APD_PASSWORD", "hunter2")]).unwrap_err();

    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[test]
fn variables_of_the_client_are_skipped() {
    let config = load(&[("APD_CLIENT_TOKEN", "x"), ("APD_CLIENT_ANYTHING", "y")]).unwrap();

    assert_eq!(config, Config::development());
}

#[test]
fn empty_variable_counts_as_unset_where_no_value_is_right() {
    let config =
        load(&[("APD_AUTH__JWKS_URL", ""), ("APD_AUTH__ISSUER", ""), ("APD_DATABASE__URL_FILE", "")])
            .unwrap();

    assert_eq!(config, Config::development());
}

#[test]
fn empty_variable_is_refused_where_a_value_is_needed() {
    assert_eq!(
        problems(load(&[("APD_PROFILE", "")])),
        ["profile (environment variable APD_PROFILE) is empty; expected one of development, \
             production, for example \
             APD_PROFILE=production"]
    );
    assert_eq!(problems(load(&[("APD_AUTH__REQUIRED_ROLES", "")])).len(), 1);
    assert_eq!(problems(load(&[("APD_CONFIG", "")])).len(), 1);
}

#[test]
fn variable_of_ours_that_is_not_unicode_is_refused() {
    let entry = |name: &str| (OsString::from(name), OsString::from_vec(vec![0xff]));

    let error = unicode([entry("APD_LOG__LEVEL")]).unwrap_err();

    let expected = "environment variable APD_LOG__LEVEL is not valid Unicode; expected text, for example \
                    APD_HTTP__BIND=0.0.0.0:8080";
    assert!(error.to_string().ends_with(expected), "{error}");
    assert!(unicode([entry("LS_COLORS"), entry("APD_CLIENT_TOKEN")]).unwrap().is_empty());
}
