//! What stands in the tables that events change, besides contacts. All of it blocks.

use super::TestDatabase;
use apd_server::store::model::{ContactRow, DomainEventRow, RejectedTransferRow};
use apd_server::store::schema::{
    domain_event, lic_condition, lic_condition_transfer, rejected_transfer_diary, rqmnt, rqmnt_transfer,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// What a termination may change of a requirement or licence condition.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct StoredTermination {
    /// `rqmnt_id` or `lic_condition_id`.
    pub id: i64,
    /// Raised by each change.
    pub row_version: i64,
    /// When it was terminated.
    pub termination_date: Option<NaiveDateTime>,
    /// Why.
    pub reason_id: Option<i64>,
    /// 1 while a transfer is pending.
    pub pending_transfer: i16,
    /// 1 while it is active.
    pub active_flag: i16,
    /// When it was last changed.
    pub last_updated_datetime: NaiveDateTime,
    /// Who changed it last.
    pub last_updated_user_id: Option<i64>,
}

/// What a termination may change of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct StoredTransfer {
    /// `rqmnt_transfer_id` or `lic_condition_transfer_id`.
    pub id: i64,
    /// Raised by each change.
    pub row_version: i64,
    /// Where it stands.
    pub status_id: i64,
    /// What was decided.
    pub decision_id: Option<i64>,
    /// Why it was rejected.
    pub rejection_reason_id: Option<i64>,
    /// Since when it stands where it does.
    pub status_date: Option<NaiveDateTime>,
    /// Notes.
    pub notes: Option<String>,
    /// When it was last changed.
    pub last_updated_datetime: NaiveDateTime,
    /// Who changed it last.
    pub last_updated_user_id: Option<i64>,
}

/// Everything that events may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventSnapshot {
    /// All contacts.
    pub contacts: Vec<ContactRow>,
    /// Requirements, by id.
    pub requirements: Vec<StoredTermination>,
    /// Licence conditions, by id.
    pub licence_conditions: Vec<StoredTermination>,
    /// Transfers of requirements, by id.
    pub requirement_transfers: Vec<StoredTransfer>,
    /// Transfers of licence conditions, by id.
    pub licence_condition_transfers: Vec<StoredTransfer>,
    /// The diary of rejected transfers.
    pub rejected_transfers: Vec<RejectedTransferRow>,
    /// The outbox.
    pub domain_events: Vec<DomainEventRow>,
    /// How many audit rows there are.
    pub audit_rows: usize,
}

macro_rules! terminations {
    ($name:ident, $component:ident($id:ident, $reason_id:ident)) => {
        fn $name(&self) -> Vec<StoredTermination> {
            let query = $component::table.order($component::$id).select((
                $component::$id,
                $component::row_version,
                $component::termination_date,
                $component::$reason_id,
                $component::pending_transfer,
                $component::active_flag,
                $component::last_updated_datetime,
                $component::last_updated_user_id,
            ));
            query.load(&mut self.connect()).expect("components can be read")
        }
    };
}

macro_rules! transfers {
    ($(#[$doc:meta])* $name:ident, $transfer:ident($id:ident)) => {
        $(#[$doc])*
        pub fn $name(&self) -> Vec<StoredTransfer> {
            let query = $transfer::table.order($transfer::$id).select((
                $transfer::$id,
                $transfer::row_version,
                $transfer::transfer_status_id,
                $transfer::accepted_decision_id,
                $transfer::rejection_reason_id,
                $transfer::transfer_status_date,
                $transfer::notes,
                $transfer::last_updated_datetime,
                $transfer::last_updated_user_id,
            ));
            query.load(&mut self.connect()).expect("transfers can be read")
        }
    };
}

impl TestDatabase {
    terminations!(requirements, rqmnt(rqmnt_id, rqmnt_termination_reason_id));
    terminations!(licence_conditions, lic_condition(lic_condition_id, lic_termination_reason_id));
    transfers!(
        /// All transfers of requirements, by id.
        requirement_transfers,
        rqmnt_transfer(rqmnt_transfer_id)
    );
    transfers!(
        /// All transfers of licence conditions, by id.
        licence_condition_transfers,
        lic_condition_transfer(lic_condition_transfer_id)
    );

    /// What a termination may change of a requirement.
    pub fn requirement_termination(&self, id: i64) -> StoredTermination {
        let found = self.requirements().into_iter().find(|row| row.id == id);
        found.expect("the requirement is there")
    }

    /// What a termination may change of a licence condition.
    pub fn licence_condition_termination(&self, id: i64) -> StoredTermination {
        let found = self.licence_conditions().into_iter().find(|row| row.id == id);
        found.expect("the licence condition is there")
    }

    /// The diary of rejected transfers, by id.
    pub fn rejected_transfers(&self) -> Vec<RejectedTransferRow> {
        let query = rejected_transfer_diary::table.order(rejected_transfer_diary::rejected_transfer_diary_id);
        query.load(&mut self.connect()).expect("the diary can be read")
    }

    /// The outbox, by id.
    pub fn domain_events(&self) -> Vec<DomainEventRow> {
        let query = domain_event::table.order(domain_event::domain_event_id);
        query.load(&mut self.connect()).expect("the outbox can be read")
    }

    /// Everything that events may change, as it stands.
    pub fn event_snapshot(&self) -> EventSnapshot {
        EventSnapshot {
            contacts: self.contacts(),
            requirements: self.requirements(),
            licence_conditions: self.licence_conditions(),
            requirement_transfers: self.requirement_transfers(),
            licence_condition_transfers: self.licence_condition_transfers(),
            rejected_transfers: self.rejected_transfers(),
            domain_events: self.domain_events(),
            audit_rows: self.audit().len(),
        }
    }
}
