//! `localstack/run`: the whole chain of the events on this machine. A topic and a queue in LocalStack, the service, and a
//! stand-in for the client's API, each in a process of its own; then every sample, and what it has led to.
//!
//! Nothing of it is left afterwards. It fails when a sample does not lead to what the table of `apd_tests::samples` says: the
//! contacts, the ends of components, the outgoing events; of the bad ones a dead letter with its reason, and nothing else.

mod chain;
mod contacts;
mod programs;

use anyhow::{Context, bail};
use apd_tests::narration::Narration;
use apd_tests::samples::{self, CLIENT_API, EFFECTS, Sample, effect_of};
use apd_tests::{Engine, TestDatabase};
use chain::Chain;

/// The way that a sample takes to the queue.
#[derive(Clone, Copy)]
enum Way {
    /// Its event is published on the topic, and SNS makes the envelope.
    Topic,
    /// As it is.
    Queue,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let engine = engine(std::env::args().nth(1).as_deref())?;
    let story = Narration::to_stdout();
    story.chapter("LocalStack, the service and a stand-in for the client's API start");
    let database = tokio::task::spawn_blocking(move || TestDatabase::empty(engine)).await?;
    let chain = Chain::start(&story, database).await?;
    let told = tell(&story, &chain).await.context("a sample has not led to what it should");
    if told.is_err() {
        story.line(&format!("The service has said:\n{}", chain.log()));
    }
    chain.stop()?;
    told?;
    story.chapter("The end");
    story.line("Every sample has led to what it should. Everything that was started has stopped.");
    Ok(())
}

fn engine(argument: Option<&str>) -> anyhow::Result<Engine> {
    match argument {
        None | Some("sqlite") => Ok(Engine::Sqlite),
        Some("postgres") => Ok(Engine::Postgres),
        Some(_) => bail!("usage: localstack/run [sqlite|postgres]"),
    }
}

async fn tell(story: &Narration, chain: &Chain) -> anyhow::Result<()> {
    let mut played = 0;
    for (folder, title) in [
        ("good", "Events on the topic, as the client publishes them"),
        ("tolerated", "Unusual events, and not errors"),
        ("raw", "Events without an envelope"),
    ] {
        story.chapter(title);
        for sample in samples::of(folder)? {
            show_handled(story, chain, &sample).await.with_context(|| sample.name.clone())?;
            played += 1;
        }
    }
    story.chapter("Messages that nobody can handle");
    let bad = samples::of("bad")?;
    let before = chain.written_after(0);
    for sample in &bad {
        chain.send(sample).await?;
    }
    story.line(&format!("{} are sent; each is received three times.", bad.len()));
    chain.wait_for_dead_letters(bad.len()).await?;
    println!("{}", chain.list_dead_letters()?);
    compare(&chain.written_after(0).differences(&before))?;
    compare(&chain.failures_other_than(&samples::refusals(&bad, CLIENT_API)?))?;
    if played + bad.len() != EFFECTS.len() {
        bail!("{} samples were played, and {} have effects", played + bad.len(), EFFECTS.len());
    }
    Ok(())
}

/// The way that a sample takes. SNS gives its own time to an event that tells none, so this one comes in the envelope whose
/// time its effect is known for.
fn way(sample: &Sample) -> Way {
    let is_as_it_is = sample.name.starts_with("raw/") || sample.name == "tolerated/occurred-at-absent.json";
    if is_as_it_is { Way::Queue } else { Way::Topic }
}

/// Fails when something differs.
fn compare(differences: &[String]) -> anyhow::Result<()> {
    if !differences.is_empty() {
        bail!("{}", differences.join("; "));
    }
    Ok(())
}

/// Sends a sample, waits until it is acknowledged, and shows the contacts that it has led to. Fails when it has written
/// something else than it should.
async fn show_handled(story: &Narration, chain: &Chain, sample: &Sample) -> anyhow::Result<()> {
    story.call(&sample.name);
    let (last, handled) = (chain.last_contact()?, chain.handled());
    let mut expected = chain.written_after(last);
    expected.add(effect_of(sample)?);
    match way(sample) {
        Way::Topic => chain.publish(sample).await?,
        Way::Queue => chain.send(sample).await?,
    }
    chain.wait_until_handled(handled).await?;
    let rows = chain.contacts_after(last)?;
    if rows.is_empty() {
        story.line("no contact is written");
    } else {
        story.table(&rows);
    }
    compare(&chain.written_after(last).differences(&expected))
}
