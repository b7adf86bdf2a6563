//! Requests as plain values: what is sent, and what the model is asked about.

use apd_tests::{Caller, Reply};
use chrono::{NaiveDate, NaiveTime};
use reqwest::Method;
use serde_json::{Map, Value, json};

/// One of the three writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    Create(Vec<Item>),
    Update(Vec<Item>),
    Delete(Vec<String>),
}

/// A property that may be absent, null or given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    Absent,
    Null,
    Given(String),
}

impl Property {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&str> {
        match self {
            Property::Given(value) => Some(value),
            Property::Absent | Property::Null => None,
        }
    }
}

/// An appointment to create or to update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub reference: String,
    /// Only sent by a create, like the other id and the type.
    pub requirement: Option<i64>,
    pub licence_condition: Option<i64>,
    pub kind: Option<&'static str>,
    pub date: NaiveDate,
    pub start: NaiveTime,
    pub end: NaiveTime,
    pub outcome: Option<String>,
    pub location: Property,
    pub staff: String,
    pub team: String,
    pub notes: Option<String>,
    pub description: Property,
    pub sensitive: bool,
}

impl Item {
    fn json(&self) -> Value {
        let mut item = Map::new();
        let mut put = |name: &str, value: Value| drop(item.insert(name.to_owned(), value));
        let code = |code: &str| json!({ "code": code });
        put("reference", json!(self.reference));
        put("date", json!(self.date));
        put("startTime", json!(self.start));
        put("endTime", json!(self.end));
        put("staff", code(&self.staff));
        put("team", code(&self.team));
        put("sensitive", json!(self.sensitive));
        if let Some(id) = self.requirement {
            put("requirementId", json!(id));
        }
        if let Some(id) = self.licence_condition {
            put("licenceConditionId", json!(id.to_string()));
        }
        if let Some(kind) = self.kind {
            put("type", json!(kind));
        }
        if let Some(outcome) = &self.outcome {
            put("outcome", code(outcome));
        }
        if let Some(notes) = &self.notes {
            put("notes", json!(notes));
        }
        match &self.location {
            Property::Absent => {}
            Property::Null => put("location", Value::Null),
            Property::Given(location) => put("location", code(location)),
        }
        match &self.description {
            Property::Absent => {}
            Property::Null => put("description", Value::Null),
            Property::Given(text) => put("description", json!(text)),
        }
        Value::Object(item)
    }
}

impl Request {
    /// The code under which it is audited.
    pub fn interaction(&self) -> &'static str {
        match self {
            Request::Create(_) => "CLBI003",
            Request::Update(_) => "CLBI007",
            Request::Delete(_) => "CLBI009",
        }
    }

    /// The status of a success.
    pub fn done(&self) -> u16 {
        match self {
            Request::Create(_) => 201,
            Request::Update(_) | Request::Delete(_) => 204,
        }
    }

    /// A name for tallies.
    pub fn name(&self) -> &'static str {
        match self {
            Request::Create(_) => "create",
            Request::Update(_) => "update",
            Request::Delete(_) => "delete",
        }
    }

    /// The number of its items.
    pub fn size(&self) -> usize {
        match self {
            Request::Create(items) | Request::Update(items) => items.len(),
            Request::Delete(references) => references.len(),
        }
    }

    fn method(&self) -> Method {
        match self {
            Request::Create(_) => Method::POST,
            Request::Update(_) => Method::PUT,
            Request::Delete(_) => Method::DELETE,
        }
    }

    fn body(&self) -> Value {
        let items: Vec<_> = match self {
            Request::Create(items) | Request::Update(items) => items.iter().map(Item::json).collect(),
            Request::Delete(references) => {
                references.iter().map(|reference| json!({ "reference": reference })).collect()
            }
        };
        json!({ "appointments": items })
    }

    /// Sends it.
    pub async fn send(&self, caller: &Caller) -> Answer {
        Answer::of(&caller.send(self.method(), "/appointments", &self.body()).await)
    }

    /// Sends it to a service that may end before it has answered.
    pub async fn try_send(&self, caller: &Caller) -> Option<Answer> {
        let request = caller.request(self.method(), "/appointments").json(&self.body());
        let response = request.send().await.ok()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Some(Answer::of(&Reply { status, headers, text: response.text().await.ok()? }))
    }
}

/// What was answered, as far as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Blank for a success.
    pub message: String,
    /// The paths of `fields`.
    pub paths: Vec<String>,
}

impl Answer {
    fn of(reply: &Reply) -> Answer {
        if reply.text.is_empty() {
            return Answer { status: reply.status, message: String::new(), paths: Vec::new() };
        }
        let body = reply.json();
        let fields = body["fields"].as_array().cloned().unwrap_or_default();
        let path = |field: &Value| field["field"].as_str().unwrap_or_default().to_owned();
        let message = body["message"].as_str().unwrap_or_default().to_owned();
        Answer { status: reply.status, message, paths: fields.iter().map(path).collect() }
    }

    /// Whether the service gave up because others were always faster (behaviour D25).
    pub fn lost_race(&self) -> bool {
        self.status == 409 && self.message == "Conflicting update, try again"
    }
}
