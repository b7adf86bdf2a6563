//! What the client's API tells about a completed programme.

use super::sourced_from::SourcedFromEntityType;
use super::told::Told;
use crate::types::{NumericId, WallTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `GET /referral/{referralId}/completion-data` of the client's API answers (behaviour 3.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompletionData {
    /// The component's id in Delius.
    pub lic_req_id: Told<NumericId>,
    /// When the programme was completed, on London's clocks (behaviour D31).
    pub lic_req_completed_at: Told<WallTime>,
    /// The kind of sentence component that the referral came from.
    pub sourced_from_entity_type: Told<SourcedFromEntityType>,
}
