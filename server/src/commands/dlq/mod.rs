//! `dlq`: the messages that were not handled, for people (behaviour D32).

mod table;

use super::{print, print_line};
use anyhow::{Context, bail};
use apd_server::clock::SystemClock;
use apd_server::config::Config;
use apd_server::messaging::dead_letters::{Chosen, DeadLetters};
use apd_server::messaging::queue::SqsSettings;
use apd_server::{known_of_dead_letters, telemetry};
use std::sync::Arc;

/// What to do.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// List the dead letters: which they are, what each is about, and why it was not handled.
    List {
        /// Print JSON instead of a table.
        #[arg(long)]
        json: bool,
        /// With the bodies of the messages. They hold personal data.
        #[arg(long)]
        body: bool,
    },
    /// Send dead letters to the queue again, all of them or those that are named.
    Redrive {
        /// Id of a dead letter, as `dlq list` shows it; give it again for more.
        #[arg(long = "id", value_name = "ID")]
        ids: Vec<String>,
    },
}

pub(crate) fn run(config: &Config, command: &Command) -> anyhow::Result<()> {
    let settings = SqsSettings::of(config).context("no queue is configured (messaging.queue_url)")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let letters = DeadLetters::of(settings).await?;
        match command {
            Command::List { json, body } => list(config, &letters, *json, *body).await,
            Command::Redrive { ids } => redrive(&letters, ids).await,
        }
    })
}

async fn list(config: &Config, letters: &DeadLetters, json: bool, body: bool) -> anyhow::Result<()> {
    let (log, _flush_on_drop) = telemetry::start_logging(config.log.format, config.log.level);
    let known = known_of_dead_letters(config, Arc::new(SystemClock), log)?;
    let listing = letters.list(&known, body).await?;
    if json {
        print_line(&serde_json::to_string_pretty(&listing)?)?;
    } else {
        print(&table::table(&listing))?;
    }
    if !listing.is_complete {
        eprintln!("there are more dead letters than these");
    }
    Ok(())
}

async fn redrive(letters: &DeadLetters, ids: &[String]) -> anyhow::Result<()> {
    let chosen = if ids.is_empty() { Chosen::All } else { Chosen::Ids(ids.iter().cloned().collect()) };
    let redriven = letters.redrive(&chosen).await?;
    print_line(&format!("redriven: {}", redriven.sent))?;
    if redriven.not_deleted > 0 {
        eprintln!("{} of them could not be deleted and are dead letters still", redriven.not_deleted);
    }
    if redriven.hidden > 0 {
        eprintln!("hidden at present: {}; run the command again in two minutes", redriven.hidden);
    }
    if !redriven.is_complete {
        eprintln!("there are more dead letters than were looked at; run the command again");
    }
    if !redriven.unknown.is_empty() {
        bail!("no dead letter has the id {}", redriven.unknown.join(" or "));
    }
    Ok(())
}
