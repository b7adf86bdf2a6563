//! Tests of loading as a whole: from a file and an environment to a configuration or an error text.

mod call_back;
mod description;
mod environment;
mod file;
mod production;
mod secrets;
mod values;

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::{Config, ConfigError};

/// The keys that name the file of a secret.
const SECRET_FILES: [&str; 2] = ["database.url_file", "accredited_programmes.client_secret_file"];

/// As whom the client's API is called.
const CREDENTIALS: &[(&str, &str)] = &[
    ("APD_ACCREDITED_PROGRAMMES__TOKEN_URL", "https://auth.example.org/oauth/token"),
    ("APD_ACCREDITED_PROGRAMMES__CLIENT_ID", "a-client"),
    ("APD_ACCREDITED_PROGRAMMES__CLIENT_SECRET", "open sesame"),
];

/// Loads with no file and these variables.
fn load(environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::load(None, variables(environment))
}

fn variables(environment: &[(&str, &str)]) -> Vec<(String, String)> {
    environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Loads a file of this content and these variables.
fn load_file(content: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let file = TestFile::new(content);
    Config::load(Some(&file.path), variables(environment))
}

/// A file that goes away with the value.
struct TestFile {
    path: PathBuf,
    _directory: TempDir,
}

impl TestFile {
    fn new(content: &str) -> Self {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("apd.toml");
        fs::write(&path, content).unwrap();
        Self { path, _directory: directory }
    }

    fn name(&self) -> &str {
        self.path.to_str().unwrap()
    }
}

/// The lines of an error text after its heading.
fn problems(result: Result<Config, ConfigError>) -> Vec<String> {
    let text = result.unwrap_err().to_string();
    text.lines().skip(1).map(|line| line.trim_start().to_owned()).collect()
}
