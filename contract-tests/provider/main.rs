//! The live service keeps the contracts that others have with it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "code of tests: a panic is a failed test")]

mod net;

use apd_contract_tests::names::SERVICE;
use apd_contract_tests::{pact_file, provider, states};
use apd_tests::{Engine, both_engines};
use pact_verifier::PactSource;
use std::collections::BTreeSet;

both_engines!(service_keeps_the_contracts);

async fn service_keeps_the_contracts(engine: Engine) {
    let files = pact_file::of_provider(SERVICE);
    let pacts = files.iter().map(|file| PactSource::File(file.display().to_string())).collect();

    let result = provider::verify(engine, pacts, None).await.unwrap();

    let broken: Vec<_> = result.errors.iter().map(|(interaction, _)| interaction).collect();
    assert!(result.result, "contracts that the service breaks (the differences are above): {broken:#?}");
    // The verifier lets interactions fail that a contract calls pending. These contracts are agreed.
    assert_eq!(result.pending_errors.len(), 0, "interactions that are called pending are broken");
}

#[test]
fn states_of_the_table_are_those_of_the_contracts() {
    let of_contracts: BTreeSet<String> =
        pact_file::of_provider(SERVICE).iter().flat_map(|file| pact_file::states(file)).collect();
    let of_table: BTreeSet<String> = states::TABLE.iter().map(|state| state.name.to_owned()).collect();

    assert_eq!(of_table, of_contracts);
}

#[test]
fn states_of_the_table_are_those_of_the_documentation() {
    let section =
        include_str!("../../docs/contracts.md").split("\n## ").find(|part| part.starts_with("States"));
    let rows = section.unwrap().lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let documented: BTreeSet<&str> = rows.map(|(name, _)| name).collect();
    let of_table: BTreeSet<&str> = states::TABLE.iter().map(|state| state.name).collect();

    assert_eq!(documented, of_table);
}
