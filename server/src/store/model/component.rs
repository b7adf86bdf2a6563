//! Sentence components: requirements and licence conditions, which have the same shape but for their tables.

use super::organisation::{CodedRow, StaffRow};
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
