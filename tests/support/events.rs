//! Events for the use cases, without messages around them; the client's API is played by wiremock, and asks for no token.

use crate::context::TestContext;
use apd_server::app::App;
use apd_server::app::events::{EventFailure, Handled, programme_complete, status_updated};
use apd_server::domain::ReceivedEvent;
use apd_server::op::OpContext;
use chrono::DateTime;
use serde_json::Value;
use slog::Logger;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// When events occur, unless a test says otherwise: half an hour before the time of the fixtures.
pub const OCCURRED_AT: &str = "2026-06-15T11:30:00+01:00";

/// The use cases for events, on the database of a server under test.
pub struct Events<'a> {
    app: &'a App,
    api: MockServer,
    log: Logger,
    next: AtomicU32,
}

/// How an event was handled.
#[derive(Debug)]
pub struct Handling {
    /// What came of it.
    pub result: Result<Handled, EventFailure>,
    /// Its context: what it counted, and how many statements it ran.
    pub op: OpContext,
}

impl Handling {
    /// What came of it, which must be good.
    #[track_caller]
    pub fn ok(&self) -> Handled {
        *self.result.as_ref().expect("the event is handled")
    }

    /// Asserts that it failed for good, for this reason.
    #[track_caller]
    pub fn assert_permanent(&self, reason: &str) {
        let failure = self.result.as_ref().expect_err("the event is not handled");
        assert_eq!((failure.is_transient(), failure.to_string().as_str()), (false, reason));
    }

    /// Asserts that it failed and may succeed later.
    #[track_caller]
    pub fn assert_transient(&self) -> &EventFailure {
        let failure = self.result.as_ref().expect_err("the event is not handled");
        assert!(failure.is_transient(), "{failure:?}");
        failure
    }
}

impl<'a> Events<'a> {
    /// Starts the client's API for the server of a test.
    pub async fn start(ctx: &'a TestContext) -> Events<'a> {
        let api = MockServer::start().await;
        Events { app: ctx.app(), api, log: ctx.log.logger(), next: AtomicU32::new(1) }
    }

    /// An event about a person, with what the client's API tells of it. Its message id ends in a running number.
    pub async fn about(&self, crn: &str, detail: &Value) -> ReceivedEvent {
        self.with_reply(crn, ResponseTemplate::new(200).set_body_json(detail)).await
    }

    /// An event about a person, with a reply of the client's API.
    pub async fn with_reply(&self, crn: &str, reply: ResponseTemplate) -> ReceivedEvent {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let place = format!("/detail/{number}");
        Mock::given(method("GET")).and(path(&place)).respond_with(reply).mount(&self.api).await;
        ReceivedEvent {
            message_id: message_id(number),
            event_type: "decides nothing any more".to_owned(),
            told_type: "decides nothing".to_owned(),
            detail_url: Some(format!("{}{place}", self.api.uri())),
            occurred_at: DateTime::parse_from_rfc3339(OCCURRED_AT).expect("a moment with its offset"),
            identifiers: vec![("CRN".to_owned(), crn.to_owned())],
        }
    }

    /// Has an event handled that tells of a new status.
    pub async fn status_updated(&self, event: &ReceivedEvent) -> Handling {
        let op = OpContext::for_test(self.log.clone());
        Handling { result: status_updated::handle(self.app, &op, event).await, op }
    }

    /// Has an event handled that tells of a completed programme.
    pub async fn programme_complete(&self, event: &ReceivedEvent) -> Handling {
        let op = OpContext::for_test(self.log.clone());
        Handling { result: programme_complete::handle(self.app, &op, event).await, op }
    }
}

/// The id of the message with a running number.
pub fn message_id(number: u32) -> Uuid {
    Uuid::from_u128(0xE000_0000_0000_4000_8000_0000_0000_0000 | u128::from(number))
}
