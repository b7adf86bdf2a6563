//! Pending transfers of a component that is terminated: they are rejected (behaviour 3.5 step 3d).

use super::Component;
use super::codes::Codes;
use crate::app::component_key::of_kind;
use crate::app::contact_type;
use crate::domain::ComponentKind;
use crate::domain::ids::ContactTypeId;
use crate::domain::termination_codes::TRANSFER_REJECTION;
use crate::domain::termination_notes::{self, RejectedTransfer};
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::{ContactRow, HolderRow, RejectedTransferRow, TeamProviderRow, TransferRow};
use crate::store::query::{self, Stamp, transfer};
use crate::store::sequence::{Sequence, take};
use chrono::NaiveDateTime;
use std::collections::{BTreeSet, HashMap};

/// What the rejection of transfers leads to. Ids of contacts and of diary entries are still to be given.
#[derive(Default)]
pub(super) struct Rejections {
    /// A contact for each transfer.
    pub(super) contacts: Vec<ContactRow>,
    transfers: Vec<TransferRow>,
    diary: Vec<RejectedTransferRow>,
}

impl Rejections {
    /// Works out the rejection of locked transfers at a time, which is London wall time.
    ///
    /// # Errors
    ///
    /// `Type with code of ETCX not found`.
    pub(super) fn plan(
        conn: &mut DbConn,
        component: &Component,
        transfers: Vec<TransferRow>,
        codes: &Codes,
        at: NaiveDateTime,
        stamp: Stamp,
    ) -> Result<Rejections, WorkError> {
        if transfers.is_empty() {
            return Ok(Rejections::default());
        }
        let contact_type = contact_type::find(conn, TRANSFER_REJECTION)?;
        let words = Words::read(conn, &transfers)?;
        let rejection = Rejection { component, codes, at, contact_type, stamp };
        let mut rejections = Rejections::default();
        for transfer in transfers {
            let rejected = rejection.transfer(transfer);
            rejections.contacts.push(rejection.contact(&rejected, &words)?);
            rejections.diary.push(rejection.diary(&rejected, &words)?);
            rejections.transfers.push(rejected);
        }
        Ok(rejections)
    }

    /// Writes the transfers and their diary.
    pub(super) fn write(
        mut self,
        conn: &mut DbConn,
        kind: ComponentKind,
        stamp: Stamp,
    ) -> Result<(), WorkError> {
        if of_kind!(kind, transfer::update(conn, &self.transfers, stamp))? != self.transfers.len() {
            return Err(WorkError::LostRace);
        }
        let ids = take(conn, Sequence::RejectedTransfer, self.diary.len())?;
        for (entry, id) in self.diary.iter_mut().zip(ids) {
            entry.rejected_transfer_diary_id = id;
        }
        Ok(transfer::insert_rejected(conn, &self.diary)?)
    }
}

/// What all transfers of the component have in common.
struct Rejection<'a> {
    component: &'a Component,
    codes: &'a Codes,
    at: NaiveDateTime,
    contact_type: ContactTypeId,
    stamp: Stamp,
}

impl Rejection<'_> {
    fn transfer(&self, row: TransferRow) -> TransferRow {
        let notes = termination_notes::transfer(self.component.key.kind, row.notes.as_deref());
        TransferRow {
            row_version: row.row_version + 1,
            transfer_status_id: self.codes.rejected.id,
            accepted_decision_id: Some(self.codes.decision.id),
            rejection_reason_id: Some(self.codes.rejection_reason.id),
            transfer_status_date: Some(self.at),
            notes: Some(notes),
            ..row
        }
    }

    fn contact(&self, transfer: &TransferRow, words: &Words) -> Result<ContactRow, Error> {
        let receiving = words.provider(transfer.receiving_team_id)?;
        let holder = HolderRow {
            staff_id: transfer.receiving_staff_id,
            team_id: transfer.receiving_team_id,
            provider_id: receiving.provider_id,
        };
        let notes = RejectedTransfer {
            status: &self.codes.rejected.description,
            reason: words.reason(transfer),
            rejection_reason: &self.codes.rejection_reason.description,
            owning_provider: &words.provider(transfer.origin_team_id)?.description,
            receiving_provider: &receiving.description,
            notes: transfer.notes.as_deref().unwrap_or_default(),
        };
        let contact = self.component.contact(self.contact_type, self.at, holder, self.stamp);
        Ok(ContactRow { notes: Some(notes.contact()), ..contact })
    }

    fn diary(&self, transfer: &TransferRow, words: &Words) -> Result<RejectedTransferRow, Error> {
        let of_kind = |kind, id| (self.component.key.kind == kind).then_some(id);
        Ok(RejectedTransferRow {
            rejected_transfer_diary_id: 0,
            offender_id: self.component.row.offender_id,
            event_id: Some(self.component.row.event_id),
            rqmnt_id: of_kind(ComponentKind::Requirement, transfer.component_id),
            rqmnt_transfer_id: of_kind(ComponentKind::Requirement, transfer.id),
            lic_condition_id: of_kind(ComponentKind::LicenceCondition, transfer.component_id),
            lic_condition_transfer_id: of_kind(ComponentKind::LicenceCondition, transfer.id),
            transfer_request_date: transfer.request_date,
            transfer_status_date: transfer.transfer_status_date,
            rejection_reason_id: self.codes.rejection_reason.id,
            target_provider_id: words.provider(transfer.receiving_team_id)?.provider_id,
            target_team_id: transfer.receiving_team_id,
            target_staff_id: transfer.receiving_staff_id,
            origin_provider_id: words.provider(transfer.origin_team_id)?.provider_id,
            origin_team_id: transfer.origin_team_id,
            origin_staff_id: transfer.origin_staff_id,
            master_transfer_id: transfer.master_transfer_id,
        })
    }
}

/// What transfers refer to.
struct Words {
    providers: HashMap<i64, TeamProviderRow>,
    reasons: HashMap<i64, String>,
}

impl Words {
    fn read(conn: &mut DbConn, transfers: &[TransferRow]) -> Result<Words, WorkError> {
        let teams = transfers.iter().flat_map(|row| [row.origin_team_id, row.receiving_team_id]);
        let teams: Vec<_> = teams.collect::<BTreeSet<_>>().into_iter().collect();
        let reasons = transfers.iter().filter_map(|row| row.allocation_reason_id);
        let reasons: Vec<_> = reasons.collect::<BTreeSet<_>>().into_iter().collect();
        let providers = query::team::list_providers(conn, &teams)?;
        Ok(Words {
            providers: providers.into_iter().map(|row| (row.team_id, row)).collect(),
            reasons: query::reference_data::list_descriptions(conn, &reasons)?.into_iter().collect(),
        })
    }

    fn provider(&self, team_id: i64) -> Result<&TeamProviderRow, Error> {
        self.providers
            .get(&team_id)
            .ok_or_else(|| Error::Internal("a team was used that had not been read".into()))
    }

    fn reason(&self, transfer: &TransferRow) -> Option<&str> {
        self.reasons.get(&transfer.allocation_reason_id?).map(String::as_str)
    }
}
