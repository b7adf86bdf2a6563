//! A contract: one interaction, and the code of the consumer that relies on it.

use apd_client::{Client, TokenSource};
use apd_contract_tests::names::{MANAGE_AND_DELIVER, SERVICE};
use futures::future::LocalBoxFuture;
use pact_consumer::builders::InteractionBuilder;
use pact_consumer::mock_server::StartMockServerAsync;
use pact_consumer::prelude::{HttpPartBuilder, JsonPattern, PactBuilderAsync};
use pact_models::interaction::Interaction;
use pact_models::v4::interaction::V4Interaction;
use serde_json::Value;

/// What the consumer says; the filter of the verification puts a real one in its place.
const TOKEN: &str = "a-token";

/// What the consumer does with the address of the provider.
type Use = Box<dyn FnOnce(String) -> LocalBoxFuture<'static, ()>>;

/// One interaction, and how the consumer uses it.
pub struct Contract {
    consumer: &'static str,
    provider: &'static str,
    interaction: InteractionBuilder,
    used: Use,
}

impl Contract {
    /// A call of this service by its client. The description completes "receives …".
    pub fn call(description: &str) -> Contract {
        Contract::between(MANAGE_AND_DELIVER, SERVICE, description)
    }

    fn between(consumer: &'static str, provider: &'static str, description: &str) -> Contract {
        let interaction = InteractionBuilder::new(description, "");
        let used: Use = Box::new(|_| panic!("a contract that nobody uses"));
        Contract { consumer, provider, interaction, used }
    }

    /// A state that the provider must be in.
    pub fn given(mut self, state: &str, params: Value) -> Contract {
        self.interaction.given_with_params(state, &params);
        self
    }

    /// The request, with a token.
    pub fn sends(mut self, method: &str, path: &str) -> Contract {
        let authorization = crate::matchers::header(r"^Bearer \S+$", &format!("Bearer {TOKEN}"));
        self.interaction.request.method(method).path(path).header("Authorization", authorization);
        self
    }

    /// The answer, with a body.
    pub fn receives(mut self, status: u16, body: JsonPattern) -> Contract {
        let response = self.interaction.response.status(status);
        response.header("Content-Type", "application/json").json_body(body);
        self
    }

    /// What the consumer does, with the generated client.
    pub fn through_the_client<F>(self, used: F) -> Contract
    where
        F: AsyncFnOnce(Client) + 'static,
    {
        self.used_as(async move |address: String| {
            let tokens = TokenSource::fixed(TOKEN).unwrap();
            used(apd_client::connect(&address, tokens).unwrap()).await;
        })
    }

    fn used_as<F>(mut self, used: F) -> Contract
    where
        F: AsyncFnOnce(String) + 'static,
    {
        self.used = Box::new(|address| Box::pin(async move { used(address).await }));
        self
    }

    /// Consumer and provider.
    pub fn parties(&self) -> (&'static str, &'static str) {
        (self.consumer, self.provider)
    }

    /// The interaction, as a V4 pact has it.
    pub fn to_json(&self) -> Value {
        self.interaction.build_v4().to_json()
    }

    /// Tries the contract: the consumer's code sends what it says, and can use what comes back.
    pub async fn holds(self) {
        apd_contract_tests::prepare();
        // What the library writes is of no use; `pact_file` writes.
        let directory = tempfile::tempdir().unwrap();
        let mut pact = PactBuilderAsync::new_v4(self.consumer, self.provider);
        pact.push_interaction(&self.interaction.build_v4() as &dyn Interaction).output_dir(directory.path());
        let provider = pact.start_mock_server_async(None, None).await;
        (self.used)(provider.url().to_string()).await;
        // Here it is that a request which was not as agreed, or did not come, fails the test.
        drop(provider);
    }
}

/// Makes a list and one test each of functions that give a contract.
macro_rules! contracts {
    ($($name:ident),+ $(,)?) => {
        /// The contracts of this module.
        pub fn contracts() -> Vec<$crate::contract::Contract> {
            vec![$($name()),+]
        }

        mod holds {
            $(
                #[tokio::test]
                async fn $name() {
                    super::$name().holds().await;
                }
            )+
        }
    };
}
pub(crate) use contracts;
