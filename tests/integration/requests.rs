//! One request for each operation of the document, which succeeds with the fixtures.

use apd_tests::operations::operations;
use apd_tests::{Caller, Reply};
use reqwest::Method;
use serde_json::{Value, json};

/// A request for an operation.
pub struct Request {
    /// The operation's id in the document.
    pub operation: &'static str,
    /// The path, filled in.
    pub path: &'static str,
    /// The body, where the operation takes one.
    pub body: Option<Value>,
    /// Whether it takes a token with the role.
    pub is_protected: bool,
}

impl Request {
    /// Sends it.
    pub async fn send(&self, caller: &Caller) -> Reply {
        match &self.body {
            Some(body) => caller.post(self.path, body).await,
            None => caller.get(self.path).await,
        }
    }

    /// Its HTTP method.
    pub fn method(&self) -> Method {
        if self.body.is_some() { Method::POST } else { Method::GET }
    }
}

/// A request for each operation.
pub fn requests() -> Vec<Request> {
    let protected = |operation, path| Request { operation, path, body: None, is_protected: true };
    let open = |operation, path| Request { operation, path, body: None, is_protected: false };
    let search = json!({ "requirementIds": [5_000_000_001_i64], "licenceConditionIds": ["6000000001"] });
    let access = json!(["A000001", "A000009"]);
    vec![
        protected("get_personal_details", "/case/A000001/personal-details"),
        protected("get_sentence", "/case/A000001/sentence/1"),
        protected("get_offences", "/case/A000001/sentence/1/offences"),
        protected("list_registrations", "/case/A000001/registrations"),
        protected("get_requirement", "/case/A000001/requirement/5000000001"),
        protected("list_requirements", "/case/A000001/requirements"),
        protected("get_licence_condition", "/case/A000001/licence-conditions/6000000001"),
        protected("list_licence_conditions", "/case/A000001/licence-conditions"),
        Request { body: Some(access), ..protected("check_access", "/user/TestUser/access") },
        protected("list_user_teams", "/user/TestUser/teams"),
        protected("list_region_members", "/regions/PA1/members"),
        protected("list_office_locations", "/regions/pdu/PDU1/office-locations"),
        protected(
            "list_accredited_programmes_members",
            "/regions/N07/local-admin-units/accredited-programmes/members",
        ),
        Request { body: Some(search), ..protected("search_appointments", "/appointments/search") },
        open("get_health", "/health"),
        open("get_liveness", "/health/liveness"),
        open("get_readiness", "/health/readiness"),
        open("ping", "/health/ping"),
        open("get_info", "/info"),
        open("get_openapi", "/openapi.json"),
    ]
}

/// The requests that take a token with the role.
pub fn protected_requests() -> Vec<Request> {
    requests().into_iter().filter(|request| request.is_protected).collect()
}

/// The table above and the document name the same operations, and agree on which of them take a token.
#[test]
fn every_operation_of_the_document_has_a_request_and_the_reverse() {
    let mut listed: Vec<_> =
        requests().iter().map(|request| (request.operation.to_owned(), request.is_protected)).collect();
    let mut documented: Vec<_> =
        operations().into_iter().map(|operation| (operation.id, operation.is_protected)).collect();
    listed.sort();
    documented.sort();

    assert_eq!(listed, documented);
}
