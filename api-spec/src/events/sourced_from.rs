//! The kind of sentence component that a referral came from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of sentence component that a referral came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SourcedFromEntityType {
    /// A requirement of a community sentence.
    Requirement,
    /// A condition of a licence.
    LicenceCondition,
}
