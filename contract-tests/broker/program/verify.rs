//! `cargo pacts verify`: the service keeps what others expect of it.

use crate::arguments::VerifyOptions;
use crate::broker::Broker;
use crate::contract::Contract;
use crate::revision::Revision;
use crate::selection::{Selected, select};
use crate::settings::Settings;
use crate::{results, trial};
use anyhow::{bail, ensure};
use apd_contract_tests::names::SERVICE;

/// How many contracts went how.
#[derive(Default)]
struct Tally {
    kept: usize,
    broken: usize,
    pending: usize,
}

/// Verifies what the broker wants to be verified, and says whether the service keeps all of it that matters.
///
/// # Errors
///
/// When that cannot be told, or the broker not be told of it.
pub(crate) async fn verify(options: VerifyOptions) -> anyhow::Result<bool> {
    apd_contract_tests::prepare();
    let broker = Broker::new(Settings::of_environment()?)?;
    let revision = Revision::of_checkout()?;
    if options.publish {
        revision.ensure_is_checked_out()?;
    }
    println!("{SERVICE} {} of branch {}, by {}", revision.version, revision.branch, broker.settings().base);
    let chosen = choose(&broker, &revision, &options).await?;
    if chosen.is_empty() {
        println!("The broker has no contracts for this service, which is allowed.");
        return Ok(true);
    }
    for engine in options.engines() {
        trial::rehearse(engine).await?;
    }
    let mut tally = Tally::default();
    for (selected, contract) in &chosen {
        tally.add(selected, try_one(&broker, &revision, &options, selected, contract).await?);
    }
    tally.print(&revision, options.publish);
    Ok(tally.broken == 0)
}

/// What to verify. All of it is fetched before anything is verified.
async fn choose(
    broker: &Broker,
    revision: &Revision,
    options: &VerifyOptions,
) -> anyhow::Result<Vec<(Selected, Contract)>> {
    let selected = match &options.pact_url {
        Some(url) => vec![Selected::alone(url.clone())],
        None => select(broker, &revision.branch, options.wip_since).await?,
    };
    if selected.is_empty() && !options.allow_none {
        bail!("the broker has no contracts for {SERVICE}; where that is so on purpose, add --allow-none");
    }
    let mut chosen = vec![];
    for selected in selected {
        let contract = Contract::fetch(broker, &selected.link).await?;
        let takes_results = !options.publish || contract.takes_results();
        ensure!(takes_results, "the broker takes no results for the contract at {}", selected.link);
        chosen.push((selected, contract));
    }
    Ok(chosen)
}

/// Whether the service keeps a contract.
async fn try_one(
    broker: &Broker,
    revision: &Revision,
    options: &VerifyOptions,
    selected: &Selected,
    contract: &Contract,
) -> anyhow::Result<bool> {
    println!("\n== A contract of {}{}", contract.consumer, selected.standing());
    for notice in &selected.notices {
        println!("{notice}");
    }
    let trial = trial::run(contract, &options.engines()).await?;
    println!("=> {}", selected.verdict(trial.is_kept));
    if trial.is_kept && !trial.is_kept_whole() {
        println!("   but for interactions that the contract calls pending");
    }
    if options.publish && trial.interactions.is_empty() {
        println!("   There are no results to publish: this is no contract.");
    } else if options.publish {
        results::publish(broker, contract, &trial, revision).await?;
        println!("   The broker knows.");
    }
    Ok(trial.is_kept)
}

impl Selected {
    fn standing(&self) -> &'static str {
        match (self.is_in_progress, self.is_pending) {
            (true, _) => " (work in progress)",
            (false, true) => " (pending)",
            (false, false) => "",
        }
    }

    fn may_fail(&self) -> bool {
        self.is_pending || self.is_in_progress
    }

    fn verdict(&self, is_kept: bool) -> &'static str {
        match (is_kept, self.may_fail()) {
            (true, _) => "kept",
            (false, true) => "broken, which does not matter yet",
            (false, false) => "BROKEN",
        }
    }
}

impl Tally {
    fn add(&mut self, selected: &Selected, is_kept: bool) {
        match (is_kept, selected.may_fail()) {
            (true, _) => self.kept += 1,
            (false, true) => self.pending += 1,
            (false, false) => self.broken += 1,
        }
    }

    fn print(&self, revision: &Revision, is_published: bool) {
        let Tally { kept, broken, pending } = self;
        println!(
            "\nContracts: {kept} kept, {broken} broken, {pending} broken that are pending or in progress"
        );
        if is_published {
            println!("Published as results of version {} of branch {}", revision.version, revision.branch);
        }
    }
}
