//! Enforcement as it is written, and what the count of failures to comply depends on.

use crate::store::schema::enforcement;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::{Insertable, Queryable, Selectable};

/// All of an enforcement (behaviour 4.4). Times are London wall time.
#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = enforcement, treat_none_as_default_value = false)]
pub struct EnforcementRow {
    /// Key.
    pub enforcement_id: i64,
    /// Raised by one by each change.
    pub row_version: i64,
    /// The contact that it enforces.
    pub contact_id: i64,
    /// What is done.
    pub enforcement_action_id: i64,
    /// When the response is due.
    pub response_date: Option<NaiveDateTime>,
    /// Day of the action.
    pub action_taken_date: NaiveDate,
    /// Day and time of the action.
    pub action_taken_time: NaiveDateTime,
    /// Always 0.
    pub partition_area_id: i64,
    /// 1 when it is undone.
    pub soft_deleted: i16,
    /// When it was made.
    pub created_datetime: NaiveDateTime,
    /// Who made it.
    pub created_by_user_id: Option<i64>,
    /// When it was last changed.
    pub last_updated_datetime: NaiveDateTime,
    /// Who changed it last.
    pub last_updated_user_id: Option<i64>,
}

/// An event, as far as enforcement goes.
#[derive(Clone, Debug, Queryable)]
pub struct EnforcedEventRow {
    /// Key.
    pub id: i64,
    /// Its number within the person's record.
    pub event_number: String,
    /// The person.
    pub offender_id: i64,
    /// Count of failures to comply.
    pub ftc_count: Option<i64>,
    /// When the last breach ended.
    pub breach_end: Option<NaiveDate>,
    /// 1 while it is active.
    pub active_flag: i16,
    /// 1 when it is deleted.
    pub soft_deleted: i16,
    /// When it was made.
    pub created_datetime: NaiveDateTime,
}

/// The sentence of an event, as far as enforcement goes.
#[derive(Clone, Debug, Queryable)]
pub struct EnforcedSentenceRow {
    /// The event.
    pub event_id: i64,
    /// When it was passed.
    pub date: NaiveDate,
    /// The count from which on the enforcement status is to be reviewed.
    pub ftc_limit: Option<i64>,
}

/// A contact of an event that counts: a failure to comply, or a review that is open.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct CountedContactRow {
    /// The event.
    pub event_id: i64,
    /// The contact.
    pub contact_id: i64,
    /// Its day.
    pub date: NaiveDate,
}
