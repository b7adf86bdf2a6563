//! Contacts as they are written.

use crate::store::schema::contact;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::{Insertable, Queryable, Selectable};

/// All of a contact, column by column (behaviour 4.4). Times are London wall time.
#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = contact, treat_none_as_default_value = false)]
pub struct ContactRow {
    /// Key.
    pub contact_id: i64,
    /// Raised by one by each change.
    pub row_version: i64,
    /// The person.
    pub offender_id: i64,
    /// The event.
    pub event_id: Option<i64>,
    /// The requirement.
    pub rqmnt_id: Option<i64>,
    /// The licence condition.
    pub lic_condition_id: Option<i64>,
    /// The non-statutory intervention.
    pub nsi_id: Option<i64>,
    /// The post-sentence supervision requirement.
    pub pss_rqmnt_id: Option<i64>,
    /// Its day.
    pub contact_date: NaiveDate,
    /// Its start.
    pub contact_start_time: Option<NaiveDateTime>,
    /// Its end.
    pub contact_end_time: Option<NaiveDateTime>,
    /// What kind of contact it is.
    pub contact_type_id: i64,
    /// What came of it.
    pub contact_outcome_type_id: Option<i64>,
    /// `Y` or `N`.
    pub attended: Option<String>,
    /// `Y` or `N`.
    pub complied: Option<String>,
    /// 1 while something is outstanding.
    pub enforcement: Option<i16>,
    /// The last action taken to enforce it.
    pub latest_enforcement_action_id: Option<i64>,
    /// The contact that it hangs on.
    pub linked_contact_id: Option<i64>,
    /// Where it takes place.
    pub office_location_id: Option<i64>,
    /// Who holds it.
    pub staff_id: i64,
    /// The team that holds it.
    pub team_id: i64,
    /// The team's provider.
    pub probation_area_id: i64,
    /// Notes.
    pub notes: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The reference of the system that made it.
    pub external_reference: Option<String>,
    /// `Y` or `N`.
    pub sensitive: Option<String>,
    /// `Y` or `N`.
    pub alert_active: Option<String>,
    /// `Y` or `N`.
    pub rar_activity: Option<String>,
    /// `Y` or `N`.
    pub visor_contact: Option<String>,
    /// `Y` or `N`.
    pub visor_exported: Option<String>,
    /// Always 0.
    pub trust_provider_flag: i16,
    /// The team, of what this service makes and of what it gives to another team; else as it was.
    pub trust_provider_team_id: i64,
    /// Always 0.
    pub partition_area_id: i64,
    /// 1 when it is deleted.
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

/// What a contact that exists is compared by with one that is to be created (behaviour D15).
#[derive(Clone, Debug, Queryable)]
pub struct ExistingContactRow {
    /// Its reference.
    pub external_reference: Option<String>,
    /// The requirement that it is for.
    pub rqmnt_id: Option<i64>,
    /// The licence condition that it is for.
    pub lic_condition_id: Option<i64>,
    /// Code of its type.
    pub contact_type: String,
    /// Its day.
    pub date: NaiveDate,
    /// Its start.
    pub start_time: Option<NaiveDateTime>,
    /// Its end.
    pub end_time: Option<NaiveDateTime>,
    /// Code of what came of it.
    pub outcome: Option<String>,
    /// Code of where it takes place.
    pub location: Option<String>,
    /// Officer code of who holds it.
    pub staff: String,
    /// Code of the team that holds it.
    pub team: String,
    /// Notes.
    pub notes: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// `Y` when it is sensitive.
    pub sensitive: Option<String>,
}

/// Where a contact is to be found.
#[derive(Clone, Debug, Queryable)]
pub struct ContactKeyRow {
    /// Its id.
    pub id: i64,
    /// Its event.
    pub event_id: Option<i64>,
    /// Its reference.
    pub external_reference: Option<String>,
}

/// What is told of contacts besides their own columns.
#[derive(Clone, Debug, Queryable)]
pub struct ContactContextRow {
    /// The contact.
    pub id: i64,
    /// CRN of its person.
    pub crn: String,
    /// Code of its type.
    pub contact_type: String,
    /// Code of what came of it.
    pub outcome: Option<String>,
    /// `Y` when its type counts for national standards.
    pub national_standards: Option<String>,
}
