//! The rows that the writes touch, as plain values, and how they are read from the database.

use super::world::{FIRST_ID, FIRST_NEW_ID};
use apd_server::store::conn::DbConn;
use apd_server::store::model::{ContactRow, EnforcementRow};
use apd_server::store::schema::{
    audited_interaction, business_interaction, contact, enforcement, event, lic_condition, rqmnt,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// An event, as far as it changes.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct EventState {
    pub id: i64,
    pub ftc_count: Option<i64>,
    pub last_updated: NaiveDateTime,
    pub last_updated_by: Option<i64>,
}

/// A requirement or licence condition, as far as it changes.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct ComponentState {
    pub id: i64,
    pub row_version: i64,
    pub commencement_date: Option<NaiveDateTime>,
    pub notes: Option<String>,
    pub last_updated: NaiveDateTime,
    pub last_updated_by: Option<i64>,
}

/// An audit row: code of the interaction, outcome, parameters, time, user.
pub type AuditState = (String, String, String, NaiveDateTime, i64);

/// Everything that the writes touch. Rows of contacts and enforcements that nothing refers to (all but appointments) have
/// id 0 when the service has made them: which ids they get is not for the model to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub contacts: Vec<ContactRow>,
    pub enforcements: Vec<EnforcementRow>,
    pub events: Vec<EventState>,
    pub requirements: Vec<ComponentState>,
    pub licence_conditions: Vec<ComponentState>,
    pub audit: Vec<AuditState>,
}

macro_rules! load {
    ($conn:expr, $query:expr) => {
        match $conn {
            DbConn::Pg(conn) => $query.load(conn),
            DbConn::Sqlite(conn) => $query.load(conn),
        }
        .expect("the rows can be read")
    };
}

impl State {
    /// Reads this world's part of the database.
    pub fn read(conn: &mut DbConn) -> State {
        let contacts: Vec<ContactRow> = load!(
            conn,
            contact::table.filter(contact::contact_id.ge(FIRST_ID)).select(ContactRow::as_select())
        );
        let enforcements: Vec<EnforcementRow> =
            load!(conn, enforcement::table.select(EnforcementRow::as_select()));
        let events = load!(
            conn,
            event::table.filter(event::event_id.ge(FIRST_ID)).select((
                event::event_id,
                event::ftc_count,
                event::last_updated_datetime,
                event::last_updated_user_id,
            ))
        );
        let requirements = load!(
            conn,
            rqmnt::table.filter(rqmnt::rqmnt_id.lt(FIRST_NEW_ID)).select((
                rqmnt::rqmnt_id,
                rqmnt::row_version,
                rqmnt::commencement_date,
                rqmnt::rqmnt_notes,
                rqmnt::last_updated_datetime,
                rqmnt::last_updated_user_id,
            ))
        );
        let licence_conditions = load!(
            conn,
            lic_condition::table.filter(lic_condition::lic_condition_id.lt(FIRST_NEW_ID)).select((
                lic_condition::lic_condition_id,
                lic_condition::row_version,
                lic_condition::commencement_date,
                lic_condition::lic_condition_notes,
                lic_condition::last_updated_datetime,
                lic_condition::last_updated_user_id,
            ))
        );
        let audit = load!(
            conn,
            audited_interaction::table.inner_join(business_interaction::table).select((
                business_interaction::business_interaction_code,
                audited_interaction::outcome,
                audited_interaction::interaction_parameters,
                audited_interaction::date_time,
                audited_interaction::user_id,
            ))
        );
        State { contacts, enforcements, events, requirements, licence_conditions, audit }.ordered()
    }

    /// The same rows without the ids that the model does not know, in an order that does not depend on them.
    pub fn ordered(mut self) -> State {
        for row in &mut self.contacts {
            if row.external_reference.is_none() && row.contact_id >= FIRST_NEW_ID {
                row.contact_id = 0;
            }
        }
        for row in &mut self.enforcements {
            if row.enforcement_id >= FIRST_ID + 2 {
                row.enforcement_id = 0;
            }
        }
        self.contacts.sort_by_cached_key(|row| {
            let place = (row.rqmnt_id, row.lic_condition_id, row.event_id, row.staff_id, row.team_id);
            (
                row.contact_id,
                row.linked_contact_id,
                row.contact_type_id,
                place,
                row.contact_date,
                row.created_datetime,
            )
        });
        self.enforcements.sort_by_key(|row| {
            (
                row.contact_id,
                row.soft_deleted,
                row.enforcement_id,
                row.created_datetime,
                row.last_updated_datetime,
            )
        });
        self.events.sort_by_key(|row| row.id);
        self.requirements.sort_by_key(|row| row.id);
        self.licence_conditions.sort_by_key(|row| row.id);
        self.audit.sort();
        self
    }

    /// The ids that contacts with references got, by reference, in the order in which they were created.
    pub fn ids(&self) -> Ids {
        let mut ids: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for row in &self.contacts {
            if let Some(reference) = &row.external_reference {
                ids.entry(reference.clone()).or_default().push(row.contact_id);
            }
        }
        ids.values_mut().for_each(|ids| ids.sort_unstable());
        Ids(ids.into_iter().collect())
    }

    /// The first difference from another state, in words.
    pub fn difference(&self, other: &State) -> Option<String> {
        differing("contact", &self.contacts, &other.contacts)
            .or_else(|| differing("enforcement", &self.enforcements, &other.enforcements))
            .or_else(|| differing("event", &self.events, &other.events))
            .or_else(|| differing("rqmnt", &self.requirements, &other.requirements))
            .or_else(|| differing("lic_condition", &self.licence_conditions, &other.licence_conditions))
            .or_else(|| differing("audited_interaction", &self.audit, &other.audit))
    }
}

fn differing<T: std::fmt::Debug + PartialEq>(table: &str, expected: &[T], found: &[T]) -> Option<String> {
    let missing = expected.iter().find(|row| !found.contains(row));
    let surplus = found.iter().find(|row| !expected.contains(row));
    let counts = (expected.len(), found.len());
    (expected != found)
        .then(|| format!("{table}: the model has {missing:?}, the database {surplus:?}; rows {counts:?}"))
}

/// Which ids contacts got.
#[derive(Clone, Debug, Default)]
pub struct Ids(HashMap<String, Vec<i64>>);

impl Ids {
    /// The id of the contact that was created so manieth under a reference; 0 when there is none.
    pub fn nth(&self, reference: &str, nth: usize) -> i64 {
        self.0.get(reference).and_then(|ids| ids.get(nth)).copied().unwrap_or_default()
    }
}
