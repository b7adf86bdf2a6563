use super::*;
use crate::config::KEYS;

#[test]
fn description_names_every_key_in_the_order_of_the_table() {
    let description = Config::development().describe();

    let described: Vec<_> = description
        .lines()
        .map(|line| line.trim_start_matches("# ").split(' ').next().unwrap_or_default())
        .collect();
    // The content of such a file is described as the secret itself.
    let expected: Vec<_> =
        KEYS.iter().map(|key| key.name).filter(|name| !SECRET_FILES.contains(name)).collect();
    assert_eq!(described, expected);
}

#[test]
fn description_shows_values_in_force_and_where_they_came_from() {
    let file = TestFile::new("log.level = \"debug\"\nhttp.max_body_bytes = 2048\n");
    let environment = variables(&[("APD_LOG__LEVEL", "error")]);

    let description = Config::load(Some(&file.path), environment).unwrap().describe();

    let line = |key: &str| description.lines().find(|line| line.contains(key)).unwrap().to_owned();
    assert_eq!(line("log.level"), "log.level = \"error\"  # environment variable APD_LOG__LEVEL");
    assert_eq!(line("http.max_body_bytes"), format!("http.max_body_bytes = 2048  # file {}", file.name()));
    assert_eq!(line("http.bind"), "http.bind = \"127.0.0.1:8080\"  # default");
    assert_eq!(line("auth.issuer"), "# auth.issuer is not in force");
}

#[test]
fn description_is_a_configuration_file_of_the_same_configuration() {
    let config =
        load(&[("APD_AUTH__ISSUER", "https://auth.example.org"), ("APD_LOG__FORMAT", "json")]).unwrap();

    let reloaded = load_file(&config.describe(), &[]).unwrap();

    assert_eq!(without_origins(&reloaded), without_origins(&config));
}

#[test]
fn documented_defaults_are_those_in_force() {
    let description = Config::development().describe();

    // Prose stands where the default depends on something.
    for key in KEYS.iter().filter(|key| key.default.is_some_and(|default| !default.contains(' '))) {
        let default = key.default.unwrap();
        let shown = [format!("{} = {default}  #", key.name), format!("{} = \"{default}\"  #", key.name)];
        assert!(shown.iter().any(|line| description.contains(line)), "{}: {default}", key.name);
    }
}

fn without_origins(config: &Config) -> String {
    let lines = config.describe();
    lines.lines().map(|line| line.split("  #").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}
