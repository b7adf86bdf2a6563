//! Users: their teams, and what keeps them out of cases.

use super::organisation::CodedRow;
use chrono::NaiveDateTime;
use diesel::Queryable;

/// A team of a user.
#[derive(Clone, Debug, Queryable)]
pub struct UserTeamRow {
    /// Code and name of the team.
    pub team: CodedRow,
    /// The team's delivery unit.
    pub pdu: CodedRow,
    /// The team's region.
    pub region: CodedRow,
}

/// A person, as far as limited access goes.
#[derive(Clone, Debug, Queryable)]
pub struct LimitedPersonRow {
    /// `offender_id`.
    pub id: i64,
    /// Case reference number.
    pub crn: String,
    /// What an excluded user is told.
    pub exclusion_message: Option<String>,
    /// What a user is told whom a restriction keeps out.
    pub restriction_message: Option<String>,
}

/// An exclusion or restriction.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct LimitRow {
    /// The person, `offender_id`.
    pub person_id: i64,
    /// The user that it names.
    pub user_id: i64,
    /// When it ends, London wall time.
    pub end: Option<NaiveDateTime>,
}
