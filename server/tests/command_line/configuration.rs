//! Settings, wrong use, and what is printed of both.

use crate::workplace::{DATABASE, Workplace};
use apd_server::config::KEYS;
use serde_json::Value;

#[test]
fn everything_wrong_with_the_configuration_is_told_at_once_with_examples() {
    let mut workplace = Workplace::new();
    workplace.set("APD_HTTP__PORT", "8080");
    workplace.set("APD_DATABASE__POOL_SIZE", "many");
    workplace.set("APD_DATABASE__URL", "mysql://apd:S3cr3t@db.example.org/delius");

    for command in [&["serve"][..], &["migrate"], &["seed", "--sample"], &["token"], &["check-config"]] {
        let ended = workplace.run(command);

        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{command:?}");
        for told in ["APD_HTTP__PORT", "database.pool_size", "many", "database.url", "for example"] {
            assert!(ended.stderr.contains(told), "{told}: {ended:?}");
        }
        assert!(!ended.stderr.contains("S3cr3t"), "{ended:?}");
    }
    assert!(!workplace.path(DATABASE).exists());
}

/// Cargo hands what a build script sets to the program that `cargo run` starts, and to this test.
#[test]
fn variables_that_the_build_sets_are_not_taken_for_settings() {
    let mut workplace = Workplace::new();
    let is_setting = |name: &str| name == "APD_CONFIG" || KEYS.iter().any(|key| key.variable() == name);
    for (name, value) in std::env::vars().filter(|(name, _)| !is_setting(name)) {
        workplace.set(name, value);
    }

    let ended = workplace.run(&["check-config"]);

    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
}

#[test]
fn file_of_the_configuration_is_named_where_it_is_wrong() {
    let workplace = Workplace::new();
    workplace.write("wrong.toml", "[database]\npool_size = \"many\"\n");
    workplace.write("broken.toml", "[http\n");

    let wrong = workplace.run(&["--config", "wrong.toml", "check-config"]);
    let broken = workplace.run(&["check-config", "--config", "broken.toml"]);
    let missing = workplace.run(&["check-config", "--config", "missing.toml"]);

    assert_eq!((wrong.code, broken.code, missing.code), (Some(2), Some(2), Some(2)));
    assert!(wrong.stderr.contains("wrong.toml") && wrong.stderr.contains("database.pool_size"), "{wrong:?}");
    assert!(broken.stderr.contains("broken.toml") && broken.stderr.contains("line 1"), "{broken:?}");
    assert!(missing.stderr.contains("missing.toml"), "{missing:?}");
}

#[test]
fn production_without_its_settings_is_refused() {
    let mut workplace = Workplace::new();
    workplace.set("APD_PROFILE", "production");

    let ended = workplace.run(&["serve"]);

    assert_eq!(ended.code, Some(2));
    for key in ["database.url", "auth.jwks_url", "auth.issuer"] {
        assert!(ended.stderr.contains(key), "{key}: {ended:?}");
    }
}

#[test]
fn configuration_in_force_is_printed_without_secrets() {
    let mut workplace = Workplace::new();
    workplace.set("APD_DATABASE__URL", "postgres://apd:S3cr3t@db.example.org/delius");

    let ended = workplace.run(&["check-config"]);

    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    assert!(ended.stdout.contains("db.example.org/delius"), "{}", ended.stdout);
    assert!(!ended.stdout.contains("S3cr3t"), "{}", ended.stdout);
}

#[test]
fn wrong_use_is_told_with_the_usage() {
    let workplace = Workplace::new();

    for arguments in [&["sreve"][..], &["serve", "--port", "1"], &["token", "--hours", "0"], &["seed"]] {
        let ended = workplace.run(arguments);

        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ended.stderr.contains("Usage") || ended.stderr.contains("--help"), "{ended:?}");
    }
}

#[test]
fn help_and_version_are_printed() {
    let workplace = Workplace::new();

    let help = workplace.run(&["--help"]);
    let version = workplace.run(&["--version"]);

    assert_eq!((help.code, version.code), (Some(0), Some(0)));
    for command in ["serve", "migrate", "seed", "token", "check-config", "openapi"] {
        assert!(help.stdout.contains(command), "{command}: {}", help.stdout);
    }
    assert_eq!(
        version.stdout.trim(),
        concat!("accredited-programmes-and-delius ", env!("CARGO_PKG_VERSION"))
    );
}

/// Whatever the configuration is like.
#[test]
fn document_is_printed() {
    let mut workplace = Workplace::new();
    workplace.set("APD_NONSENSE", "1");

    let ended = workplace.run(&["openapi"]);

    let printed: Value = serde_json::from_str(&ended.stdout).unwrap();
    let checked_in: Value = serde_json::from_str(include_str!("../../../api-spec/openapi.json")).unwrap();
    assert_eq!(ended.code, Some(0));
    assert_eq!(printed, checked_in);
}

#[test]
fn reader_who_has_gone_is_an_error_and_no_panic() {
    let workplace = Workplace::new();

    for command in [&["migrate"][..], &["seed", "--sample"], &["token"], &["check-config"], &["openapi"]] {
        let ended = workplace.run_unread(command);

        assert_eq!(ended.code, Some(1), "{command:?}: {ended:?}");
        assert!(
            ended.stderr.starts_with("error: failed to write to standard output"),
            "{command:?}: {ended:?}"
        );
    }
}
