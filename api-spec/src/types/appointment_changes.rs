//! Creating, updating and deleting programme appointments.
//!
//! Requests may hold 1 to 2,000 items and are done whole or not at all. Unknown properties are ignored.

use super::{LocalTime, NumericId, Patch, Text, choice, day, object, reference};
use crate::lazy_body::RequestBody;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Appointments to create.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateAppointments {
    /// 1 to 2,000 appointments, each with a reference of its own.
    #[serde(deserialize_with = "object::list")]
    #[schemars(length(min = 1, max = 2000))]
    pub appointments: Vec<NewAppointment>,
}

impl RequestBody for CreateAppointments {}

/// An appointment to create. Exactly one of `requirementId` and `licenceConditionId` is given; the other is absent or
/// null.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewAppointment {
    /// The client's own key for the appointment, a UUID with hyphens. Sending an appointment again under the same
    /// reference creates no second one.
    #[serde(deserialize_with = "reference::required")]
    pub reference: Uuid,
    /// Id of the requirement that the appointment is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement_id: Option<NumericId>,
    /// Id of the licence condition that the appointment is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_condition_id: Option<NumericId>,
    /// Day of the appointment in London, `yyyy-MM-dd`.
    #[serde(deserialize_with = "day::required")]
    pub date: NaiveDate,
    /// Start on that day by a clock in London: `HH:mm`, `HH:mm:ss` or with a fraction. A time that is skipped when the
    /// clocks go forward counts as an hour later.
    pub start_time: LocalTime,
    /// End on that day, after the start.
    pub end_time: LocalTime,
    /// What came of it, where that is known already; none when absent or null. For an appointment that starts in the
    /// future only an acceptable absence.
    #[serde(default, deserialize_with = "object::optional", skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Code>,
    /// Office where it takes place; none when absent or null.
    #[serde(default, deserialize_with = "object::optional", skip_serializing_if = "Option::is_none")]
    pub location: Option<Code>,
    /// Who holds the appointment, by officer code.
    #[serde(deserialize_with = "object::required")]
    pub staff: Code,
    /// The team that holds the appointment.
    #[serde(deserialize_with = "object::required")]
    pub team: Code,
    /// Notes; none when absent or null.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
    /// Whether the contact is marked as sensitive in Delius. It cannot be unmarked later.
    pub sensitive: bool,
    /// Kind of appointment; `PROGRAMME_ATTENDANCE` when absent or null.
    #[serde(
        rename = "type",
        default,
        deserialize_with = "choice::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub appointment_type: Option<AppointmentType>,
    /// Description of the contact; none when absent or null.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

/// Kind of appointment.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq, Hash)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AppointmentType {
    /// Attendance at a programme session (`CAPY` in Delius).
    ProgrammeAttendance,
    /// Three-way meeting (`CAPZ`).
    ThreeWayMeeting,
    /// One-to-one meeting before the group begins (`CAPW`). It sets the actual start date of the requirement or licence
    /// condition.
    PreGroupOneToOneMeeting,
}

/// Refers to a value that Delius knows by a code.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Code {
    /// The code in Delius.
    pub code: Text,
}

/// Appointments to change.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub struct UpdateAppointments {
    /// 1 to 2,000 appointments, each at most once.
    #[serde(deserialize_with = "object::list")]
    #[schemars(length(min = 1, max = 2000))]
    pub appointments: Vec<ChangedAppointment>,
}

impl RequestBody for UpdateAppointments {}

/// What an appointment shall be. Its requirement or licence condition and its kind cannot be changed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedAppointment {
    /// The reference under which the client created the appointment.
    #[serde(deserialize_with = "reference::required")]
    pub reference: Uuid,
    /// Day of the appointment in London, `yyyy-MM-dd`.
    #[serde(deserialize_with = "day::required")]
    pub date: NaiveDate,
    /// Start on that day by a clock in London: `HH:mm`, `HH:mm:ss` or with a fraction. A time that is skipped when the
    /// clocks go forward counts as an hour later.
    pub start_time: LocalTime,
    /// End on that day, after the start.
    pub end_time: LocalTime,
    /// What came of it. Absent or null keeps the recorded outcome, another code replaces it; an outcome cannot be taken
    /// back.
    #[serde(default, deserialize_with = "object::optional", skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Code>,
    /// Office where it takes place. Absent keeps the present one, null removes it.
    #[serde(default, deserialize_with = "object::patch", skip_serializing_if = "Patch::is_keep")]
    pub location: Patch<Code>,
    /// Who holds the appointment, by officer code.
    #[serde(deserialize_with = "object::required")]
    pub staff: Code,
    /// The team that holds the appointment.
    #[serde(deserialize_with = "object::required")]
    pub team: Code,
    /// Notes to append to those that are there, after a blank line. Absent, null or blank appends nothing; nor does a
    /// text that the notes end with already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
    /// Whether the contact is marked as sensitive. An appointment that is marked cannot be unmarked.
    pub sensitive: bool,
    /// Description of the contact. Absent keeps the present one, null removes it, a text replaces it.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub description: Patch<Text>,
}

/// Appointments to delete.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub struct DeleteAppointments {
    /// 1 to 2,000 appointments. One that is named twice, not known or deleted already is no error.
    #[serde(deserialize_with = "object::list")]
    #[schemars(length(min = 1, max = 2000))]
    pub appointments: Vec<DeletedAppointment>,
}

impl RequestBody for DeleteAppointments {}

/// Names an appointment to delete.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub struct DeletedAppointment {
    /// The reference under which the client created the appointment.
    #[serde(deserialize_with = "reference::required")]
    pub reference: Uuid,
}
