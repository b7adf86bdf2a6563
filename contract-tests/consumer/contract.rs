//! A contract: one interaction, and the code of the consumer that relies on it.

use futures::future::LocalBoxFuture;
use serde_json::Value;

/// Tries the consumer's code against what the contract says.
pub type Trial = Box<dyn FnOnce() -> LocalBoxFuture<'static, ()>>;

/// One interaction between two parties, and its trial.
pub struct Contract {
    /// Who calls, or reads.
    pub consumer: &'static str,
    /// Who answers, or writes.
    pub provider: &'static str,
    /// The interaction, as a V4 pact has it.
    pub interaction: Value,
    /// Tries it.
    pub trial: Trial,
}

impl Contract {
    /// Consumer and provider.
    pub fn parties(&self) -> (&'static str, &'static str) {
        (self.consumer, self.provider)
    }

    /// Tries the contract: the consumer's code sends what it says, and can use what comes back.
    pub async fn holds(self) {
        apd_contract_tests::prepare();
        (self.trial)().await;
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
