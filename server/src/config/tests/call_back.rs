use super::*;

const ALLOWED: &str = "APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS";

fn bases(config: &Config) -> Vec<String> {
    config.accredited_programmes.allowed_base_urls.iter().map(ToString::to_string).collect()
}

#[test]
fn allowed_base_urls_are_taken_as_scheme_host_and_port() {
    let config = load(&[(ALLOWED, "https://MAD.example.org/, http://127.0.0.1:8080")]).unwrap();

    assert_eq!(bases(&config), ["https://mad.example.org/", "http://127.0.0.1:8080/"]);
}

#[test]
fn client_and_token_endpoint_are_given_together() {
    let config = load(CREDENTIALS).unwrap();

    let credentials = config.accredited_programmes.credentials.unwrap();
    assert_eq!(credentials.token_url.as_str(), "https://auth.example.org/oauth/token");
    assert_eq!(credentials.client_id, "a-client");
    assert_eq!(credentials.client_secret.expose(), "open sesame");
}

#[test]
fn part_of_the_credentials_that_is_missing_is_named() {
    let names = ["token_url", "client_id", "client_secret"];
    for (index, name) in names.into_iter().enumerate() {
        let given: Vec<_> = CREDENTIALS
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, given)| *given)
            .collect();

        let problems = problems(load(&given));

        assert_eq!(problems.len(), 1, "{name}");
        let missing = format!("accredited_programmes.{name} is not set, but accredited_programmes.");
        assert!(problems[0].starts_with(&missing), "{}", problems[0]);
    }
}

#[test]
fn part_of_the_credentials_that_is_wrong_is_refused_once() {
    let mut given = CREDENTIALS.to_vec();
    given[0].1 = "auth.example.org";

    assert_eq!(problems(load(&given)).len(), 1);
}

#[test]
fn client_secret_comes_from_the_file_named_for_it() {
    let secret = TestFile::new("open sesame\n");
    let file = ("APD_ACCREDITED_PROGRAMMES__CLIENT_SECRET_FILE", secret.name());
    let given: Vec<_> = CREDENTIALS[..2].iter().copied().chain([file]).collect();

    let config = load(&given).unwrap();

    assert_eq!(config.accredited_programmes.credentials.unwrap().client_secret.expose(), "open sesame");
}

#[test]
fn client_secret_in_the_configuration_file_is_refused() {
    let problems = problems(load_file("accredited_programmes.client_secret = 'sesame'", &CREDENTIALS[..2]));

    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("holds a secret; secrets come from the environment"), "{}", problems[0]);
    assert!(!problems[0].contains("sesame"), "{}", problems[0]);
}

#[test]
fn client_secret_is_described_without_being_shown() {
    let config = load(CREDENTIALS).unwrap();

    let shown = format!("{} {config:?}", config.describe());

    assert!(shown.contains("accredited_programmes.client_secret = \"***\""), "{shown}");
    assert!(!shown.contains("sesame"), "{shown}");
}

#[test]
fn queue_is_consumed_unless_it_is_switched_off() {
    let url = "https://sqs.eu-west-2.amazonaws.com/123456789012/queue";
    let queue = ("APD_MESSAGING__QUEUE_URL", url);

    let consumed =
        |given: &[(&str, &str)]| load(given).unwrap().messaging.consumed_queue().map(str::to_owned);

    assert_eq!(consumed(&[]), None);
    assert_eq!(consumed(&[queue]).as_deref(), Some(url));
    assert_eq!(consumed(&[queue, ("APD_MESSAGING__ENABLED", "false")]), None);
}
