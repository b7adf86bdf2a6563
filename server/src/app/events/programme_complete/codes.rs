//! What the codes of a termination stand for.

use crate::app::reference_data::ReferenceData;
use crate::domain::ComponentKind;
use crate::domain::termination_codes::{
    DECISION_REJECTED, TRANSFER_PENDING, TRANSFER_REJECTED, rejection_reason, terminated_event,
    termination_reason,
};
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::ReferenceDataRow;

/// What the codes of the termination of one kind of component stand for.
pub(super) struct Codes {
    /// Why components are terminated.
    pub(super) termination_reason: ReferenceDataRow,
    /// The type of the event that tells others.
    pub(super) terminated_event: ReferenceDataRow,
    /// The status of transfers that are pending.
    pub(super) pending: ReferenceDataRow,
    /// Their status once they are rejected.
    pub(super) rejected: ReferenceDataRow,
    /// The decision on them.
    pub(super) decision: ReferenceDataRow,
    /// Why they are rejected.
    pub(super) rejection_reason: ReferenceDataRow,
}

impl Codes {
    /// Reads all of them in one statement, whether or not a transfer is pending.
    ///
    /// # Errors
    ///
    /// `ReferenceData with code of … not found`.
    pub(super) fn read(conn: &mut DbConn, kind: ComponentKind) -> Result<Codes, WorkError> {
        let keys = [
            termination_reason(kind),
            terminated_event(kind),
            TRANSFER_PENDING,
            TRANSFER_REJECTED,
            DECISION_REJECTED,
            rejection_reason(kind),
        ];
        let data = ReferenceData::read(conn, &keys)?;
        let get = |key| data.get(key).cloned();
        Ok(Codes {
            termination_reason: get(termination_reason(kind))?,
            terminated_event: get(terminated_event(kind))?,
            pending: get(TRANSFER_PENDING)?,
            rejected: get(TRANSFER_REJECTED)?,
            decision: get(DECISION_REJECTED)?,
            rejection_reason: get(rejection_reason(kind))?,
        })
    }
}
