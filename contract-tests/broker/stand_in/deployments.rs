//! Versions, environments, and what is deployed where.

use super::answer::Answer;
use super::records::Records;
use serde_json::{Value, json};

pub(super) fn create_environment(records: &mut Records, body: &Value) -> Answer {
    let Some(name) = body["name"].as_str() else { return Answer::refusal(400, "what is it called?") };
    if !records.environments.insert(name.to_owned()) {
        return Answer::refusal(400, "there is an environment of this name");
    }
    Answer::created(json!({ "uuid": name, "name": name, "displayName": name, "production": false }))
}

pub(super) fn participant(records: &Records, base: &str, name: &str) -> Answer {
    if !records.participants.contains_key(name) {
        return Answer::absence();
    }
    let branch_version = format!("{base}/pacticipants/{name}/branches/{{branch}}/versions/{{version}}");
    Answer::ok(json!({
        "name": name,
        "_links": { "pb:branch-version": { "href": branch_version, "templated": true } },
    }))
}

pub(super) fn version(records: &Records, base: &str, participant: &str, number: &str) -> Answer {
    if records.known_version(participant, number).is_none() {
        return Answer::absence();
    }
    let link = |environment: &String| {
        let href = format!("{base}/pacticipants/{participant}/versions/{number}/deployed/{environment}");
        json!({ "name": environment, "href": href })
    };
    let links: Vec<_> = records.environments.iter().map(link).collect();
    Answer::ok(json!({ "number": number, "_links": { "pb:record-deployment": links } }))
}

/// In an environment runs one version of a participant.
pub(super) fn deploy(records: &mut Records, participant: &str, number: &str, environment: &str) -> Answer {
    let Some(participant) = records.participants.get_mut(participant) else { return Answer::absence() };
    for version in &mut participant.versions {
        if version.number == number {
            version.environments.insert(environment.to_owned());
        } else {
            version.environments.remove(environment);
        }
    }
    Answer::created(json!({ "uuid": environment, "currentlyDeployed": true }))
}
