//! Regions, their delivery units, teams, members and offices.

use super::common::StaffMember;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Names a region.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct RegionPath {
    /// Code of the region (probation provider) in Delius, for example `N07`.
    pub code: String,
}

/// Names a probation delivery unit.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PduPath {
    /// Code of the probation delivery unit (PDU) in Delius.
    pub pdu: String,
}

/// A region and everybody who works in it.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct RegionMembers {
    /// Code of the region.
    pub code: String,
    /// Name of the region.
    pub description: String,
    /// The probation delivery units (PDUs) that have members, by code.
    pub pdus: Vec<PduMembers>,
}

/// A probation delivery unit and everybody who works in it.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct PduMembers {
    /// Code of the PDU.
    pub code: String,
    /// Name of the PDU.
    pub description: String,
    /// Its teams that have members, by code. The name is singular for historical reasons.
    pub team: Vec<TeamMembers>,
}

/// A team and its members.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct TeamMembers {
    /// Code of the team.
    pub code: String,
    /// Name of the team.
    pub description: String,
    /// Its members, by officer code.
    pub members: Vec<StaffMember>,
}

/// The accredited-programmes teams of a region.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct AccreditedProgrammesTeams {
    /// Teams that have members, by code.
    pub teams: Vec<TeamMembers>,
}
