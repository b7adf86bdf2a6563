//! Where the verifier gets the messages that the service has left for others.

use super::current::Current;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// Hands out the message of the interaction that is being verified.
pub(super) struct Outbox(MockServer);

struct Handing(Arc<Current>);

impl Respond for Handing {
    fn respond(&self, _request: &Request) -> ResponseTemplate {
        let Some(message) = self.0.seen().message else {
            return ResponseTemplate::new(500)
                .set_body_string("the states of this interaction leave no message");
        };
        let metadata = STANDARD.encode(message.attributes.to_string());
        ResponseTemplate::new(200)
            .insert_header("Pact-Message-Metadata", metadata)
            .set_body_raw(message.body, "application/json")
    }
}

impl Outbox {
    pub(super) async fn start(current: &Arc<Current>) -> Outbox {
        let server = MockServer::start().await;
        Mock::given(method("POST")).respond_with(Handing(Arc::clone(current))).mount(&server).await;
        Outbox(server)
    }

    pub(super) fn port(&self) -> u16 {
        self.0.address().port()
    }
}
