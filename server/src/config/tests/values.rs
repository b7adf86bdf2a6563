use super::*;
use crate::config::KEYS;

#[test]
fn refused_value_is_told_with_key_source_form_and_example() {
    assert_eq!(
        problems(load(&[("APD_HTTP__BIND", "8080")])),
        ["http.bind (environment variable APD_HTTP__BIND) is \"8080\"; expected an IP address and a \
             port, for \
             example APD_HTTP__BIND=0.0.0.0:8080"]
    );
}

#[test]
fn wrong_values_are_refused() {
    let cases = [
        ("APD_PROFILE", "Production"),
        ("APD_HTTP__BIND", "localhost:8080"),
        ("APD_HTTP__MAX_BODY_BYTES", "4 MiB"),
        ("APD_HTTP__MAX_BODY_BYTES", "1023"),
        ("APD_DATABASE__URL", "mysql://h/d"),
        ("APD_DATABASE__POOL_SIZE", "0"),
        ("APD_DATABASE__POOL_SIZE", "65"),
        ("APD_DATABASE__POOL_SIZE", "-1"),
        ("APD_DATABASE__POOL_SIZE", "99999999999999999999"),
        ("APD_DATABASE__MIGRATE_ON_START", "yes"),
        ("APD_AUTH__JWKS_URL", "jwks.json"),
        ("APD_AUTH__ISSUER", "https://u:p@example.org"),
        ("APD_AUTH__REQUIRED_ROLES", "ROLE_A,,ROLE_B"),
        ("APD_AUTH__REQUIRED_ROLES", " , "),
        ("APD_MESSAGING__QUEUE_URL", "accredited-programmes-and-delius-queue"),
        ("APD_MESSAGING__QUEUE_URL", "https://u:p@sqs.eu-west-2.amazonaws.com/1/q"),
        ("APD_MESSAGING__ENABLED", "no"),
        ("APD_MESSAGING__ENDPOINT_URL", "127.0.0.1:4566"),
        ("APD_MESSAGING__REGION", ""),
        ("APD_MESSAGING__REGION", "eu-west-2.example.org/"),
        ("APD_MESSAGING__CONCURRENCY", "0"),
        ("APD_MESSAGING__CONCURRENCY", "201"),
        ("APD_MESSAGING__WAIT_TIME_SECONDS", "21"),
        ("APD_MESSAGING__VISIBILITY_TIMEOUT_SECONDS", "1"),
        ("APD_MESSAGING__VISIBILITY_TIMEOUT_SECONDS", "43201"),
        ("APD_MESSAGING__RETRY_DELAY_MS", "20 s"),
        ("APD_MESSAGING__RETRY_DELAY_MAX_SECONDS", "43201"),
        ("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", "https://mad.example.org/referral"),
        ("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", "https://mad.example.org,mad.example.org"),
        ("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", "https://u:p@mad.example.org"),
        ("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", "ftp://mad.example.org"),
        ("APD_ACCREDITED_PROGRAMMES__CALL_TIMEOUT_MS", "99"),
        ("APD_LOG__FORMAT", "xml"),
        ("APD_LOG__LEVEL", "verbose"),
        ("APD_LOG__LEVEL", "info\n"),
        ("APD_DATA__LOAD_SAMPLE", "1"),
    ];
    for (variable, value) in cases {
        let problems = problems(load(&[(variable, value)]));

        assert_eq!(problems.len(), 1, "{variable}={value}");
        assert!(problems[0].contains(variable), "{}", problems[0]);
        assert!(problems[0].contains("; expected "), "{}", problems[0]);
        assert!(problems[0].contains(&format!("for example {variable}=")), "{}", problems[0]);
    }
}

#[test]
fn every_problem_is_told_at_once() {
    let problems = problems(load_file(
        "log.level = 3\nlog.colour = true\n",
        &[("APD_HTTP__BIND", "x"), ("APD_NONSENSE", "x"), ("APD_DATABASE__POOL_SIZE", "x")],
    ));

    assert_eq!(problems.len(), 5, "{problems:#?}");
}

#[test]
fn every_example_is_a_right_value() {
    for key in KEYS {
        let secret = TestFile::new("sqlite:apd.db");
        let example = if SECRET_FILES.contains(&key.name) { secret.name() } else { key.example };
        let companions: &[(&str, &str)] = match key.name {
            "profile" => super::production::COMPLETE,
            "accredited_programmes.token_url" | "accredited_programmes.client_id" => CREDENTIALS,
            "accredited_programmes.client_secret" | "accredited_programmes.client_secret_file" => {
                &CREDENTIALS[..2]
            }
            _ => &[],
        };
        // What is given twice counts as given last.
        let environment = variables(companions).into_iter().chain([(key.variable(), example.to_owned())]);

        let result = Config::load(None, environment);

        assert!(result.is_ok(), "{}: {}", key.name, result.unwrap_err());
    }
}

#[test]
fn long_values_are_cut() {
    let problems = problems(load(&[("APD_LOG__LEVEL", &"x".repeat(10_000))]));

    assert!(problems[0].len() < 400, "{}", problems[0]);
}
