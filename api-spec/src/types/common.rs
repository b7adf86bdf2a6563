//! Shapes that several operations share.

use schemars::JsonSchema;
use serde::Serialize;

/// A value of a Delius list: its code, and the words that Delius shows for it.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct CodedValue {
    /// The code in Delius, unpadded.
    pub code: String,
    /// The words that Delius shows.
    pub description: String,
}

/// The name of a person.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Name {
    /// First name.
    pub forename: String,
    /// Middle names with one space between them. The operation says whether it gives them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_names: Option<String>,
    /// Last name.
    pub surname: String,
}

/// A member of probation staff.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct StaffMember {
    /// Officer code in Delius, for example `N07A001`.
    pub code: String,
    /// Name of the member of staff.
    pub name: Name,
}

/// A member of probation staff who is responsible for a case, with an e-mail address where one is known.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Practitioner {
    /// Name, without middle names.
    pub name: Name,
    /// Officer code in Delius, for example `N07A001`.
    pub code: String,
    /// E-mail address from the user directory; left out for staff without a user account, for users without an
    /// address, and while the directory cannot be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Who manages a requirement or licence condition, and from where.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Manager {
    /// The manager.
    pub staff: Practitioner,
    /// The manager's team.
    pub team: CodedValue,
    /// The probation delivery unit (PDU) of that team.
    pub probation_delivery_unit: CodedValue,
    /// The offices of that team that are not closed, by code.
    pub office_locations: Vec<CodedValue>,
}

/// A probation delivery unit (PDU) and its offices.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct PduOfficeLocations {
    /// Code of the PDU in Delius.
    pub code: String,
    /// Name of the PDU.
    pub description: String,
    /// Its offices that are not closed, by code.
    pub office_locations: Vec<CodedValue>,
}
