//! One engine after the other.

use super::database::{self, Database};
use super::options::CommonOptions;
use anyhow::Context;
use std::fmt::Display;

/// Makes a database on each engine that is asked for and measures it. Prints the reports when all are there.
pub(crate) fn report<R: Display>(
    options: &CommonOptions,
    measure: impl Fn(&Database) -> anyhow::Result<R>,
) -> anyhow::Result<()> {
    let mut reports = Vec::new();
    for engine in options.engines() {
        let database = database::make(engine, options.people()).context("failed to make the database")?;
        reports.push(measure(&database)?);
    }
    for report in &reports {
        println!("\n{report}");
    }
    Ok(())
}
