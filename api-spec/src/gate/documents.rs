//! The two documents of one version of the contract.

use anyhow::{Context, ensure};
use semver::Version;
use serde_json::Value;

/// The OpenAPI and the AsyncAPI document, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Documents {
    pub(crate) openapi: String,
    pub(crate) asyncapi: String,
}

impl Documents {
    /// What the traits and the types of messages say now.
    pub(crate) fn generate() -> anyhow::Result<Documents> {
        Ok(Documents { openapi: apd_api::document::generate()?, asyncapi: apd_api::asyncapi::generate()? })
    }

    /// Each with the name of its kind.
    pub(crate) fn named(&self) -> [(&'static str, &str); 2] {
        [("openapi", &self.openapi), ("asyncapi", &self.asyncapi)]
    }

    /// The version that both documents bear.
    pub(crate) fn version(&self) -> anyhow::Result<Version> {
        let [openapi, asyncapi] = self.named().map(|(kind, text)| version_of(kind, text));
        let (openapi, asyncapi) = (openapi?, asyncapi?);
        ensure!(openapi == asyncapi, "the documents bear two versions, {openapi} and {asyncapi}");
        Ok(openapi)
    }
}

fn version_of(kind: &str, text: &str) -> anyhow::Result<Version> {
    let document: Value =
        serde_json::from_str(text).with_context(|| format!("the {kind} document is no JSON"))?;
    let version = document["info"]["version"].as_str();
    let version = version.with_context(|| format!("the {kind} document has no info.version"))?;
    version.parse().with_context(|| format!("info.version of the {kind} document, {version}, is no version"))
}
