//! Takes contracts.

use super::answer::Answer;
use super::records::{Contract, Records, identity};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// Keeps the contracts of a version, in place of those that it had with the same providers.
pub(super) fn publish(records: &mut Records, base: &str, body: &Value) -> Answer {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (name, number) = (text(&body["pacticipantName"]), text(&body["pacticipantVersionNumber"]));
    if name.is_empty() || number.is_empty() {
        return Answer::refusal(400, "which version of which participant?");
    }
    let contracts: Option<Vec<_>> = body["contracts"].as_array().into_iter().flatten().map(read).collect();
    let Some(contracts) = contracts else {
        return Answer::refusal(400, "a contract cannot be read");
    };
    records.version(&name, &number, body["branch"].as_str());
    let mut links = vec![];
    for (provider, content) in contracts {
        records.participants.entry(provider.clone()).or_default();
        let is_other = |contract: &Contract| {
            (&contract.consumer, &contract.version, &contract.provider) != (&name, &number, &provider)
        };
        records.contracts.retain(is_other);
        let identity = identity(&content);
        links.push(json!({
            "href": format!("{base}/contracts/{identity}"), "name": format!("{name} and {provider}"), "title": "Pact",
        }));
        let (consumer, version) = (name.clone(), number.clone());
        records.contracts.push(Contract { consumer, version, provider, identity, content });
    }
    Answer::ok(answer(base, &name, &number, links))
}

/// The provider of a contract, and the contract.
fn read(entry: &Value) -> Option<(String, Value)> {
    let content = STANDARD.decode(entry["content"].as_str()?).ok()?;
    Some((entry["providerName"].as_str()?.to_owned(), serde_json::from_slice(&content).ok()?))
}

fn answer(base: &str, name: &str, number: &str, links: Vec<Value>) -> Value {
    let participant = json!({ "href": format!("{base}/pacticipants/{name}"), "name": name, "title": name });
    let href = format!("{base}/pacticipants/{name}/versions/{number}");
    let version = json!({ "href": href, "name": number, "title": number });
    let text = format!("{name} version {number} has published {} contracts", links.len());
    json!({
        "notices": [{ "type": "success", "text": text }],
        "logs": [],
        "_embedded": {
            "pacticipant": { "name": name, "_links": { "self": participant } },
            "version": { "number": number, "_links": { "self": version } },
        },
        "_links": {
            "pb:contracts": links,
            "pb:pacticipant": participant,
            "pb:pacticipant-version": version,
            "pb:pacticipant-version-tags": [],
        },
    })
}
