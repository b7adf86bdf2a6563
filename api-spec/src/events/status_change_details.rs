//! What the client's API tells about a change of status.

use super::sourced_from::SourcedFromEntityType;
use super::told::Told;
use crate::types::NumericId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `GET /referral/{referralId}/status-change-details` of the client's API answers (behaviour 3.4). It is the latest
/// status of the referral, not necessarily the one that caused the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusChangeDetails {
    /// The status that the referral has now.
    pub new_status: Told<ReferralStatus>,
    /// The kind of sentence component that the referral came from.
    pub sourced_from_entity_type: Told<SourcedFromEntityType>,
    /// The component's id in Delius.
    pub sourced_from_entity_id: NumericId,
    /// Free text, which becomes the notes of the contact.
    pub notes: Option<String>,
    /// What the status means, in a sentence, which becomes the description of the contact.
    pub description: String,
    /// The user who made the change. Not always told (behaviour D29).
    pub username: Option<String>,
}

/// Where a referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReferralStatus {
    /// Ready to be allocated to a group.
    AwaitingAllocation,
    /// To be assessed.
    AwaitingAssessment,
    /// Has breached by not attending.
    Breach,
    /// Suitable, and paused because of others with priority.
    Deprioritised,
    /// Put off by the court.
    Deferred,
    /// Has begun the programme.
    OnProgramme,
    /// Has completed the programme and its review.
    ProgrammeComplete,
    /// Recalled.
    Recall,
    /// Not suitable, or cannot go on; back to court.
    ReturnToCourt,
    /// Allocated to a group.
    Scheduled,
    /// Suitable, and not ready to begin or go on.
    SuitableButNotReady,
    /// Closed, because the person cannot complete the programme.
    Withdrawn,
}
