//! Answers `can-i-deploy`: do the contracts hold between a version and those that it would run with?

use super::answer::Answer;
use super::records::{Contract, Records, Version};
use reqwest::Url;
use serde_json::{Value, json};

/// What is asked.
struct Question {
    participant: String,
    version: String,
    /// Without one, the last version of everybody is meant.
    environment: Option<String>,
}

/// A contract between two versions.
struct Row<'a> {
    contract: &'a Contract,
    /// None, where the provider does not run.
    provider_version: Option<&'a str>,
    success: Option<bool>,
}

pub(super) fn matrix(records: &Records, url: &Url) -> Answer {
    let value =
        |name: &str| url.query_pairs().find_map(|(key, value)| (key == name).then(|| value.into_owned()));
    let Some((participant, version)) = value("q[][pacticipant]").zip(value("q[][version]")) else {
        return Answer::refusal(400, "which version of which participant?");
    };
    let question = Question { participant, version, environment: value("environment") };
    let is_known = records.known_version(&question.participant, &question.version).is_some();
    let rows: Vec<_> =
        records.contracts.iter().flat_map(|contract| question.rows(records, contract)).collect();
    let deployable = match is_known {
        false => Some(false),
        true if rows.iter().any(|row| row.success.is_none()) => None,
        true => Some(rows.iter().all(|row| row.success == Some(true))),
    };
    let (kind, text) = match deployable {
        Some(true) => ("success", "All required contracts are verified and hold"),
        Some(false) => ("error", "A contract does not hold, or the version is not known"),
        None => ("error", "A contract has not been verified"),
    };
    Answer::ok(json!({
        "summary": { "deployable": deployable },
        "notices": [{ "type": kind, "text": text }],
        "matrix": rows.iter().map(Row::render).collect::<Vec<_>>(),
    }))
}

impl Question {
    /// What is known of a contract, as far as it is about the version that is asked for.
    fn rows<'a>(&self, records: &'a Records, contract: &'a Contract) -> Vec<Row<'a>> {
        let row = |provider_version: &'a str| Row {
            contract,
            provider_version: Some(provider_version),
            success: records.result(contract, provider_version),
        };
        if contract.consumer == self.participant && contract.version == self.version {
            let versions = self.counterparts(records, &contract.provider);
            let rows: Vec<_> = versions.into_iter().map(|version| row(&version.number)).collect();
            // A consumer needs its provider; the reverse is no condition.
            let none = Row { contract, provider_version: None, success: None };
            return if rows.is_empty() { vec![none] } else { rows };
        }
        let counterparts = self.counterparts(records, &contract.consumer);
        let runs = counterparts.iter().any(|version| version.number == contract.version);
        let version = records.known_version(&contract.provider, &self.version);
        let version = version.filter(|_| runs && contract.provider == self.participant);
        version.into_iter().map(|version| row(&version.number)).collect()
    }

    /// The versions of a participant that it would run with.
    fn counterparts<'a>(&self, records: &'a Records, participant: &str) -> Vec<&'a Version> {
        let versions = &records.participants[participant].versions;
        match &self.environment {
            Some(environment) => {
                versions.iter().filter(|version| version.environments.contains(environment)).collect()
            }
            None => versions.last().into_iter().collect(),
        }
    }
}

impl Row<'_> {
    fn render(&self) -> Value {
        let Contract { consumer, version, provider, identity, .. } = self.contract;
        let href = format!("/contracts/{identity}/results");
        let result =
            self.success.map(|success| json!({ "success": success, "_links": { "self": { "href": href } } }));
        let provider_version = self.provider_version.map(|number| json!({ "number": number }));
        json!({
            "consumer": { "name": consumer, "version": { "number": version } },
            "provider": { "name": provider, "version": provider_version },
            "verificationResult": result,
        })
    }
}
