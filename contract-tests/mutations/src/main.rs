//! `cargo mutations`: breaks the contract on purpose, one break at a time, and sees which check notices.
//!
//! Each break of `mutations.toml` is made in a copy of the working tree below `target/mutations`, as somebody would make
//! it who does not know what it does to others: the documents are generated anew ([`tree`]). Then the checks of `tests/run`
//! that stand between a change and the client team are run, the quickest first, until one is red ([`check`]). A break that
//! none of them notices is a hole in the net, and the command ends with 1.

mod check;
mod mutation;
mod report;
mod tree;

use anyhow::{Context, bail};
use check::{Check, Verdict};
use clap::Parser;
use mutation::Mutation;
use report::Report;
use std::process::ExitCode;
use tree::Tree;

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
}

fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    let mutations = chosen(&options.names)?;
    if options.list {
        return list(&mutations);
    }
    let tree = Tree::copy().context("failed to copy the working tree")?;
    see_that_all_is_green(&tree)?;
    let mut report = Report::default();
    for mutation in mutations {
        eprint!("{}: ", mutation.name);
        let verdicts = attempt(&tree, &mutation, options.every_check)
            .with_context(|| format!("failed to make the break {}", mutation.name))?;
        eprintln!("{}", report::in_words(&verdicts));
        report.add(mutation, verdicts);
    }
    println!("{report}");
    Ok(if report.is_net_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(names: &[String]) -> anyhow::Result<Vec<Mutation>> {
    let all = mutation::all()?;
    if let Some(unknown) = names.iter().find(|name| !all.iter().any(|mutation| mutation.name == **name)) {
        bail!("there is no break called {unknown}");
    }
    Ok(all.into_iter().filter(|mutation| names.is_empty() || names.contains(&mutation.name)).collect())
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
        match check.run(tree)? {
            Verdict::Green => eprintln!("green"),
            Verdict::Red(evidence) => bail!("red without any break: {evidence}"),
        }
    }
    Ok(())
}

/// Makes a break, runs the checks, and takes it back. Gives what the checks said, in their order.
fn attempt(tree: &Tree, mutation: &Mutation, every_check: bool) -> anyhow::Result<Vec<(Check, Verdict)>> {
    let _undone_on_drop = tree.apply(mutation)?;
    let mut verdicts = Vec::new();
    for check in Check::ALL {
        let verdict = check.run(tree)?;
        let is_red = matches!(verdict, Verdict::Red(_));
        verdicts.push((check, verdict));
        if is_red && !every_check {
            break;
        }
    }
    Ok(verdicts)
}
