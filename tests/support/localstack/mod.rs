//! Real SQS and SNS for tests: LocalStack, started by `localstack/start`.
//!
//! One instance serves all tests, each of which has a queue of its own ([`TestQueue`]), with a dead-letter queue, and where
//! it wants one a topic ([`TestTopic`]). A test that stops or cuts the server starts an instance for itself
//! ([`LocalStack::start`]) or goes through a [`TcpProxy`](crate::tcp_proxy::TcpProxy).
//!
//! `with-servers COMMAND…` starts an instance and runs the command with its address in `TEST_LOCALSTACK_URL`. Without that
//! variable a test process starts an instance at its first need. LocalStack ends with its owner, as PostgreSQL does
//! (`throwaway`); nothing in it outlives it.

mod instance;
mod queue;
mod topic;

pub use instance::LocalStack;
pub use queue::{TestQueue, TestQueueSettings, client};
pub use topic::TestTopic;

use std::sync::OnceLock;

/// Names an instance of LocalStack on which tests may make queues and topics.
pub const URL_VARIABLE: &str = "TEST_LOCALSTACK_URL";

/// The region of everything in it.
pub const REGION: &str = "eu-west-2";

/// The address of the instance for the tests of this process, such as `http://127.0.0.1:45660`. Starts one at the first
/// call when the environment names none. Blocks.
pub fn url() -> &'static str {
    static NAMED: OnceLock<Option<String>> = OnceLock::new();
    static OWN: OnceLock<LocalStack> = OnceLock::new();
    match NAMED.get_or_init(|| std::env::var(URL_VARIABLE).ok()) {
        Some(url) => url,
        None => OWN.get_or_init(|| LocalStack::start().unwrap_or_else(|error| panic!("{error:#}"))).url(),
    }
}

/// [`url`], without keeping a thread of the runtime from its work.
async fn url_when_started() -> &'static str {
    tokio::task::spawn_blocking(url).await.expect("LocalStack starts")
}

/// One of the scripts of `localstack/`.
fn script(name: &str) -> std::process::Command {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../localstack");
    let mut command = std::process::Command::new(directory.join(name));
    command.stdin(std::process::Stdio::null());
    command
}

/// Runs a script to its end. Gives what it printed.
fn run(command: &mut std::process::Command) -> anyhow::Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        anyhow::bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
