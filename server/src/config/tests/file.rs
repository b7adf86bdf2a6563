use std::path::Path;

use slog::Level;

use super::*;

#[test]
fn file_sets_keys_by_section_or_by_dots() {
    let config = load_file(
        r#"
            profile = "development"
            log.level = "debug"

            [http]
            bind = "0.0.0.0:9000"
            max_body_bytes = 2048

            [auth]
            required_roles = ["ROLE_A", " ROLE_B "]

            [data]
            load_sample = false
        "#,
        &[],
    )
    .unwrap();

    assert_eq!(config.http.bind.to_string(), "0.0.0.0:9000");
    assert_eq!(config.http.max_body_bytes, 2048);
    assert_eq!(config.auth.required_roles, ["ROLE_A", "ROLE_B"]);
    assert_eq!(config.log.level, Level::Debug);
    assert!(!config.data.load_sample);
}

#[test]
fn environment_wins_over_the_file() {
    let config =
        load_file("log.level = \"debug\"\nhttp.bind = \"0.0.0.0:1\"", &[("APD_LOG__LEVEL", "error")])
            .unwrap();

    assert_eq!(config.log.level, Level::Error);
    assert_eq!(config.http.bind.to_string(), "0.0.0.0:1");
}

#[test]
fn wrong_value_in_the_file_does_no_harm_when_the_environment_overrides_it() {
    let config = load_file("log.level = 3", &[("APD_LOG__LEVEL", "error")]).unwrap();

    assert_eq!(config.log.level, Level::Error);
}

#[test]
fn file_is_named_by_the_variable_unless_by_the_argument() {
    let named_by_variable = TestFile::new("log.level = \"debug\"");
    let environment = variables(&[("APD_CONFIG", named_by_variable.name())]);

    let by_variable = Config::load(None, environment.clone()).unwrap();
    let argument = TestFile::new("log.level = \"error\"");
    let by_argument = Config::load(Some(&argument.path), environment).unwrap();

    assert_eq!(by_variable.log.level, Level::Debug);
    assert_eq!(by_argument.log.level, Level::Error);
}

#[test]
fn unknown_key_in_the_file_is_refused() {
    let file = TestFile::new("[data]\nload_samples = true\n");

    let problems = problems(Config::load(Some(&file.path), []));

    assert_eq!(
        problems,
        [format!(
            "data.load_samples (file {}) is not a key; expected data.load_sample, for example \
             data.load_sample = false",
            file.name()
        )]
    );
}

#[test]
fn unknown_section_is_refused_even_when_empty() {
    for content in ["[colours]\n", "[http.bounds]\n", "http = 3\n", "colours = []\n"] {
        assert_eq!(problems(load_file(content, &[])).len(), 1, "{content}");
    }
}

#[test]
fn value_of_another_type_is_refused() {
    let cases = [
        ("http.bind = 8080", "integer"),
        ("http.max_body_bytes = \"2048\"", "string"),
        ("http.bind.port = 1", "table"),
        ("auth.required_roles = \"ROLE_A,ROLE_B\"", "string"),
        ("auth.required_roles = [1]", "integer"),
        ("data.load_sample = \"true\"", "string"),
        ("database.pool_size = 2.5", "float"),
    ];
    for (content, found) in cases {
        let problems = problems(load_file(content, &[]));

        assert_eq!(problems.len(), 1, "{content}");
        assert!(problems[0].contains(&format!("is of type {found}; expected ")), "{}", problems[0]);
    }
}

#[test]
fn empty_values_in_the_file_are_refused() {
    for content in ["auth.issuer = \"\"", "auth.required_roles = []", "auth.required_roles = [\"\"]"] {
        assert_eq!(problems(load_file(content, &[])).len(), 1, "{content}");
    }
}

#[test]
fn example_for_the_file_is_written_as_the_file_is() {
    let problems = problems(load_file("auth.required_roles = []", &[]));

    assert!(problems[0].contains(r#"for example auth.required_roles = ["ROLE_"#), "{}", problems[0]);
}

#[test]
fn file_that_is_not_toml_is_told_with_its_line() {
    let file = TestFile::new("profile = \"development\"\nlog.level = = 1\n");

    let problems = problems(Config::load(Some(&file.path), []));

    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("line 2, column 13"), "{}", problems[0]);
    assert!(problems[0].contains("for example http.bind = \"0.0.0.0:8080\""), "{}", problems[0]);
}

#[test]
fn missing_file_is_told_with_who_named_it() {
    let by_argument = problems(Config::load(Some(Path::new("/nowhere/apd.toml")), []));
    let by_variable = problems(load(&[("APD_CONFIG", "/nowhere/apd.toml")]));

    assert!(
        by_argument[0].starts_with("--config names the file \"/nowhere/apd.toml\""),
        "{}",
        by_argument[0]
    );
    assert!(
        by_variable[0].starts_with("APD_CONFIG names the file \"/nowhere/apd.toml\""),
        "{}",
        by_variable[0]
    );
}
