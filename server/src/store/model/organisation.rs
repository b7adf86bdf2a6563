//! Regions, delivery units, teams, offices and staff.

use diesel::Queryable;

/// Code and description of a row of any table that has both.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Queryable)]
pub struct CodedRow {
    /// The code.
    pub code: String,
    /// The words for it.
    pub description: String,
}

/// A member of staff.
#[derive(Clone, Debug, Queryable)]
pub struct StaffRow {
    /// Officer code.
    pub officer_code: String,
    /// First name.
    pub forename: String,
    /// Middle names.
    pub forename2: Option<String>,
    /// Last name.
    pub surname: String,
}

/// A probation delivery unit.
#[derive(Clone, Debug, Queryable)]
pub struct PduRow {
    /// `borough_id`.
    pub id: i64,
    /// Code and name.
    pub pdu: CodedRow,
}

/// An office of a team.
#[derive(Clone, Debug, Queryable)]
pub struct TeamOfficeRow {
    /// The team.
    pub team_id: i64,
    /// Code and name of the office.
    pub office: CodedRow,
}

/// An office of a region, with its delivery unit.
#[derive(Clone, Debug, Queryable)]
pub struct PduOfficeRow {
    /// The region, `probation_area_id`.
    pub region_id: i64,
    /// Code and name of the delivery unit.
    pub pdu: CodedRow,
    /// Code and name of the office.
    pub office: CodedRow,
}

/// A member of a team.
#[derive(Clone, Debug, Queryable)]
pub struct TeamMemberRow {
    /// Code and name of the team.
    pub team: CodedRow,
    /// The member.
    pub staff: StaffRow,
}

/// A member of a team, with everything above the team.
#[derive(Clone, Debug, Queryable)]
pub struct PduTeamMemberRow {
    /// Code and name of the region.
    pub region: CodedRow,
    /// Code and name of the delivery unit.
    pub pdu: CodedRow,
    /// The team and its member.
    pub member: TeamMemberRow,
}

/// Who holds a contact: a member of staff, a team, and the team's provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct HolderRow {
    /// The member of staff.
    pub staff_id: i64,
    /// The team.
    pub team_id: i64,
    /// The team's provider, `probation_area_id`.
    pub provider_id: i64,
}

/// A team with its provider.
#[derive(Clone, Debug, Queryable)]
pub struct TeamProviderRow {
    /// The team.
    pub team_id: i64,
    /// Its provider, `probation_area_id`.
    pub provider_id: i64,
    /// The provider in words.
    pub description: String,
}
