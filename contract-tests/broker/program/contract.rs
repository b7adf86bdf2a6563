//! One contract, as the broker keeps it.

use crate::broker::{Broker, BrokerError};
use apd_contract_tests::names::SERVICE;
use pact_verifier::pact_broker::Link;
use serde_json::Value;

/// A contract of somebody with this service.
pub(crate) struct Contract {
    /// Who expects it.
    pub(crate) consumer: String,
    /// It whole, in JSON. Its interactions have ids, by which the broker knows them.
    pub(crate) text: String,
    /// What can be done with it at the broker.
    pub(crate) links: Vec<Link>,
}

impl Contract {
    /// Fetches one.
    ///
    /// # Errors
    ///
    /// When the broker does not answer with a contract of this service.
    pub(crate) async fn fetch(broker: &Broker, link: &str) -> Result<Contract, BrokerError> {
        let resource = broker.get(link).await?;
        let body = resource.body();
        let party = |role: &str| body[role]["name"].as_str().map(str::to_owned);
        let consumer = party("consumer").ok_or_else(|| resource.malformed("the contract has no consumer"))?;
        if party("provider").as_deref() != Some(SERVICE) {
            return Err(resource.malformed("the contract is with somebody else than this service"));
        }
        Ok(Contract { consumer, text: body.to_string(), links: links(body) })
    }

    /// Whether results can be published, and a version named to the broker before.
    pub(crate) fn takes_results(&self) -> bool {
        let has = |name: &str| self.links.iter().any(|link| link.name == name);
        has("pb:publish-verification-results") && has("pb:provider")
    }
}

fn links(body: &Value) -> Vec<Link> {
    let links = body["_links"].as_object().into_iter().flatten();
    links.filter_map(|(name, link)| Some(Link::from_json(name, link.as_object()?))).collect()
}
