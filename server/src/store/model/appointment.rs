//! Programme appointments, which are contacts.

use super::organisation::{CodedRow, StaffRow};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::Queryable;

/// A programme appointment. Times are London wall time.
#[derive(Clone, Debug, Queryable)]
pub struct AppointmentRow {
    /// `contact_id`.
    pub id: i64,
    /// The reference of the system that made it.
    pub external_reference: Option<String>,
    /// CRN of the person.
    pub crn: String,
    /// The requirement that it is for.
    pub rqmnt_id: Option<i64>,
    /// The licence condition that it is for.
    pub lic_condition_id: Option<i64>,
    /// Its day.
    pub date: NaiveDate,
    /// Its start.
    pub start_time: Option<NaiveDateTime>,
    /// Its end.
    pub end_time: Option<NaiveDateTime>,
    /// When it was recorded.
    pub created_datetime: NaiveDateTime,
    /// When it was last changed.
    pub last_updated_datetime: NaiveDateTime,
    /// The contact type.
    pub contact_type: CodedRow,
    /// What came of it.
    pub outcome: Option<OutcomeRow>,
    /// Where it takes place.
    pub location: Option<CodedRow>,
    /// Who holds it.
    pub staff: StaffRow,
    /// The team that holds it.
    pub team: CodedRow,
    /// Notes.
    pub notes: Option<String>,
    /// `Y` when it is sensitive.
    pub sensitive: Option<String>,
}

/// An outcome type.
#[derive(Clone, Debug, Queryable)]
pub struct OutcomeRow {
    /// Code and words.
    pub outcome: CodedRow,
    /// `Y` when it means that the person attended.
    pub attendance: Option<String>,
    /// `Y` when it means that the person complied.
    pub compliant: Option<String>,
}
