//! Which contracts a provider has to verify.

use super::answer::Answer;
use super::records::{Contract, Records, Verification, Version};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a provider asks for.
struct Query<'a> {
    provider: &'a str,
    branch: &'a str,
    selectors: Vec<&'a str>,
    since: Option<NaiveDate>,
}

/// Lists the contracts of a provider: one for each set of expectations.
pub(super) fn for_verification(records: &Records, base: &str, provider: &str, body: &Value) -> Answer {
    if !records.participants.contains_key(provider) {
        return Answer::absence();
    }
    let Some(query) = Query::read(provider, body) else {
        return Answer::refusal(400, "such selectors are not known here");
    };
    let mut chosen = vec![];
    for selector in &query.selectors {
        let selected = records.contracts.iter().filter(|contract| query.selects(records, contract, selector));
        chosen.extend(selected.map(|contract| (contract, false)));
    }
    let selected: BTreeSet<_> = chosen.iter().map(|(contract, _)| &contract.identity).collect();
    let is_in_progress = |contract: &&Contract| {
        query.is_in_progress(records, contract) && !selected.contains(&contract.identity)
    };
    let in_progress: Vec<_> = records.contracts.iter().filter(is_in_progress).collect();
    chosen.extend(in_progress.into_iter().map(|contract| (contract, true)));
    let mut known = BTreeSet::new();
    chosen.retain(|(contract, _)| known.insert(&contract.identity));
    let entry = |(contract, wip): (&Contract, bool)| query.entry(records, base, contract, wip);
    let pacts: Vec<_> = chosen.into_iter().map(entry).collect();
    Answer::ok(json!({ "_embedded": { "pacts": pacts } }))
}

impl<'a> Query<'a> {
    fn read(provider: &'a str, body: &'a Value) -> Option<Query<'a>> {
        let selectors = body["consumerVersionSelectors"].as_array()?.iter().map(|selector| {
            let known = ["mainBranch", "deployedOrReleased", "matchingBranch"];
            known.into_iter().find(|name| *selector == json!({ (*name): true }))
        });
        let since = body["includeWipPactsSince"].as_str().map(str::parse).transpose().ok()?;
        Some(Query {
            provider,
            branch: body["providerVersionBranch"].as_str()?,
            selectors: selectors.collect::<Option<_>>()?,
            since,
        })
    }

    fn selects(&self, records: &Records, contract: &Contract, selector: &str) -> bool {
        let version = records.known_version(&contract.consumer, &contract.version);
        let branch = match selector {
            "matchingBranch" => Some(self.branch),
            "mainBranch" => records.participants[&contract.consumer].main_branch.as_deref(),
            _ => {
                return self.is_mine(contract)
                    && version.is_some_and(|version| !version.environments.is_empty());
            }
        };
        branch.is_some_and(|branch| self.is_head(records, contract, branch))
    }

    fn is_mine(&self, contract: &Contract) -> bool {
        contract.provider == self.provider
    }

    /// Whether the contract is that of the last version of a branch.
    fn is_head(&self, records: &Records, contract: &Contract, branch: &str) -> bool {
        let is_of_branch = |version: &&Version| version.branches.contains(branch);
        let versions = &records.participants[&contract.consumer].versions;
        let last = versions.iter().rev().find(is_of_branch);
        self.is_mine(contract) && last.is_some_and(|last| last.number == contract.version)
    }

    /// Whether no version of the provider's branch has kept it yet, nor had any other when the branch began: what was
    /// kept where a branch comes from is a promise there, too.
    fn is_pending(&self, records: &Records, contract: &Contract) -> bool {
        let is_of_branch = |result: &&Verification| {
            let version = records.known_version(self.provider, &result.version);
            version.is_some_and(|version| version.branches.contains(self.branch))
        };
        let inherited = records.results_before(self.provider, self.branch).iter();
        let mut counting = records.results.iter().filter(is_of_branch).chain(inherited);
        !counting.any(|result| result.success && result.identity == contract.identity)
    }

    /// Whether it is the last of some branch, recent enough, and not kept yet.
    fn is_in_progress(&self, records: &Records, contract: &Contract) -> bool {
        let Some((version, since)) =
            records.known_version(&contract.consumer, &contract.version).zip(self.since)
        else {
            return false;
        };
        let is_head = version.branches.iter().any(|branch| self.is_head(records, contract, branch));
        is_head && version.since >= since && self.is_pending(records, contract)
    }

    fn entry(&self, records: &Records, base: &str, contract: &Contract, wip: bool) -> Value {
        let Contract { consumer, version, identity, .. } = contract;
        let pending = self.is_pending(records, contract);
        let text = format!("This is what version {version} of {consumer} expects.");
        let mut properties = json!({
            "pending": pending,
            "notices": [
                { "when": "before_verification", "text": text },
                { "when": "after_verification:success_true_published_true", "text": "Thank you." },
            ],
        });
        if wip {
            properties["wip"] = json!(true);
        }
        json!({
            "shortDescription": "a contract",
            "verificationProperties": properties,
            "_links": { "self": { "href": format!("{base}/contracts/{identity}"), "name": consumer } },
        })
    }
}
