//! `cargo pacts publish`: what this service expects of others.

use crate::broker::{Broker, Resource};
use crate::revision::Revision;
use crate::settings::Settings;
use anyhow::{Context, ensure};
use apd_contract_tests::names::SERVICE;
use apd_contract_tests::pact_file;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;

const PUBLISH: &str = "pb:publish-contracts";

/// Publishes the checked-in contracts of which this service is the consumer.
///
/// # Errors
///
/// When the broker does not confirm each of them.
pub(crate) async fn publish() -> anyhow::Result<()> {
    apd_contract_tests::prepare();
    let broker = Broker::new(Settings::of_environment()?)?;
    let revision = Revision::of_checkout()?;
    revision.ensure_is_checked_out()?;
    let contracts = contracts()?;
    let count = contracts.len();
    ensure!(count > 0, "there are no contracts of {SERVICE} as a consumer");
    let index = broker.index().await?;
    let answer = broker.post(index.link(PUBLISH)?, &request(&revision, contracts)).await?;
    confirm(&answer, &revision, count)
}

fn contracts() -> anyhow::Result<Vec<Value>> {
    let contracts = pact_file::checked_in().into_iter().map(|file| contract(&file));
    contracts.filter_map(Result::transpose).collect()
}

/// The contract of a file, if it is one of ours.
fn contract(file: &Path) -> anyhow::Result<Option<Value>> {
    let text = std::fs::read(file).with_context(|| file.display().to_string())?;
    let pact: Value = serde_json::from_slice(&text).with_context(|| file.display().to_string())?;
    let is_ours = pact["consumer"]["name"] == SERVICE;
    Ok(is_ours.then(|| {
        json!({
            "consumerName": SERVICE,
            "providerName": pact["provider"]["name"],
            "specification": "pact",
            "contentType": "application/json",
            "content": STANDARD.encode(&text),
        })
    }))
}

fn request(revision: &Revision, contracts: Vec<Value>) -> Value {
    let mut request = json!({
        "pacticipantName": SERVICE,
        "pacticipantVersionNumber": revision.version,
        "branch": revision.branch,
        "contracts": contracts,
    });
    if let Some(url) = &revision.build_url {
        request["buildUrl"] = json!(url);
    }
    request
}

/// Makes sure that the broker has taken them all, and says what it says.
fn confirm(answer: &Resource, revision: &Revision, count: usize) -> anyhow::Result<()> {
    let body = answer.body();
    for notice in body["notices"].as_array().into_iter().flatten() {
        println!("{}", notice["text"].as_str().unwrap_or_default());
    }
    let version = &body["_embedded"]["version"]["number"];
    let taken = body["_links"]["pb:contracts"].as_array().map_or(0, Vec::len);
    if *version != revision.version.as_str() || taken != count {
        let reason = format!("{taken} of {count} contracts of version {} are confirmed", revision.version);
        return Err(answer.malformed(reason).into());
    }
    println!("Published {count} contracts of version {} of branch {}", revision.version, revision.branch);
    Ok(())
}
