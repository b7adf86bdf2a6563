//! What codes in requests stand for.

use chrono::NaiveDate;
use diesel::Queryable;

/// A contact type.
#[derive(Clone, Debug, Queryable)]
pub struct ContactTypeRow {
    /// `contact_type_id`.
    pub id: i64,
    /// The code.
    pub code: String,
    /// `Y` when contacts of it count for national standards.
    pub national_standards: Option<String>,
    /// `Y` when contacts of it need an outcome.
    pub outcome_flag: String,
}

/// An outcome type.
#[derive(Clone, Debug, Queryable)]
pub struct OutcomeTypeRow {
    /// `contact_outcome_type_id`.
    pub id: i64,
    /// The code.
    pub code: String,
    /// `Y` when it means that the person attended.
    pub attendance: Option<String>,
    /// `Y` when it means that the person complied.
    pub compliant: Option<String>,
    /// `Y` when it is enforced.
    pub enforceable: Option<String>,
}

/// An enforcement action.
#[derive(Clone, Debug, Queryable)]
pub struct EnforcementActionRow {
    /// `enforcement_action_id`.
    pub id: i64,
    /// The words for it.
    pub description: String,
    /// Days until the response is due.
    pub response_by_period: Option<i64>,
    /// `Y` when the contact counts as outstanding meanwhile.
    pub outstanding_contact_action: String,
    /// The type of the contact that records it.
    pub contact_type_id: i64,
}

/// An office location.
#[derive(Clone, Debug, Queryable)]
pub struct OfficeLocationRow {
    /// `office_location_id`.
    pub id: i64,
    /// The code.
    pub code: String,
    /// When it closed or will close.
    pub end_date: Option<NaiveDate>,
}

/// A team.
#[derive(Clone, Debug, Queryable)]
pub struct TeamRow {
    /// `team_id`.
    pub id: i64,
    /// The code.
    pub code: String,
    /// Its provider, `probation_area_id`.
    pub provider_id: i64,
}

/// A member of staff.
#[derive(Clone, Debug, Queryable)]
pub struct StaffIdRow {
    /// `staff_id`.
    pub id: i64,
    /// Officer code.
    pub code: String,
}

/// An entry of the reference data.
#[derive(Clone, Debug, Queryable)]
pub struct ReferenceDataRow {
    /// `standard_reference_list_id`.
    pub id: i64,
    /// The data set.
    pub set: String,
    /// The code within the set.
    pub code: String,
    /// The words for it.
    pub description: String,
}
