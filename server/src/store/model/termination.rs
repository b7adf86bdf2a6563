//! What the termination of a component reads and writes (behaviour 3.5, 3.7). Times are London wall time.

use crate::store::schema::{domain_event, rejected_transfer_diary};
use chrono::NaiveDateTime;
use diesel::{Insertable, Queryable};

/// All of a transfer of a component, but for who made and who changed it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct TransferRow {
    /// `rqmnt_transfer_id` or `lic_condition_transfer_id`.
    pub id: i64,
    /// Raised by one by each change.
    pub row_version: i64,
    /// The component, `rqmnt_id` or `lic_condition_id`.
    pub component_id: i64,
    /// Where it stands.
    pub transfer_status_id: i64,
    /// What was decided.
    pub accepted_decision_id: Option<i64>,
    /// Why it was asked for.
    pub allocation_reason_id: Option<i64>,
    /// Why it was rejected.
    pub rejection_reason_id: Option<i64>,
    /// When it was asked for.
    pub request_date: NaiveDateTime,
    /// Since when it stands where it does.
    pub transfer_status_date: Option<NaiveDateTime>,
    /// Notes.
    pub notes: Option<String>,
    /// The team that it comes from.
    pub origin_team_id: i64,
    /// The member of staff that it comes from.
    pub origin_staff_id: i64,
    /// The team that was to receive it.
    pub receiving_team_id: i64,
    /// The member of staff who was to receive it.
    pub receiving_staff_id: i64,
    /// The transfer of the whole case that it belongs to.
    pub master_transfer_id: Option<i64>,
    /// When it was recorded.
    pub created_datetime: NaiveDateTime,
}

/// A rejected transfer in the diary, which is written and never read.
#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable)]
#[diesel(table_name = rejected_transfer_diary, treat_none_as_default_value = false)]
pub struct RejectedTransferRow {
    /// Key.
    pub rejected_transfer_diary_id: i64,
    /// The person.
    pub offender_id: i64,
    /// The event.
    pub event_id: Option<i64>,
    /// The requirement.
    pub rqmnt_id: Option<i64>,
    /// The transfer of the requirement.
    pub rqmnt_transfer_id: Option<i64>,
    /// The licence condition.
    pub lic_condition_id: Option<i64>,
    /// The transfer of the licence condition.
    pub lic_condition_transfer_id: Option<i64>,
    /// When the transfer was asked for.
    pub transfer_request_date: NaiveDateTime,
    /// When it was rejected.
    pub transfer_status_date: Option<NaiveDateTime>,
    /// Why it was rejected.
    pub rejection_reason_id: i64,
    /// The provider of the team that was to receive it.
    pub target_provider_id: i64,
    /// The team that was to receive it.
    pub target_team_id: i64,
    /// The member of staff who was to receive it.
    pub target_staff_id: i64,
    /// The provider of the team that it came from.
    pub origin_provider_id: i64,
    /// The team that it came from.
    pub origin_team_id: i64,
    /// The member of staff that it came from.
    pub origin_staff_id: i64,
    /// The transfer of the whole case that it belonged to.
    pub master_transfer_id: Option<i64>,
}

/// An event for Delius to publish.
#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable)]
#[diesel(table_name = domain_event)]
pub struct DomainEventRow {
    /// Key.
    pub domain_event_id: i64,
    /// Its type.
    pub domain_event_type_id: i64,
    /// The event as JSON, at most 4,000 characters.
    pub message_body: String,
    /// The attributes of the message as JSON, at most 4,000 characters.
    pub message_attributes: String,
    /// When it was written.
    pub created_datetime: NaiveDateTime,
}
