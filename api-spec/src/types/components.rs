//! Requirements and licence conditions: the two kinds of sentence component.

use super::LondonDateTime;
use super::common::{CodedValue, Manager, PduOfficeLocations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Names a requirement or licence condition of a person.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ComponentPath {
    /// Case reference number (CRN): a letter and six digits, in upper or lower case.
    pub crn: String,
    /// Id of the requirement or licence condition in Delius, 64 bits.
    pub id: String,
}

/// A requirement of a community sentence, of an accredited-programme category.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Requirement {
    /// Id in Delius, 64 bits.
    pub id: i64,
    /// Main category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main_category: Option<CodedValue>,
    /// Sub category: the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_category: Option<CodedValue>,
    /// The active manager.
    pub manager: Manager,
    /// The probation delivery units (PDUs) of the manager's region that have an open office, by code.
    pub probation_delivery_units: Vec<PduOfficeLocations>,
    /// Number of the event that the requirement belongs to.
    pub event_number: String,
    /// When the requirement was recorded in Delius, with London's offset.
    pub created_at: LondonDateTime,
}

/// A licence condition of an accredited-programme category.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct LicenceCondition {
    /// Id in Delius, 64 bits.
    pub id: i64,
    /// Main category.
    pub main_category: CodedValue,
    /// Sub category: the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_category: Option<CodedValue>,
    /// The active manager.
    pub manager: Manager,
    /// The probation delivery units (PDUs) of the manager's region that have an open office, by code.
    pub probation_delivery_units: Vec<PduOfficeLocations>,
    /// Number of the event that the licence condition belongs to.
    pub event_number: String,
    /// When the licence condition was recorded in Delius, with London's offset.
    pub created_at: LondonDateTime,
}

/// The requirements of a person.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Requirements {
    /// Active ones first, then the latest recorded.
    pub content: Vec<Requirement>,
}

/// The licence conditions of a person.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct LicenceConditions {
    /// Active ones first, then the latest recorded.
    pub content: Vec<LicenceCondition>,
}
