//! Resources in HAL.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

/// What a request is answered with.
pub(super) struct Answer {
    status: u16,
    body: Value,
}

impl Answer {
    pub(super) fn ok(body: Value) -> Answer {
        Answer { status: 200, body }
    }

    pub(super) fn created(body: Value) -> Answer {
        Answer { status: 201, body }
    }

    pub(super) fn refusal(status: u16, reason: &str) -> Answer {
        Answer { status, body: json!({ "errors": [reason] }) }
    }

    pub(super) fn absence() -> Answer {
        Answer::refusal(404, "there is no such thing")
    }
}

impl From<Answer> for ResponseTemplate {
    fn from(answer: Answer) -> ResponseTemplate {
        let body = answer.body.to_string();
        ResponseTemplate::new(answer.status).set_body_raw(body, "application/hal+json;charset=utf-8")
    }
}
