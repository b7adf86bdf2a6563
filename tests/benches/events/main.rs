//! `cargo bench -p apd-tests --bench events`: how many messages a second the service handles.
//!
//! For each engine a database of generated people is made. Messages that tell of a new status wait in a queue of LocalStack,
//! whose details a stand-in for the client's API has, at once or after 50 ms. This program then starts itself again as a
//! child, which is one of three: the service as a deployment runs it; the *floor*, straight loops that receive, call,
//! write and delete without the service; or loops that receive and delete and do nothing else. LocalStack takes a good
//! part of the machine, so it is their ratios that tell something.
//!
//! Options: `--quick` for a short run with fewer people and messages, `--engine sqlite|postgres`, `--concurrency N`.

mod child;
#[path = "../common/mod.rs"]
mod common;
mod kind;
mod loops;
mod measure;
mod options;
mod referral;
mod report;
mod status_change;

use options::Options;

fn main() -> anyhow::Result<()> {
    if common::child::is_child() {
        return common::child::run(child::converse);
    }
    let options = Options::from_command_line();
    common::each_engine::report(&options.common, |database| measure::measure(database, &options))
}
