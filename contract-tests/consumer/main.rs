//! The contracts that consumers have with their providers, tried with the consumers' code, and the pact files made of
//! them.
//!
//! The client of this service is played by the generated client, which is what it can use; how it really calls is in
//! contracts of their own, as requests to the letter. See `docs/contracts.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "code of tests: a panic is a failed test")]

#[macro_use(json_pattern, json_pattern_internal, term)]
extern crate pact_consumer;

mod contract;
mod matchers;
mod personal_details;

use apd_contract_tests::pact_file;
use contract::Contract;
use std::collections::BTreeMap;

/// All contracts.
fn contracts() -> Vec<Contract> {
    [personal_details::contracts()].into_iter().flatten().collect()
}

#[test]
fn pact_files_are_what_the_contracts_say() {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for contract in contracts() {
        files.entry(contract.parties()).or_default().push(contract.to_json());
    }
    let names: Vec<_> =
        files.keys().map(|(consumer, provider)| pact_file::name(consumer, provider)).collect();

    for ((consumer, provider), interactions) in files {
        let file = pact_file::directory().join(pact_file::name(consumer, provider));
        expectorate::assert_contents(file, &pact_file::render(consumer, provider, interactions));
    }

    let name = |file: std::path::PathBuf| file.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(pact_file::checked_in().into_iter().map(name).collect::<Vec<_>>(), names);
}
