//! Answers to word in tests: the examples of the OpenAPI document, which by the way must fit the generated types.

use super::Table;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The example answer of an operation.
pub fn example<T: DeserializeOwned>(operation_id: &str) -> T {
    let document: Value = serde_json::from_str(include_str!("../../../../../api-spec/openapi.json")).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operation = paths
        .flat_map(|path| path.as_object().unwrap().values())
        .find(|operation| operation["operationId"] == operation_id)
        .unwrap();
    let example = &operation["responses"]["200"]["content"]["application/json"]["example"];
    serde_json::from_value(example.clone()).unwrap()
}

/// Compares an answer in words with the recorded one (`EXPECTORATE=overwrite` records it).
#[track_caller]
pub fn assert_table(name: &str, answer: &impl Table) {
    expectorate::assert_contents(format!("tests/output/{name}.txt"), &(answer.table(None) + "\n"));
}
