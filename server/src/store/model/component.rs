//! Sentence components: requirements and licence conditions, which have the same shape but for their tables.

use super::organisation::{CodedRow, HolderRow, StaffRow};
use chrono::NaiveDateTime;
use diesel::Queryable;

/// A component of a sentence, by its categories only.
#[derive(Clone, Debug, Queryable)]
pub struct SentenceComponentRow {
    /// Main category.
    pub main_category: Option<CodedRow>,
    /// Sub category.
    pub sub_category: Option<CodedRow>,
}

/// A requirement or licence condition with its manager.
#[derive(Clone, Debug, Queryable)]
pub struct ComponentRow {
    /// `rqmnt_id` or `lic_condition_id`.
    pub id: i64,
    /// CRN of the person whose it is.
    pub crn: String,
    /// Main category.
    pub main_category: Option<CodedRow>,
    /// Sub category.
    pub sub_category: Option<CodedRow>,
    /// Number of its event.
    pub event_number: String,
    /// When it was recorded, London wall time.
    pub created_datetime: NaiveDateTime,
    /// Its active manager.
    pub manager: Option<ComponentManagerRow>,
    /// Username of the user account that points at the manager.
    pub manager_username: Option<String>,
}

/// Who manages a component, and from where.
#[derive(Clone, Debug, Queryable)]
pub struct ComponentManagerRow {
    /// The manager.
    pub staff: StaffRow,
    /// `team_id` of the manager's team.
    pub team_id: i64,
    /// The manager's team.
    pub team: CodedRow,
    /// The team's delivery unit.
    pub pdu: CodedRow,
    /// The region of that unit, `probation_area_id`.
    pub region_id: i64,
}

/// A component that appointments are to be created for, with everything that is written back when it commences.
#[derive(Clone, Debug, Queryable)]
pub struct AppointedComponentRow {
    /// `rqmnt_id` or `lic_condition_id`.
    pub id: i64,
    /// Raised by one by each change.
    pub row_version: i64,
    /// Its sentence.
    pub disposal_id: i64,
    /// Its event.
    pub event_id: i64,
    /// Its person.
    pub offender_id: i64,
    /// CRN of its person.
    pub crn: String,
    /// Code of its main category.
    pub main_category: Option<String>,
    /// Key of its main category.
    pub main_category_id: Option<i64>,
    /// 1 while it is active.
    pub active_flag: i16,
    /// When it starts, London wall time.
    pub start_date: NaiveDateTime,
    /// When it really began, London wall time.
    pub commencement_date: Option<NaiveDateTime>,
    /// 1 while a transfer is pending.
    pub pending_transfer: i16,
    /// Notes.
    pub notes: Option<String>,
    /// When it was recorded, London wall time.
    pub created_datetime: NaiveDateTime,
}

/// A component that an event is about.
#[derive(Clone, Debug, Queryable)]
pub struct ReferredComponentRow {
    /// Its person.
    pub offender_id: i64,
    /// CRN of its person.
    pub crn: String,
    /// Its event.
    pub event_id: i64,
    /// Number of its event.
    pub event_number: String,
    /// Main category.
    pub main_category: CodedRow,
    /// Sub category.
    pub sub_category: Option<CodedRow>,
    /// When it starts, London wall time.
    pub start_date: NaiveDateTime,
    /// When it really began, London wall time.
    pub commencement_date: Option<NaiveDateTime>,
    /// When it was terminated, London wall time.
    pub termination_date: Option<NaiveDateTime>,
    /// Why it was terminated.
    pub termination_reason_id: Option<i64>,
    /// Its active manager.
    pub manager: Option<HolderRow>,
}
