//! What the broker remembers.

use chrono::{NaiveDate, Utc};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// All of it.
#[derive(Default)]
pub(crate) struct Records {
    pub(super) participants: BTreeMap<String, Participant>,
    pub(super) contracts: Vec<Contract>,
    /// In the order of their arrival.
    pub(crate) results: Vec<Verification>,
    pub(super) environments: BTreeSet<String>,
}

/// A consumer or provider.
#[derive(Default)]
pub(super) struct Participant {
    pub(super) main_branch: Option<String>,
    /// How many results there were when a branch had its first version.
    pub(super) branches: BTreeMap<String, usize>,
    /// In the order in which they became known.
    pub(super) versions: Vec<Version>,
}

/// A version of a participant.
pub(super) struct Version {
    pub(super) number: String,
    pub(super) since: NaiveDate,
    pub(super) branches: BTreeSet<String>,
    /// The environments in which it runs.
    pub(super) environments: BTreeSet<String>,
}

/// A contract that a version of a consumer has published.
#[derive(Clone)]
pub(super) struct Contract {
    pub(super) consumer: String,
    pub(super) version: String,
    pub(super) provider: String,
    /// The same for the same expectations, whatever version has them.
    pub(super) identity: String,
    pub(super) content: Value,
}

/// How a version of a provider did.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Verification {
    pub(crate) provider: String,
    pub(crate) version: String,
    /// Which contract, by its expectations.
    pub(crate) identity: String,
    pub(crate) success: bool,
    /// The document that was sent.
    pub(crate) document: Value,
}

/// What tells expectations apart.
pub(super) fn identity(content: &Value) -> String {
    let expectations = [&content["interactions"], &content["messages"]].map(Value::to_string);
    Uuid::new_v5(&Uuid::NAMESPACE_OID, expectations.concat().as_bytes()).to_string()
}

impl Records {
    /// A version, which is made known where it is not. On the usual names the first branch becomes the main one.
    pub(super) fn version(&mut self, participant: &str, number: &str, branch: Option<&str>) -> &mut Version {
        let participant = self.participants.entry(participant.to_owned()).or_default();
        if let Some(branch) = branch {
            participant.branches.entry(branch.to_owned()).or_insert(self.results.len());
        }
        if branch == Some("main") {
            participant.main_branch.get_or_insert_with(|| "main".to_owned());
        }
        let known = participant.versions.iter().position(|version| version.number == number);
        let place = known.unwrap_or_else(|| {
            participant.versions.push(Version {
                number: number.to_owned(),
                since: Utc::now().date_naive(),
                branches: BTreeSet::new(),
                environments: BTreeSet::new(),
            });
            participant.versions.len() - 1
        });
        let version = &mut participant.versions[place];
        version.branches.extend(branch.map(str::to_owned));
        version
    }

    pub(super) fn known_version(&self, participant: &str, number: &str) -> Option<&Version> {
        let participant = self.participants.get(participant)?;
        participant.versions.iter().find(|version| version.number == number)
    }

    /// What the verification by a version came to at last.
    pub(super) fn result(&self, contract: &Contract, version: &str) -> Option<bool> {
        let is_meant = |result: &&Verification| {
            result.identity == contract.identity
                && result.provider == contract.provider
                && result.version == version
        };
        self.results.iter().rev().find(is_meant).map(|result| result.success)
    }

    /// Pretends that a version of a provider, of its main branch, kept all contracts that it has now.
    pub(crate) fn kept_by(&mut self, provider: &str, version: &str) {
        self.version(provider, version, Some("main"));
        let contracts = self.contracts.iter().filter(|contract| contract.provider == provider);
        let results = contracts.map(|contract| Verification {
            provider: provider.to_owned(),
            version: version.to_owned(),
            identity: contract.identity.clone(),
            success: true,
            document: Value::Null,
        });
        self.results.extend(results);
    }

    /// The results that there were when a branch of a participant had its first version; all, where it has none yet.
    pub(super) fn results_before(&self, participant: &str, branch: &str) -> &[Verification] {
        let begun = self.participants.get(participant).and_then(|known| known.branches.get(branch));
        &self.results[..begun.copied().unwrap_or(self.results.len())]
    }

    /// The branches of a version.
    pub(crate) fn branches(&self, participant: &str, number: &str) -> Vec<String> {
        let version = self.known_version(participant, number);
        version.into_iter().flat_map(|version| version.branches.iter().cloned()).collect()
    }

    /// Where the first contract of a version is.
    pub(crate) fn path(&self, consumer: &str, version: &str) -> String {
        let is_meant = |contract: &&Contract| contract.consumer == consumer && contract.version == version;
        let contract = self.contracts.iter().find(is_meant).unwrap();
        format!("/contracts/{}", contract.identity)
    }

    /// The providers with which a version has contracts.
    pub(crate) fn providers(&self, consumer: &str, version: &str) -> Vec<String> {
        let is_meant = |contract: &&Contract| contract.consumer == consumer && contract.version == version;
        self.contracts.iter().filter(is_meant).map(|contract| contract.provider.clone()).collect()
    }
}
