use super::*;
use std::fs;
use tempfile::TempDir;

const FILE: &str = "api-spec/released/openapi-1.0.0.json";

fn git(project: &Path, arguments: &[&str]) {
    // Whatever the machine's settings are: a commit needs an author, and neither signatures nor hooks are wanted.
    let settings = [
        "user.name=A",
        "user.email=a@b.example",
        "commit.gpgSign=false",
        "tag.gpgSign=false",
        "core.hooksPath=/dev/null",
    ];
    let settings: Vec<_> = settings.into_iter().flat_map(|setting| ["-c", setting]).collect();
    lines(project, &[&settings[..], arguments].concat()).unwrap();
}

/// A project with a released document, and a tag.
fn tagged(tag: &str) -> TempDir {
    let project = tempfile::tempdir().unwrap();
    fs::create_dir_all(project.path().join(RELEASED)).unwrap();
    fs::write(project.path().join(FILE), "{}").unwrap();
    git(project.path(), &["init", "--quiet"]);
    git(project.path(), &["add", "."]);
    git(project.path(), &["commit", "--quiet", "--message", "A release"]);
    git(project.path(), &["tag", tag]);
    project
}

#[test]
fn document_as_it_was_tagged_is_not_altered() {
    let project = tagged("v1.0.0");
    fs::write(project.path().join("api-spec/released/openapi-1.1.0.json"), "{}").unwrap();

    assert_eq!(altered(project.path()).unwrap(), []);
}

#[test]
fn document_that_was_changed_after_its_tag_is_altered() {
    let project = tagged("v1.0.0");
    fs::write(project.path().join(FILE), "{\"info\":{}}").unwrap();

    let expected = Altered { path: FILE.to_owned(), tag: "v1.0.0".to_owned() };
    assert_eq!(altered(project.path()).unwrap(), [expected]);
}

#[test]
fn document_that_is_gone_after_its_tag_is_altered() {
    let project = tagged("v1.0.0");
    fs::remove_file(project.path().join(FILE)).unwrap();

    assert_eq!(altered(project.path()).unwrap().len(), 1);
}

#[test]
fn tag_that_is_of_no_release_says_nothing() {
    let project = tagged("before-the-move");
    fs::remove_file(project.path().join(FILE)).unwrap();

    assert_eq!(altered(project.path()).unwrap(), []);
}

#[test]
fn tag_of_a_later_commit_says_nothing() {
    let project = tagged("v1.0.0");
    fs::write(project.path().join("api-spec/released/openapi-1.1.0.json"), "{}").unwrap();
    git(project.path(), &["add", "."]);
    git(project.path(), &["commit", "--quiet", "--message", "Another release"]);
    git(project.path(), &["tag", "v1.1.0"]);
    git(project.path(), &["checkout", "--quiet", "v1.0.0"]);

    assert_eq!(altered(project.path()).unwrap(), []);
}

#[test]
fn project_without_git_has_no_tags() {
    let project = tempfile::tempdir().unwrap();

    assert_eq!(altered(project.path()).unwrap(), []);
}
