use super::*;
use tempfile::TempDir;

fn documents(version: &str) -> Documents {
    let text = format!("{{\"info\":{{\"version\":\"{version}\"}}}}");
    Documents { openapi: text.clone(), asyncapi: text }
}

fn with_released(versions: &[&str]) -> (TempDir, Released) {
    let project = tempfile::tempdir().unwrap();
    let released = Released::of_project(project.path());
    for version in versions {
        released.freeze(&documents(version)).unwrap();
    }
    (project, released)
}

fn refusal(result: anyhow::Result<Option<Documents>>) -> String {
    format!("{:#}", result.unwrap_err())
}

#[test]
fn latest_is_the_highest_version_by_number() {
    let (_project, released) = with_released(&["1.9.0", "1.10.0", "1.2.0"]);

    assert_eq!(released.latest().unwrap(), Some(documents("1.10.0")));
}

#[test]
fn nothing_is_released_before_the_first_release() {
    let (_project, released) = with_released(&[]);

    assert_eq!(released.latest().unwrap(), None);
}

#[test]
fn released_document_is_never_written_again() {
    let (_project, released) = with_released(&["1.0.0"]);
    let other =
        Documents { asyncapi: "{\"info\":{\"version\":\"1.0.0\"},\"x\":1}".to_owned(), ..documents("1.0.0") };

    let again = released.freeze(&other);

    assert!(again.is_err());
    assert_eq!(released.find(&Version::new(1, 0, 0)).unwrap(), Some(documents("1.0.0")));
}

#[test]
fn version_with_one_document_missing_is_a_fault() {
    let (project, released) = with_released(&["1.0.0"]);
    fs::remove_file(project.path().join("api-spec/released/asyncapi-1.0.0.json")).unwrap();

    assert!(refusal(released.latest()).contains("asyncapi-1.0.0.json"));
}

#[test]
fn document_under_the_name_of_another_version_is_a_fault() {
    let (project, released) = with_released(&["1.0.0"]);
    for kind in ["openapi", "asyncapi"] {
        let at = |version| project.path().join(format!("api-spec/released/{kind}-{version}.json"));
        fs::rename(at("1.0.0"), at("2.0.0")).unwrap();
    }

    assert_eq!(refusal(released.latest()), "the documents released as 2.0.0 say that they are 1.0.0");
}

#[test]
fn file_of_another_kind_is_a_fault() {
    let (project, released) = with_released(&["1.0.0"]);
    fs::write(project.path().join("api-spec/released/openapi-latest.json"), "{}").unwrap();

    assert!(refusal(released.latest()).contains("openapi-latest.json"));
}
