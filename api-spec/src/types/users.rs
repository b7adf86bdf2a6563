//! What a user of Delius may see, and the teams that they belong to.

use super::common::CodedValue;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Names a user.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct UserPath {
    /// Username in Delius, in upper or lower case.
    pub username: String,
}

/// Which of the cases asked about a user may see.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct UserAccess {
    /// One element for each CRN of the request, in its order, duplicates included.
    pub access: Vec<CaseAccess>,
}

/// Whether a user may see one case. They may when both flags are false.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct CaseAccess {
    /// The CRN as it was given.
    pub crn: String,
    /// The user is on the list of those who may not see the case.
    pub user_excluded: bool,
    /// The case is restricted to a list of users, and this one is not on it.
    pub user_restricted: bool,
    /// What Delius tells an excluded user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusion_message: Option<String>,
    /// What Delius tells a user whom the restriction keeps out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restriction_message: Option<String>,
}

/// The teams of a user.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct UserTeams {
    /// Teams that are not closed, by code; empty for an unknown user and for a user who is not staff.
    pub teams: Vec<UserTeam>,
}

/// A team of a user, and where it belongs.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct UserTeam {
    /// Code of the team in Delius.
    pub code: String,
    /// Name of the team.
    pub description: String,
    /// The probation delivery unit (PDU) of the team.
    pub pdu: CodedValue,
    /// The region (probation provider) of the team.
    pub region: CodedValue,
}
