//! What the verifier calls for each interaction.

use super::current::Current;
use crate::states::Params;
use async_trait::async_trait;
use bytes::Bytes;
use either::Either;
use pact_models::bodies::OptionalBody;
use pact_models::provider_states::ProviderState;
use pact_models::v4::http_parts::HttpRequest;
use pact_verifier::callback_executors::{ProviderStateExecutor, RequestFilterExecutor};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// Sets states up, and ends interactions.
#[derive(Debug)]
pub(super) struct States(pub(super) Arc<Current>);

#[async_trait]
impl ProviderStateExecutor for States {
    async fn call(
        self: Arc<Self>,
        _interaction_id: Option<String>,
        state: &ProviderState,
        is_setup: bool,
        _client: Option<&reqwest::Client>,
    ) -> anyhow::Result<HashMap<String, Value>> {
        if is_setup {
            self.0.set_up(&state.name, Params::new(&state.name, state.params.clone())).await;
            return Ok(HashMap::new());
        }
        let end = self.0.end().await;
        // The verifier says that a handler has failed, and not why.
        end.inspect_err(|error| println!("{error:#}")).map(|()| HashMap::new())
    }

    fn teardown(&self) -> bool {
        true
    }
}

/// Puts a signed token in place of that of the contract, or none where the state says so.
#[derive(Debug)]
pub(super) struct Tokens(pub(super) Arc<Current>);

impl RequestFilterExecutor for Tokens {
    fn call(self: Arc<Self>, request: &HttpRequest) -> HttpRequest {
        let mut request = request.clone();
        let headers = request.headers.get_or_insert_default();
        headers.retain(|name, _| !name.eq_ignore_ascii_case("authorization"));
        if let Some(authorization) = self.0.seen().authorization {
            headers.insert("Authorization".to_owned(), vec![authorization]);
        }
        request
    }

    /// For plug-ins, which are not used.
    fn call_non_http(
        &self,
        body: &OptionalBody,
        metadata: &HashMap<String, Either<Value, Bytes>>,
    ) -> (OptionalBody, HashMap<String, Either<Value, Bytes>>) {
        (body.clone(), metadata.clone())
    }
}
