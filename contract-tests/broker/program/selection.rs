//! Which contracts the broker wants to be verified.

use crate::broker::{Broker, BrokerError};
use apd_contract_tests::names::SERVICE;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

const FOR_VERIFICATION: &str = "pb:provider-pacts-for-verification";

/// A contract that the broker wants to be verified.
pub(crate) struct Selected {
    /// Where it is.
    pub(crate) link: String,
    /// Whether a failure does not matter yet: no version of this branch of the service has kept it before, nor had one of
    /// another branch when this one began.
    pub(crate) is_pending: bool,
    /// Whether it is of a branch that no selector asks for.
    pub(crate) is_in_progress: bool,
    /// What the broker says of it.
    pub(crate) notices: Vec<String>,
}

impl Selected {
    /// One that was named by somebody else than the broker's list.
    pub(crate) fn alone(link: String) -> Selected {
        Selected { link, is_pending: false, is_in_progress: false, notices: vec![] }
    }
}

/// The contracts of the consumers' main branches, of what is deployed or released, and of branches called like this one;
/// those that are pending, and since `since` those of all other branches.
///
/// # Errors
///
/// When the broker does not answer as it should. What it answers is read strictly: a part that is not understood could
/// be the contract that is broken.
pub(crate) async fn select(
    broker: &Broker,
    branch: &str,
    since: NaiveDate,
) -> Result<Vec<Selected>, BrokerError> {
    let query = json!({
        "consumerVersionSelectors": [
            { "mainBranch": true },
            { "deployedOrReleased": true },
            { "matchingBranch": true },
        ],
        "includePendingStatus": true,
        "includeWipPactsSince": since.to_string(),
        "providerVersionBranch": branch,
    });
    let index = broker.index().await?;
    let link = index.link(FOR_VERIFICATION)?.replace("{provider}", SERVICE);
    let resource = match broker.post(&link, &query).await {
        // The broker has not heard of this service: nobody has published a contract with it.
        Err(error) if error.is_absence() => return Ok(vec![]),
        answer => answer?,
    };
    let list: List = resource.parse()?;
    Ok(list.embedded.pacts.into_iter().map(Selected::from).collect())
}

#[derive(Deserialize)]
struct List {
    #[serde(rename = "_embedded")]
    embedded: Pacts,
}

#[derive(Deserialize)]
struct Pacts {
    pacts: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "_links")]
    links: Links,
    #[serde(rename = "verificationProperties")]
    properties: Properties,
}

#[derive(Deserialize)]
struct Links {
    #[serde(rename = "self")]
    own: Link,
}

#[derive(Deserialize)]
struct Link {
    href: String,
}

#[derive(Deserialize)]
struct Properties {
    pending: bool,
    #[serde(default)]
    wip: bool,
    #[serde(default)]
    notices: Vec<Notice>,
}

#[derive(Deserialize)]
struct Notice {
    when: Option<String>,
    text: String,
}

impl From<Entry> for Selected {
    fn from(entry: Entry) -> Selected {
        let Properties { pending, wip, notices } = entry.properties;
        let is_before = |notice: &Notice| notice.when.as_deref() == Some("before_verification");
        let notices = notices.into_iter().filter(is_before).map(|notice| notice.text).collect();
        Selected { link: entry.links.own.href, is_pending: pending, is_in_progress: wip, notices }
    }
}
