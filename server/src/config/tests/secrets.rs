use proptest::prelude::*;

use super::*;
use crate::config::DatabaseUrl;

/// A word that occurs nowhere else, so that finding it means that a secret was shown.
const CANARY: &str = "Canary7Bird";

/// Everything that the module may print about a result.
fn everything_shown(result: &Result<Config, ConfigError>) -> String {
    match result {
        Ok(config) => format!("{config:?} {}", config.describe()),
        Err(error) => format!("{error} {error:?} {:?}", error.problems()),
    }
}

#[test]
fn secret_is_taken_from_the_file_named_for_it() {
    let secret = TestFile::new("postgres://apd:pw@db/delius\n");

    let config = load(&[("APD_DATABASE__URL_FILE", secret.name())]).unwrap();

    let DatabaseUrl::Postgres(url) = &config.database.url else { panic!("not PostgreSQL") };
    assert_eq!(url.expose(), "postgres://apd:pw@db/delius");
    let origin = format!("database.url = \"postgres://apd:***@db/delius\"  # secret file {}", secret.name());
    assert!(config.describe().contains(&origin), "{}", config.describe());
}

#[test]
fn configuration_file_may_name_the_secret_file() {
    let secret = TestFile::new("postgres://apd:pw@db/delius");

    let config = load_file(&format!("database.url_file = '{}'", secret.name()), &[]).unwrap();

    assert!(matches!(config.database.url, DatabaseUrl::Postgres(_)));
}

#[test]
fn environment_wins_over_a_secret_file_named_in_the_configuration_file() {
    let config =
        load_file("database.url_file = '/nowhere'", &[("APD_DATABASE__URL", "sqlite:a.db")]).unwrap();

    assert_eq!(config.database.url.to_string(), "sqlite:a.db");
}

#[test]
fn secret_given_twice_in_one_place_is_refused() {
    let secret = TestFile::new("sqlite:b.db");

    let problems =
        problems(load(&[("APD_DATABASE__URL", "sqlite:a.db"), ("APD_DATABASE__URL_FILE", secret.name())]));

    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("is set together with database.url"), "{}", problems[0]);
}

#[test]
fn secret_file_that_cannot_be_read_is_refused() {
    let problems = problems(load(&[("APD_DATABASE__URL_FILE", "/nowhere/url")]));

    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("names the file \"/nowhere/url\", which cannot be read"), "{}", problems[0]);
}

#[test]
fn empty_secret_file_is_refused() {
    let secret = TestFile::new("\n");

    let problems = problems(load(&[("APD_DATABASE__URL_FILE", secret.name())]));

    assert!(problems[0].contains("is empty"), "{}", problems[0]);
}

#[test]
fn password_in_the_configuration_file_is_refused() {
    let with_password = load_file("database.url = 'postgres://apd:pw@db/delius'", &[]);
    let without_password = load_file("database.url = 'postgres://apd@db/delius?sslmode=require'", &[]);

    assert!(problems(with_password)[0].contains("holds a secret; secrets come from the environment"));
    assert!(without_password.is_ok());
}

#[test]
fn url_with_a_password_for_the_wrong_key_is_not_repeated() {
    let url = format!("postgres://apd:{CANARY}@db/delius");
    for variable in [
        "APD_LOG__LEVEL",
        "APD_HTTP__BIND",
        "APD_AUTH__JWKS_URL",
        "APD_AUTH__ISSUER",
        "APD_MESSAGING__QUEUE_URL",
        "APD_MESSAGING__ENDPOINT_URL",
        "APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS",
        "APD_ACCREDITED_PROGRAMMES__TOKEN_URL",
        "APD_URL",
    ] {
        let result = load(&[(variable, &url)]);

        assert!(result.is_err(), "{variable}");
        assert!(!everything_shown(&result).contains(CANARY), "{}", everything_shown(&result));
    }
}

proptest! {
    #[test]
    fn password_of_a_usable_url_is_never_shown(around in "[A-Za-z0-9._~+=!$*-]{0,20}") {
        let url = format!("postgres://apd:{around}{CANARY}{around}@db:5432/delius?sslmode=require");
        let result = load(&[("APD_DATABASE__URL", &url)]);

        prop_assert!(result.is_ok());
        prop_assert!(!everything_shown(&result).contains(CANARY), "{}", everything_shown(&result));
    }

    /// Whatever stands around the secret and makes the value unusable, wherever it is given.
    #[test]
    fn value_that_may_be_secret_is_never_shown_in_errors(
        before in "(postgres://|postgresql://|sqlite|mysql:|)[a-z0-9:/?&=%. '\"\\\\-]{0,12}",
        after in "[a-z0-9:/?&=%. \n'\"\\\\-]{0,6}(@|)[a-z0-9:/?&=%.\n'\"-]{0,12}",
    ) {
        let url = format!("{before}{CANARY}{after}");
        let results = [
            load(&[("APD_DATABASE__URL", &url)]),
            load(&[("APD_DATABASE__URL_FILE", TestFile::new(&url).name())]),
            load(&[("APD_DATABASE__PASSWORD", &url)]),
            load_file(&format!("database.url = '{url}'"), &[]),
            load_file(&format!("database.url = {url}"), &[]),
            load_file(&format!("[database]\nurl = \"{url}\"\n[[["), &[]),
        ];

        for result in results.iter().filter(|result| result.is_err()) {
            prop_assert!(!everything_shown(result).contains(CANARY), "{}", everything_shown(result));
        }
    }
}
