//! Programme appointments: contacts in Delius that are linked to the client's session records.

use super::common::{CodedValue, StaffMember};
use super::{LondonDateTime, NumericId};
use crate::lazy_body::RequestBody;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which appointments to find.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchAppointments {
    /// Ids of requirements, at most 500. Unknown ones match nothing.
    #[schemars(length(max = 500))]
    pub requirement_ids: Vec<NumericId>,
    /// Ids of licence conditions, at most 500. Unknown ones match nothing.
    #[schemars(length(max = 500))]
    pub licence_condition_ids: Vec<NumericId>,
    /// First day, inclusive; no bound when absent or null.
    #[serde(default, deserialize_with = "super::day::optional", skip_serializing_if = "Option::is_none")]
    pub from_date: Option<NaiveDate>,
    /// Last day, inclusive, not before `fromDate`; no bound when absent or null.
    #[serde(default, deserialize_with = "super::day::optional", skip_serializing_if = "Option::is_none")]
    pub to_date: Option<NaiveDate>,
}

impl RequestBody for SearchAppointments {}

/// The appointments found.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct FoundAppointments {
    /// Appointments by CRN; those of a person by date, then by start time (those without one first).
    pub content: BTreeMap<String, Vec<Appointment>>,
}

/// A programme appointment in Delius.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Appointment {
    /// Id of the contact in Delius, 64 bits.
    pub id: i64,
    /// The client's own reference, a UUID, where the client made the appointment; another system's reference is
    /// given whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Case reference number (CRN) of the person.
    pub crn: String,
    /// Id of the requirement that the appointment is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requirement_id: Option<i64>,
    /// Id of the licence condition that the appointment is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence_condition_id: Option<i64>,
    /// Day of the appointment in London.
    pub date: NaiveDate,
    /// Start, with London's offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<LondonDateTime>,
    /// End, with London's offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<LondonDateTime>,
    /// When the appointment was recorded in Delius, with London's offset.
    pub created_at: LondonDateTime,
    /// When the appointment was last changed in Delius, with London's offset.
    pub updated_at: LondonDateTime,
    /// Type of the appointment: `CAPY` programme attendance, `CAPZ` three-way meeting, `CAPW` pre-group one-to-one.
    #[serde(rename = "type")]
    pub appointment_type: CodedValue,
    /// What came of it, where that is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<AppointmentOutcome>,
    /// The office where it takes place; it may have closed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<CodedValue>,
    /// Who holds the appointment.
    pub staff: StaffMember,
    /// The team that holds the appointment.
    pub team: CodedValue,
    /// Notes, as Delius holds them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Whether the contact is marked as sensitive in Delius.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
}

/// What came of an appointment.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct AppointmentOutcome {
    /// Code of the outcome in Delius, for example `ATTC`.
    pub code: String,
    /// The words that Delius shows.
    pub description: String,
    /// Whether the outcome means that the person attended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attended: Option<bool>,
    /// Whether the outcome means that the person complied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complied: Option<bool>,
}
