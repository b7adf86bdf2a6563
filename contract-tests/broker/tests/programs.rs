//! Runs `cargo pacts` and `pact` as people and workflows do.

use crate::stand_in::{StandIn, TOKEN};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;
use tokio::process::Command;

/// The programs, with what the environment tells them.
pub(crate) struct Programs {
    directory: TempDir,
    environment: Vec<(&'static str, String)>,
}

/// What a program did.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    /// What it printed.
    pub(crate) said: String,
}

impl Programs {
    /// For a broker, which lets them in, and a version of the service.
    pub(crate) fn new(broker: &StandIn) -> Programs {
        let environment = vec![
            ("PACT_BROKER_BASE_URL", broker.url()),
            ("PACT_BROKER_TOKEN", TOKEN.to_owned()),
            ("PACT_BROKER_HTTP_RETRIES", "0".to_owned()),
            ("GIT_COMMIT", "5e41ce1".to_owned()),
            ("GIT_BRANCH", "main".to_owned()),
        ];
        Programs { directory: TempDir::new().unwrap(), environment }
    }

    /// With another value of a variable.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Programs {
        self.environment.retain(|(known, _)| *known != name);
        self.environment.push((name, value.into()));
        self
    }

    /// Where they run.
    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// `cargo pacts`.
    pub(crate) async fn pacts(&self, arguments: &[&str]) -> Run {
        self.run(Path::new(env!("CARGO_BIN_EXE_pacts")), "cargo pacts", &[], arguments).await
    }

    /// `pact broker`.
    pub(crate) async fn pact(&self, arguments: &[&str]) -> Run {
        let program = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("broker/pact");
        self.run(&program, "contract-tests/broker/pact broker", &["broker"], arguments).await
    }

    async fn run(&self, program: &Path, name: &str, first: &[&str], arguments: &[&str]) -> Run {
        let mut command = Command::new(program);
        // Whatever says in a workflow which version it is.
        for (variable, _) in std::env::vars_os() {
            let is_of_build = ["GITHUB_", "GIT_", "BUILD_", "PACT_BROKER_"]
                .iter()
                .any(|prefix| variable.to_string_lossy().starts_with(prefix));
            if is_of_build {
                command.env_remove(variable);
            }
        }
        command.args(first).args(arguments).envs(self.environment.iter().cloned());
        let output = command.current_dir(self.directory()).stdin(Stdio::null()).output().await.unwrap();
        let said =
            [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        let code = output.status.code().expect("the program is not killed");
        println!("$ {name} {}\n{}\n[exit code {code}]\n", arguments.join(" "), said.trim());
        Run { code, said }
    }
}

impl Run {
    /// Whether it printed something.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.said.contains(text)
    }
}
