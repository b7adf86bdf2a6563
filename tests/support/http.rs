//! Calls over HTTP that say everything themselves: bodies to the letter, other tokens, paths that no client makes.

use crate::wait::PATIENCE;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// Calls the server under test, with a token or without.
#[derive(Clone, Debug)]
pub struct Caller {
    http: reqwest::Client,
    base_url: String,
    authorization: Option<String>,
}

impl Caller {
    /// Calls the server at `base_url` without a token.
    pub fn new(base_url: String) -> Caller {
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().expect("an HTTP client");
        Caller { http, base_url, authorization: None }
    }

    /// The same with this token.
    pub fn with_token(&self, token: &str) -> Caller {
        self.with_authorization(&format!("Bearer {token}"))
    }

    /// The same with this value of the header `Authorization`.
    pub fn with_authorization(&self, authorization: &str) -> Caller {
        Caller { authorization: Some(authorization.to_owned()), ..self.clone() }
    }

    /// The same without a token.
    pub fn anonymous(&self) -> Caller {
        Caller { authorization: None, ..self.clone() }
    }

    /// The address that paths are added to.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Asks for `path`.
    pub async fn get(&self, path: &str) -> Reply {
        Reply::to(self.request(Method::GET, path)).await
    }

    /// Sends `body` to `path`.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_text(path, body.to_string()).await
    }

    /// Sends a body to `path` that says it is JSON, whatever it is.
    pub async fn post_text(&self, path: &str, body: impl Into<reqwest::Body>) -> Reply {
        self.send_text(Method::POST, path, body).await
    }

    /// Sends `body` to `path` with a method.
    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Reply {
        self.send_text(method, path, body.to_string()).await
    }

    /// Sends a body to `path` with a method, and says it is JSON, whatever it is.
    pub async fn send_text(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Reply {
        let request = self.request(method, path).header(CONTENT_TYPE, "application/json");
        Reply::to(request.body(body)).await
    }

    /// A request that the test completes; [`Reply::to`] sends it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base_url));
        match &self.authorization {
            Some(authorization) => request.header(AUTHORIZATION, authorization),
            None => request,
        }
    }
}

/// What the server answered.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, to the letter.
    pub text: String,
}

impl Reply {
    /// Sends a request and reads the whole answer.
    pub async fn to(request: RequestBuilder) -> Reply {
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Reply { status, headers, text: response.text().await.expect("the body can be read") }
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("no JSON ({error}): {self:?}"))
    }

    /// The id of the request, from the header.
    pub fn request_id(&self) -> &str {
        self.headers.get("x-request-id").expect("every response names its request").to_str().unwrap()
    }

    /// The body of a success.
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        assert_eq!(self.headers[CONTENT_TYPE], "application/json");
        self.json()
    }

    /// Asserts that it succeeded without a body.
    #[track_caller]
    pub fn assert_empty(&self, status: u16) {
        assert_eq!((self.status, self.text.as_str()), (status, ""));
    }

    /// Asserts that it was refused with this status, code and text, and these `fields`: path, type and reason of each.
    #[track_caller]
    pub fn assert_refused(
        &self,
        status: u16,
        error_code: &str,
        message: &str,
        fields: &[(&str, &str, &str)],
    ) {
        let mut body = self.error_body(status, error_code, message);
        let field = |(field, kind, message): &(&str, &str, &str)| json!({ "field": field, "type": kind, "message": message });
        body["fields"] = fields.iter().map(field).collect();
        assert_eq!(self.json(), body);
        assert_eq!(self.status, status);
    }

    /// Asserts that the whole body is that of D2, with this status, code and text, and names no field.
    #[track_caller]
    pub fn assert_error(&self, status: u16, error_code: &str, message: &str) {
        assert_eq!(self.json(), self.error_body(status, error_code, message));
        assert_eq!(self.status, status);
    }

    /// Asserts that the whole body is that of a `Validation failure` which names this one field.
    #[track_caller]
    pub fn assert_validation_failure(&self, field: &str, kind: &str, message: &str) {
        let mut body = self.error_body(400, "ValidationFailure", "Validation failure");
        body["fields"] = json!([{ "field": field, "type": kind, "message": message }]);
        assert_eq!(self.json(), body);
        assert_eq!(self.status, 400);
    }

    fn error_body(&self, status: u16, error_code: &str, message: &str) -> Value {
        json!({
            "status": status,
            "message": message,
            "error_code": error_code,
            "request_id": self.request_id(),
        })
    }
}
