//! What stands in the tables that the service writes. All of it blocks.

use super::TestDatabase;
use apd_server::domain::reference::APPOINTMENT_PREFIX;
use apd_server::store::model::{ContactRow, EnforcementRow, MessageFailureRow};
use apd_server::store::schema::{
    audited_interaction, business_interaction, contact, enforcement, event, lic_condition, message_failure,
    r_contact_type, rqmnt,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A row of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct AuditRow {
    /// Its key, in the order of writing.
    pub id: i64,
    /// The code of the interaction.
    pub interaction: String,
    /// `P` or `F`.
    pub outcome: String,
    /// What was done to what.
    pub parameters: String,
    /// When.
    pub date_time: NaiveDateTime,
    /// Who did it.
    pub user_id: i64,
}

/// What commencement changes of a requirement or licence condition.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct StoredComponent {
    /// Raised by each change.
    pub row_version: i64,
    /// When it really began.
    pub commencement_date: Option<NaiveDateTime>,
    /// Notes.
    pub notes: Option<String>,
    /// When it was last changed.
    pub last_updated_datetime: NaiveDateTime,
}

/// Everything that the three writes may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// All contacts.
    pub contacts: Vec<ContactRow>,
    /// All enforcements.
    pub enforcements: Vec<EnforcementRow>,
    /// The audit.
    pub audit: Vec<AuditRow>,
    /// Counts of failures to comply, by event.
    pub counts: Vec<(i64, Option<i64>, NaiveDateTime)>,
    /// What commencement changes of requirements, by id.
    pub requirements: Vec<(i64, i64, Option<NaiveDateTime>, Option<String>)>,
    /// What commencement changes of licence conditions, by id.
    pub licence_conditions: Vec<(i64, i64, Option<NaiveDateTime>, Option<String>)>,
}

impl TestDatabase {
    /// Everything that the three writes may change, as it stands.
    pub fn snapshot(&self) -> Snapshot {
        let conn = &mut self.connect();
        let counts = event::table.order(event::event_id).select((
            event::event_id,
            event::ftc_count,
            event::last_updated_datetime,
        ));
        let requirements = rqmnt::table.order(rqmnt::rqmnt_id).select((
            rqmnt::rqmnt_id,
            rqmnt::row_version,
            rqmnt::commencement_date,
            rqmnt::rqmnt_notes,
        ));
        let licence_conditions = lic_condition::table.order(lic_condition::lic_condition_id).select((
            lic_condition::lic_condition_id,
            lic_condition::row_version,
            lic_condition::commencement_date,
            lic_condition::lic_condition_notes,
        ));
        Snapshot {
            counts: counts.load(conn).expect("events can be read"),
            requirements: requirements.load(conn).expect("requirements can be read"),
            licence_conditions: licence_conditions.load(conn).expect("licence conditions can be read"),
            contacts: self.contacts(),
            enforcements: self.enforcements(),
            audit: self.audit(),
        }
    }

    /// All contacts, deleted ones included, by id.
    pub fn contacts(&self) -> Vec<ContactRow> {
        let query = contact::table.order(contact::contact_id).select(ContactRow::as_select());
        query.load(&mut self.connect()).expect("contacts can be read")
    }

    /// The contact with this reference of the client, not deleted.
    pub fn find_contact(&self, reference: &str) -> Option<ContactRow> {
        let urn = format!("{APPOINTMENT_PREFIX}{reference}");
        let is_it = |row: &ContactRow| row.external_reference.as_ref() == Some(&urn) && row.soft_deleted == 0;
        let mut found: Vec<_> = self.contacts().into_iter().filter(is_it).collect();
        assert!(found.len() <= 1, "two contacts bear the reference {reference}");
        found.pop()
    }

    /// The contact with this reference, which must be there.
    pub fn contact(&self, reference: &str) -> ContactRow {
        self.find_contact(reference).unwrap_or_else(|| panic!("no contact bears the reference {reference}"))
    }

    /// The contacts that hang on another one, not deleted, by id.
    pub fn linked_to(&self, contact_id: i64) -> Vec<ContactRow> {
        let is_linked = |row: &ContactRow| row.linked_contact_id == Some(contact_id) && row.soft_deleted == 0;
        self.contacts().into_iter().filter(is_linked).collect()
    }

    /// The contacts of a type, by its code, not deleted, by id.
    pub fn contacts_of_type(&self, code: &str) -> Vec<ContactRow> {
        let id: i64 = r_contact_type::table
            .filter(r_contact_type::code.eq(code))
            .select(r_contact_type::contact_type_id)
            .get_result(&mut self.connect())
            .expect("the type is there");
        self.contacts().into_iter().filter(|row| row.contact_type_id == id && row.soft_deleted == 0).collect()
    }

    /// All enforcements, deleted ones included, by id.
    pub fn enforcements(&self) -> Vec<EnforcementRow> {
        let query = enforcement::table.order(enforcement::enforcement_id).select(EnforcementRow::as_select());
        query.load(&mut self.connect()).expect("enforcements can be read")
    }

    /// The count of failures to comply of an event.
    pub fn failures_to_comply(&self, event_id: i64) -> Option<i64> {
        let query = event::table.filter(event::event_id.eq(event_id)).select(event::ftc_count);
        query.get_result(&mut self.connect()).expect("the event is there")
    }

    /// A requirement.
    pub fn requirement(&self, id: i64) -> StoredComponent {
        let query = rqmnt::table.filter(rqmnt::rqmnt_id.eq(id)).select((
            rqmnt::row_version,
            rqmnt::commencement_date,
            rqmnt::rqmnt_notes,
            rqmnt::last_updated_datetime,
        ));
        query.get_result(&mut self.connect()).expect("the requirement is there")
    }

    /// A licence condition.
    pub fn licence_condition(&self, id: i64) -> StoredComponent {
        let query = lic_condition::table.filter(lic_condition::lic_condition_id.eq(id)).select((
            lic_condition::row_version,
            lic_condition::commencement_date,
            lic_condition::lic_condition_notes,
            lic_condition::last_updated_datetime,
        ));
        query.get_result(&mut self.connect()).expect("the licence condition is there")
    }

    /// The failures of messages, by id.
    pub fn message_failures(&self) -> Vec<MessageFailureRow> {
        let query =
            message_failure::table.order(message_failure::message_id).select(MessageFailureRow::as_select());
        query.load(&mut self.connect()).expect("failures can be read")
    }

    /// The audit, in the order of writing.
    pub fn audit(&self) -> Vec<AuditRow> {
        let query = audited_interaction::table
            .inner_join(business_interaction::table)
            .order(audited_interaction::audited_interaction_id)
            .select((
                audited_interaction::audited_interaction_id,
                business_interaction::business_interaction_code,
                audited_interaction::outcome,
                audited_interaction::interaction_parameters,
                audited_interaction::date_time,
                audited_interaction::user_id,
            ));
        query.load(&mut self.connect()).expect("the audit can be read")
    }
}
