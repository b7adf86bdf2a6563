//! The pact files, made of all contracts.

use crate::contract::Contract;
use apd_contract_tests::names::{MANAGE_AND_DELIVER, SERVICE};
use apd_contract_tests::pact_file;
use apd_tests::operations::{Operation, operations};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// All contracts.
fn contracts() -> Vec<Contract> {
    let modules = [
        crate::personal_details::contracts(),
        crate::sentence::contracts(),
        crate::offences::contracts(),
        crate::registrations::contracts(),
        crate::requirement::contracts(),
        crate::licence_condition::contracts(),
        crate::teams::contracts(),
        crate::access::contracts(),
        crate::members::contracts(),
        crate::offices::contracts(),
        crate::programmes_members::contracts(),
        crate::create::contracts(),
        crate::update::contracts(),
        crate::delete::contracts(),
        crate::as_sent::contracts(),
        crate::refusals::contracts(),
        crate::status_details::contracts(),
        crate::completion_data::contracts(),
        crate::client_events::contracts(),
        crate::terminations::contracts(),
    ];
    modules.into_iter().flatten().collect()
}

#[test]
fn pact_files_are_what_the_contracts_say() {
    let mut files: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for contract in contracts() {
        let name = pact_file::name(contract.consumer, contract.provider);
        let file = files.entry((name, contract.consumer, contract.provider)).or_default();
        file.push(contract.interaction);
    }
    let names: Vec<_> = files.keys().map(|(name, ..)| name.clone()).collect();

    for ((name, consumer, provider), interactions) in files {
        let text = pact_file::render(consumer, provider, interactions);
        expectorate::assert_contents(pact_file::directory().join(name), &text);
    }

    let name = |file: std::path::PathBuf| file.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(pact_file::checked_in().into_iter().map(name).collect::<Vec<_>>(), names);
}

/// The verifier and the broker tell interactions apart by these.
#[test]
fn no_two_contracts_are_called_the_same() {
    let mut names = BTreeSet::new();
    for contract in contracts() {
        let Contract { consumer, provider, interaction, .. } = contract;
        let name = ["description", "providerStates"].map(|key| interaction[key].to_string());
        assert!(names.insert((consumer, provider, name.clone())), "{name:?}");
    }
}

/// Whether a path is one of those that the document means by its own.
fn is_of(operation: &Operation, path: &str) -> bool {
    let (expected, given) = (operation.path.split('/'), path.split('/'));
    let is_as_long = expected.clone().count() == given.clone().count();
    is_as_long && expected.zip(given).all(|(expected, given)| expected.starts_with('{') || expected == given)
}

/// The statuses that contracts of the client have of an operation.
fn statuses(operation: &Operation) -> BTreeSet<u64> {
    let all = contracts().into_iter().filter(|contract| contract.parties() == (MANAGE_AND_DELIVER, SERVICE));
    let is_meant = |interaction: &Value| {
        let request = &interaction["request"];
        request["method"] == operation.method.as_str() && is_of(operation, request["path"].as_str().unwrap())
    };
    let interactions = all.map(|contract| contract.interaction).filter(is_meant);
    interactions.map(|interaction| interaction["response"]["status"].as_u64().unwrap()).collect()
}

/// The client does not search for appointments.
#[test]
fn each_operation_that_the_client_uses_has_contracts_for_success_and_each_kind_of_failure() {
    let operations = operations().into_iter().filter(|operation| operation.is_protected);
    let used: Vec<_> = operations.filter(|operation| operation.id != "search_appointments").collect();

    assert_eq!(used.len(), 16);
    for operation in used {
        let statuses = statuses(&operation);
        let has_success = statuses.iter().any(|status| (200..300).contains(status));
        let has_failures = [401, 403, 500].iter().all(|status| statuses.contains(status));
        assert!(has_success && has_failures, "{}: {statuses:?}", operation.id);
    }
}
