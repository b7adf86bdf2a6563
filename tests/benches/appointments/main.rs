//! `cargo bench -p apd-tests --bench appointments`: how fast appointments are created, updated and deleted.
//!
//! For each engine a database of generated people is made, and this program starts itself again as a child: the service
//! as a deployment runs it. The parent sends it batches over HTTP, each for people of its own. After each batch the child
//! writes the very same rows once more, through the same pool and by the same bulk statements, but without looking up or
//! checking anything: what the service cannot be faster than, from the same moment.
//!
//! Options: `--quick` for a short run with fewer people, `--engine sqlite|postgres`,
//! `--only create|complied|enforced|delete`.

mod bare;
mod batch;
mod child;
#[path = "../common/mod.rs"]
mod common;
mod driver;
mod figures;
mod groups;
mod ids;
mod measure;
mod operation;
mod options;
mod report;

use options::Options;

fn main() -> anyhow::Result<()> {
    if common::child::is_child() {
        return common::child::run(child::converse);
    }
    let options = Options::from_command_line();
    common::each_engine::report(&options.common, |database| measure::measure(database, &options))
}
