//! `cargo bench -p apd-tests --bench reads`: how fast the reads are, on both engines.
//!
//! For each engine a database of generated people is made, and this program starts itself again as a child: the service
//! as a deployment runs it, and beside it, in the same process, an empty Dropshot handler. wrk drives both over HTTP;
//! the child also runs the statements of each endpoint by themselves, through the same pool. So each figure stands
//! beside what it cannot be faster than, from the same run: the figures of another machine mean nothing here.
//!
//! Options: `--quick` for a shorter run with fewer people, `--engine sqlite|postgres`, `--only NAME`.

mod bare;
mod child;
#[path = "../common/mod.rs"]
mod common;
mod ids;
mod options;
mod report;
mod workload;
mod wrk;

use options::Options;

fn main() -> anyhow::Result<()> {
    if common::child::is_child() {
        return common::child::run(child::converse);
    }
    let options = Options::from_command_line();
    wrk::require()?;
    common::each_engine::report(&options.common, |database| report::measure(database, &options))
}
