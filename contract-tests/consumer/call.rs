//! Contracts about requests and their answers.

use crate::contract::Contract;
use crate::matchers::{header, text};
use apd_client::{Client, Failure, TokenSource};
use apd_contract_tests::names::{MANAGE_AND_DELIVER, SERVICE};
use apd_tests::Caller;
use pact_consumer::builders::InteractionBuilder;
use pact_consumer::mock_server::StartMockServerAsync;
use pact_consumer::prelude::{HttpPartBuilder, JsonPattern, PactBuilderAsync};
use pact_models::interaction::Interaction;
use pact_models::v4::interaction::V4Interaction;
use serde_json::{Value, json};

/// What the consumer shows. The filter of the verification puts a real token in its place.
pub const TOKEN: &str = "a-token";

/// A request and its answer.
pub struct Call {
    consumer: &'static str,
    provider: &'static str,
    interaction: InteractionBuilder,
    to_the_letter: Option<&'static str>,
}

impl Call {
    /// A call of this service by its client. The description says what is asked for.
    pub fn of_the_service(description: &str) -> Call {
        Call::between(MANAGE_AND_DELIVER, SERVICE, description)
    }

    /// A call of the client by this service.
    pub fn of_the_client(description: &str) -> Call {
        Call::between(SERVICE, MANAGE_AND_DELIVER, description)
    }

    fn between(consumer: &'static str, provider: &'static str, description: &str) -> Call {
        let interaction = InteractionBuilder::new(description, "");
        Call { consumer, provider, interaction, to_the_letter: None }
    }

    /// A state that the provider must be in.
    pub fn given(mut self, state: &str, params: &Value) -> Call {
        self.interaction.given_with_params(state, params);
        self
    }

    /// The request, with a token.
    pub fn sends(mut self, method: &str, path: &str) -> Call {
        let authorization = header(r"^Bearer \S+$", &format!("Bearer {TOKEN}"));
        self.interaction.request.method(method).path(path).header("Authorization", authorization);
        self
    }

    /// The body of the request.
    pub fn with_body(mut self, body: impl Into<JsonPattern>) -> Call {
        self.interaction.request.header("Content-Type", "application/json").json_body(body);
        self
    }

    /// The body of the request, letter by letter: a pact has JSON without its order otherwise.
    pub fn with_body_to_the_letter(mut self, body: &'static str) -> Call {
        self.to_the_letter = Some(body);
        self.with_body(serde_json::from_str::<Value>(body).expect("the body is JSON"))
    }

    /// The answer, with a body.
    pub fn receives(mut self, status: u16, body: JsonPattern) -> Call {
        let response = self.interaction.response.status(status);
        response.header("Content-Type", "application/json").json_body(body);
        self
    }

    /// The answer, of whose body nothing is read.
    pub fn receives_status(mut self, status: u16) -> Call {
        self.interaction.response.status(status);
        self
    }

    /// The answer of this service to a request that it cannot or will not do.
    pub fn receives_refusal(self, status: u16, error_code: &str, message: JsonPattern) -> Call {
        let body = json_pattern!({
            "status": status,
            "message": message,
            "error_code": error_code,
            "request_id": text("0c9f5a52-6f0e-4a57-b2f4-1d1f0d5f2c11"),
        });
        self.receives(status, body)
    }

    /// What the consumer does, with the generated client.
    pub fn through_the_client<F>(self, used: F) -> Contract
    where
        F: AsyncFnOnce(Client) + 'static,
    {
        self.at_an_address(async move |address: String| {
            let tokens = TokenSource::fixed(TOKEN).unwrap();
            used(apd_client::connect(&address, tokens).unwrap()).await;
        })
    }

    /// What the consumer does with the generated client, which cannot succeed: a failure with this status comes of it.
    pub fn fails_through_the_client<F>(self, status: u16, used: F) -> Contract
    where
        F: AsyncFnOnce(Client) -> Result<(), Failure> + 'static,
    {
        self.through_the_client(async move |client: Client| {
            let failure = used(client).await.unwrap_err();
            assert_eq!(failure.status, Some(status), "{failure:?}");
        })
    }

    /// What the consumer does, without the generated client.
    pub fn by_hand<F>(self, used: F) -> Contract
    where
        F: AsyncFnOnce(Caller) + 'static,
    {
        self.at_an_address(async move |address: String| used(Caller::new(address).with_token(TOKEN)).await)
    }

    /// What the consumer does with the address of the provider, which does not end in `/`.
    pub fn at_an_address<F>(self, used: F) -> Contract
    where
        F: AsyncFnOnce(String) + 'static,
    {
        Contract {
            consumer: self.consumer,
            provider: self.provider,
            interaction: self.to_json(),
            trial: Box::new(move || Box::pin(self.tried(used))),
        }
    }

    fn to_json(&self) -> Value {
        let mut json = self.interaction.build_v4().to_json();
        if let Some(body) = self.to_the_letter {
            json["request"]["body"] =
                json!({ "content": body, "contentType": "application/json", "encoded": "json" });
        }
        json
    }

    async fn tried(self, used: impl AsyncFnOnce(String)) {
        // What the library writes is of no use; `pact_file` writes.
        let directory = tempfile::tempdir().unwrap();
        let mut pact = PactBuilderAsync::new_v4(self.consumer, self.provider);
        pact.push_interaction(&self.interaction.build_v4() as &dyn Interaction).output_dir(directory.path());
        let provider = pact.start_mock_server_async(None, None).await;
        used(provider.url().as_str().trim_end_matches('/').to_owned()).await;
        // Here it is that a request which was not as agreed, or did not come, fails the test.
        drop(provider);
    }
}
