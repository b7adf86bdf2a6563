//! `cargo mutations`: breaks the contract on purpose, one break at a time, and sees which check notices.
//!
//! Each break of `mutations.toml` is made in a copy of the working tree below `target/mutations`, as somebody would make
//! it who does not know what it does to others: the documents are generated anew ([`tree`]). Then the checks of `tests/run`
//! that stand between a change and the client team are run, those first that notice soonest, until one is red
//! ([`check`]). What they print is read by [`said`], and what is built already serves the copy, too ([`warm`]). A break
//! that no check notices is a hole in the net, and the command ends with 1.

mod check;
mod mutation;
mod report;
mod said;
mod tree;
mod warm;

use anyhow::{Context, bail};
use check::{Check, Verdict};
use clap::Parser;
use mutation::Mutation;
use report::{Outcome, Report};
use std::process::ExitCode;
use tree::{Change, Tree};

/// Breaks the contract on purpose, and sees which check notices.
#[derive(Parser)]
#[command(name = "cargo mutations")]
struct Options {
    /// The breaks to make; all unless told
    names: Vec<String>,
    /// Lists the breaks, and sees that each can be made; nothing is built
    #[arg(long)]
    list: bool,
    /// Goes on after the first red check, to see which others notice
    #[arg(long)]
    every_check: bool,
    /// Leaves the release gate out, as if the version had been raised to what it demands
    #[arg(long)]
    past_the_gate: bool,
}

impl Options {
    /// Whether a check is run that can notice something.
    fn want(&self, check: Check) -> bool {
        !(self.past_the_gate && check == Check::Release)
    }
}

fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    let mutations = chosen(&options.names)?;
    if options.list {
        return list(&mutations);
    }
    let tree = Tree::copy().context("failed to copy the working tree")?;
    see_that_all_is_green(&tree)?;
    // Each row is printed as soon as it is known, so that a run that ends early has been of use.
    let mut report = Report::default();
    println!("{}", report::HEADING);
    for mutation in mutations {
        let outcome = Outcome::of(attempt(&tree, &mutation, &options));
        println!("{}", report::row(&mutation, &outcome));
        report.add(&outcome);
    }
    println!("\n{report}");
    Ok(if report.is_net_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The breaks that were asked for. Those of the service alone come first: after a break of the contract everything that is
/// made of it has to be built again.
fn chosen(names: &[String]) -> anyhow::Result<Vec<Mutation>> {
    let mut all = mutation::all()?;
    if let Some(unknown) = names.iter().find(|name| !all.iter().any(|mutation| mutation.name == **name)) {
        bail!("there is no break called {unknown}");
    }
    all.retain(|mutation| names.is_empty() || names.contains(&mutation.name));
    all.sort_by_key(Mutation::is_of_contract);
    Ok(all)
}

fn list(mutations: &[Mutation]) -> anyhow::Result<ExitCode> {
    for mutation in mutations {
        tree::read_and_apply(mutation)
            .with_context(|| format!("the break {} cannot be made", mutation.name))?;
        println!("{}: {}", mutation.name, mutation.breaks);
    }
    println!("{} breaks", mutations.len());
    Ok(ExitCode::SUCCESS)
}

/// A check that is red without any break would catch every one.
fn see_that_all_is_green(tree: &Tree) -> anyhow::Result<()> {
    for check in Check::ALL {
        eprint!("without a break, {}: ", check.name());
        match check.run(tree, Change::default())? {
            Verdict::Green => eprintln!("green"),
            Verdict::Red(evidence) => bail!("red without any break: {evidence}"),
        }
    }
    Ok(())
}

/// Makes a break, runs the checks, and takes it back. Gives those that were red, with what they said, in their order.
fn attempt(tree: &Tree, mutation: &Mutation, options: &Options) -> anyhow::Result<Vec<(Check, String)>> {
    let made = tree.apply(mutation)?;
    let change = made.generate_documents(mutation)?;
    let mut red = Vec::new();
    for check in Check::ALL.into_iter().filter(|check| check.can_notice(change) && options.want(*check)) {
        eprint!("{}, {}: ", mutation.name, check.name());
        let verdict = check.run(tree, change).inspect_err(|_| eprintln!("cannot tell"));
        match verdict.with_context(|| check.name())? {
            Verdict::Green => eprintln!("green"),
            Verdict::Red(evidence) => {
                eprintln!("red: {evidence}");
                red.push((check, evidence));
                if !options.every_check {
                    break;
                }
            }
        }
    }
    Ok(red)
}
