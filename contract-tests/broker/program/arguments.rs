//! The command line.

use apd_tests::Engine;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// The contracts of the Pact Broker that the environment names
#[derive(Parser)]
#[command(name = "pacts", after_help = ENVIRONMENT)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const ENVIRONMENT: &str = "\
Exit code: 0 all is well, 1 the service breaks a contract, 2 it cannot be told

Environment:
  PACT_BROKER_BASE_URL     the broker
  PACT_BROKER_TOKEN        a token for it, or
  PACT_BROKER_USERNAME     and PACT_BROKER_PASSWORD, a name and password
  PACT_BROKER_HTTP_RETRIES how often a request is repeated that the broker could not serve (3)
  GIT_COMMIT, GIT_BRANCH   the version and branch of the service, in place of what git says
  BUILD_URL                where the build can be looked at, in place of what GitHub says";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Verify what others expect of this service
    Verify(VerifyOptions),
    /// Publish what this service expects of others
    Publish,
}

#[derive(Args)]
pub(crate) struct VerifyOptions {
    /// Tell the broker the results
    #[arg(long)]
    pub(crate) publish: bool,
    /// One engine only
    #[arg(long, value_enum)]
    engine: Option<EngineName>,
    /// Verify this one contract, which the broker has announced by a webhook
    #[arg(long, value_name = "URL", conflicts_with_all = ["wip_since", "allow_none"])]
    pub(crate) pact_url: Option<String>,
    /// Try contracts of branches, too, whose failures do not matter yet, if they are not older than this
    #[arg(long, value_name = "DATE", default_value = "2026-11-01")]
    pub(crate) wip_since: NaiveDate,
    /// It is no failure that the broker has no contracts for this service
    #[arg(long)]
    pub(crate) allow_none: bool,
}

impl VerifyOptions {
    /// What to verify on.
    pub(crate) fn engines(&self) -> Vec<Engine> {
        match self.engine {
            None => vec![Engine::Sqlite, Engine::Postgres],
            Some(EngineName::Sqlite) => vec![Engine::Sqlite],
            Some(EngineName::Postgres) => vec![Engine::Postgres],
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum EngineName {
    Sqlite,
    Postgres,
}
