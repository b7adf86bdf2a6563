//! The client team's part: contracts, and their publishing by `pact`.

use crate::programs::{Programs, Run};
use apd_contract_tests::names::{MANAGE_AND_DELIVER, SERVICE};
use apd_contract_tests::pact_file;
use serde_json::{Value, json};

/// An expectation that the service keeps, unless the status is another one than 200.
pub(crate) fn expectation(description: &str, status: u16) -> Value {
    json!({
        "type": "Synchronous/HTTP",
        "description": description,
        "providerStates": [{ "name": "no person", "params": { "crn": "X100001" } }],
        "request": { "method": "GET", "path": "/case/X100001/registrations" },
        "response": {
            "status": status,
            "headers": { "Content-Type": ["application/json"] },
            "body": { "content": { "registrations": [] }, "contentType": "application/json", "encoded": false },
        },
    })
}

impl Programs {
    /// A version of the client publishes its contract.
    pub(crate) async fn client_publishes(&self, version: &str, branch: &str, expectations: &[Value]) -> Run {
        let text = pact_file::render(MANAGE_AND_DELIVER, SERVICE, expectations.to_vec());
        std::fs::write(self.directory().join("client.json"), text).unwrap();
        self.pact(&["publish", "client.json", "--consumer-app-version", version, "--branch", branch]).await
    }
}
