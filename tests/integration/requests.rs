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
    /// The HTTP method.
    pub method: Method,
    /// The body, where the operation takes one.
    pub body: Option<Value>,
    /// The status of its success.
    pub success: u16,
    /// Whether it takes a token with the role.
    pub is_protected: bool,
}

impl Request {
    /// Sends it.
    pub async fn send(&self, caller: &Caller) -> Reply {
        match &self.body {
            Some(body) => caller.send(self.method.clone(), self.path, body).await,
            None => Reply::to(caller.request(self.method.clone(), self.path)).await,
        }
    }

    /// The same, as one that needs a body.
    fn with_body(self, method: Method, body: Value) -> Request {
        Request { method, body: Some(body), ..self }
    }
}

/// A request for each operation.
pub fn requests() -> Vec<Request> {
    let open = |operation, path| Request {
        operation,
        path,
        method: Method::GET,
        body: None,
        success: 200,
        is_protected: false,
    };
    let protected = |operation, path| Request { is_protected: true, ..open(operation, path) };
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
        protected("check_access", "/user/TestUser/access").with_body(Method::POST, access),
        protected("list_user_teams", "/user/TestUser/teams"),
        protected("list_region_members", "/regions/PA1/members"),
        protected("list_office_locations", "/regions/pdu/PDU1/office-locations"),
        protected(
            "list_accredited_programmes_members",
            "/regions/N07/local-admin-units/accredited-programmes/members",
        ),
        protected("search_appointments", "/appointments/search").with_body(Method::POST, search),
        Request {
            success: 201,
            ..protected("create_appointments", "/appointments").with_body(Method::POST, creation())
        },
        Request {
            success: 204,
            ..protected("update_appointments", "/appointments").with_body(Method::PUT, update())
        },
        Request {
            success: 204,
            ..protected("delete_appointments", "/appointments").with_body(Method::DELETE, deletion())
        },
        open("get_health", "/health"),
        open("get_liveness", "/health/liveness"),
        open("get_readiness", "/health/readiness"),
        open("ping", "/health/ping"),
        open("get_info", "/info"),
        open("get_openapi", "/openapi.json"),
        open("get_asyncapi", "/asyncapi.json"),
    ]
}

fn creation() -> Value {
    json!({ "appointments": [{
        "reference": "c0000000-0000-4000-8000-000000000001",
        "requirementId": "5000000003",
        "licenceConditionId": null,
        "date": "2026-07-06",
        "startTime": "09:30:00",
        "endTime": "12:00:00",
        "outcome": null,
        "location": { "code": "OFFICE1" },
        "staff": { "code": "STAFF02" },
        "team": { "code": "TEAM02" },
        "notes": "Session one",
        "sensitive": false,
        "type": "PROGRAMME_ATTENDANCE",
    }] })
}

fn update() -> Value {
    json!({ "appointments": [{
        "reference": "a0000001-0000-4000-8000-000000000005",
        "date": "2026-07-02",
        "startTime": "09:30:00",
        "endTime": "12:00:00",
        "outcome": null,
        "location": { "code": "OFFICE1" },
        "staff": { "code": "STAFF02" },
        "team": { "code": "TEAM02" },
        "notes": null,
        "sensitive": false,
    }] })
}

fn deletion() -> Value {
    json!({ "appointments": [{ "reference": "a0000001-0000-4000-8000-000000000008" }] })
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
