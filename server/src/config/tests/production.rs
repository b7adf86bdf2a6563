use super::*;
use crate::config::{KeySource, Profile};

/// What production needs at least.
pub(super) const COMPLETE: &[(&str, &str)] = &[
    ("APD_PROFILE", "production"),
    ("APD_DATABASE__URL", "postgres://apd:pw@db/delius"),
    ("APD_AUTH__JWKS_URL", "https://auth.example.org/jwks.json"),
    ("APD_AUTH__ISSUER", "https://auth.example.org/issuer"),
];

/// Loads a complete production environment with these variables in place of its own.
fn load_with(changes: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let unchanged = COMPLETE.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let environment: Vec<_> = unchanged.chain(changes).copied().collect();
    load(&environment)
}

fn problems_with(changes: &[(&str, &str)]) -> Vec<String> {
    problems(load_with(changes))
}

#[test]
fn complete_production_is_accepted() {
    let config = load(COMPLETE).unwrap();

    assert_eq!(config.profile, Profile::Production);
    assert!(!config.data.load_sample);
    assert!(matches!(config.auth.keys(), KeySource::Jwks(_)));
}

#[test]
fn bare_production_names_everything_it_needs() {
    let problems = problems(load(&[("APD_PROFILE", "production")]));

    assert_eq!(problems.len(), 3);
    for (problem, key) in problems.iter().zip(["database.url", "auth.jwks_url", "auth.issuer"]) {
        assert!(problem.starts_with(&format!("{key} is not set, but production needs it")), "{problem}");
    }
}

#[test]
fn empty_variables_do_not_satisfy_production() {
    let problems = problems_with(&[("APD_AUTH__JWKS_URL", ""), ("APD_AUTH__ISSUER", "")]);

    assert_eq!(problems.len(), 2);
    assert!(problems[0].starts_with("auth.jwks_url is not set"), "{}", problems[0]);
    assert!(problems[1].starts_with("auth.issuer is not set"), "{}", problems[1]);
}

#[test]
fn key_set_or_issuer_on_this_machine_is_refused() {
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        let url = format!("https://{host}:9090/x");

        assert!(problems_with(&[("APD_AUTH__JWKS_URL", &url)])[0].contains("is this machine"), "{url}");
        assert!(problems_with(&[("APD_AUTH__ISSUER", &url)])[0].contains("is this machine"), "{url}");
    }
}

#[test]
fn unencrypted_key_set_is_refused() {
    let problems = problems_with(&[("APD_AUTH__JWKS_URL", "http://auth.example.org/jwks.json")]);

    assert_eq!(
        problems,
        ["auth.jwks_url (environment variable APD_AUTH__JWKS_URL) is \
             \"http://auth.example.org/jwks.json\", which is not encrypted; production accepts https:// \
             only; expected an https:// URL, in development http:// too, without credentials, for example \
             APD_AUTH__JWKS_URL=https://sign-in.hmpps.service.justice.gov.uk/auth/.well-known/jwks.json"]
    );
}

#[test]
fn conveniences_of_development_are_refused() {
    assert_eq!(problems_with(&[("APD_DATA__LOAD_SAMPLE", "true")]).len(), 1);
    assert_eq!(problems_with(&[("APD_AUTH__DEVELOPMENT_KEY_FILE", "/tmp/key.pem")]).len(), 1);
    assert!(load_with(&[("APD_DATA__LOAD_SAMPLE", "false")]).is_ok());
}

/// A queue, and all that production asks for it.
fn with_queue(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let queue = [
        ("APD_MESSAGING__QUEUE_URL", "https://sqs.eu-west-2.amazonaws.com/123456789012/queue"),
        ("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", "https://mad.example.org"),
    ];
    // What is given twice counts as given last.
    COMPLETE.iter().chain(&queue).chain(CREDENTIALS).chain(changes).copied().collect()
}

#[test]
fn queue_with_an_allow_list_and_credentials_is_accepted() {
    let config = load(&with_queue(&[])).unwrap();

    assert!(config.messaging.consumed_queue().is_some());
}

#[test]
fn queue_needs_an_allow_list_and_credentials_even_when_switched_off() {
    let queue = ("APD_MESSAGING__QUEUE_URL", "https://sqs.eu-west-2.amazonaws.com/123456789012/queue");
    let problems = problems_with(&[queue, ("APD_MESSAGING__ENABLED", "false")]);

    assert_eq!(problems.len(), 4);
    for (problem, name) in
        problems.iter().zip(["allowed_base_urls", "token_url", "client_id", "client_secret"])
    {
        let missing = format!("accredited_programmes.{name} is not set, but messaging.queue_url needs it");
        assert!(problem.starts_with(&missing), "{problem}");
    }
}

#[test]
fn unencrypted_addresses_of_the_call_back_are_refused() {
    for variable in ["APD_ACCREDITED_PROGRAMMES__TOKEN_URL", "APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS"] {
        let unencrypted = problems(load(&with_queue(&[(variable, "http://example.org")])));
        let here = problems(load(&with_queue(&[(variable, "https://localhost:8443")])));

        assert_eq!((unencrypted.len(), here.len()), (1, 1), "{variable}");
        assert!(unencrypted[0].contains("is not encrypted"), "{}", unencrypted[0]);
        assert!(here[0].contains("is this machine"), "{}", here[0]);
    }
}

#[test]
fn one_unencrypted_base_url_among_others_is_refused() {
    let bases = "https://mad.example.org,http://mad.example.org";
    let problems = problems_with(&[("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", bases)]);

    assert_eq!(problems.len(), 1);
}

#[test]
fn stand_in_for_aws_is_refused() {
    let problems = problems_with(&[("APD_MESSAGING__ENDPOINT_URL", "https://aws.example.org")]);

    assert!(problems[0].contains("is set, but production does not accept it"), "{}", problems[0]);
}

#[test]
fn wrong_value_is_refused_once() {
    assert_eq!(problems_with(&[("APD_AUTH__JWKS_URL", "nonsense")]).len(), 1);
    assert_eq!(problems_with(&[("APD_DATABASE__URL", "nonsense")]).len(), 1);
}

#[test]
fn secret_file_satisfies_production() {
    let secret = TestFile::new("postgres://apd:pw@db/delius");
    let unnamed = COMPLETE.iter().filter(|(name, _)| *name != "APD_DATABASE__URL").copied();
    let environment: Vec<_> = unnamed.chain([("APD_DATABASE__URL_FILE", secret.name())]).collect();

    assert!(load(&environment).is_ok());
}

#[test]
fn production_on_sqlite_is_accepted_when_named() {
    assert!(load_with(&[("APD_DATABASE__URL", "sqlite:/var/lib/apd.db")]).is_ok());
}
