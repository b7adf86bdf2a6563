//! Hands out contracts, and takes the results of their verification.

use super::answer::Answer;
use super::records::{Contract, Records, Verification};
use serde_json::{Value, json};
use uuid::Uuid;

/// A contract, with ids by which results can name its interactions.
pub(super) fn contract(records: &Records, base: &str, identity: &str) -> Answer {
    let Some(contract) = find(records, identity) else { return Answer::absence() };
    let mut content = contract.content.clone();
    for interaction in content["interactions"].as_array_mut().into_iter().flatten() {
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, interaction.to_string().as_bytes());
        interaction["_id"] = json!(id.simple().to_string());
    }
    let participant = |name: &str| json!({ "href": format!("{base}/pacticipants/{name}"), "name": name });
    content["_links"] = json!({
        "self": { "href": format!("{base}/contracts/{identity}") },
        "pb:consumer": participant(&contract.consumer),
        "pb:provider": participant(&contract.provider),
        "pb:publish-verification-results": { "href": format!("{base}/contracts/{identity}/results") },
    });
    Answer::ok(content)
}

/// Keeps a result of a version that is known: its branch has to be told before.
pub(super) fn take(records: &mut Records, identity: &str, body: &Value) -> Answer {
    let Some(contract) = find(records, identity) else { return Answer::absence() };
    let provider = contract.provider.clone();
    let version = body["providerApplicationVersion"].as_str().unwrap_or_default().to_owned();
    let Some(success) = body["success"].as_bool() else {
        return Answer::refusal(400, "did it succeed?");
    };
    if records.known_version(&provider, &version).is_none() {
        return Answer::refusal(400, "of which branch is this version?");
    }
    let identity = identity.to_owned();
    records.results.push(Verification { provider, version, identity, success, document: body.clone() });
    Answer::created(json!({ "success": success }))
}

fn find<'a>(records: &'a Records, identity: &str) -> Option<&'a Contract> {
    records.contracts.iter().find(|contract| contract.identity == identity)
}
