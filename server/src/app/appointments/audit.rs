//! Audit rows of batches (behaviour D26, S16, 6.6).

use crate::app::{App, service_user};
use crate::domain::audit::{AuditOutcome, Interaction, parameters};
use crate::error::Error;
use crate::op::OpContext;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::ContactRow;
use crate::store::query::{self, Stamp};
use crate::telemetry::{error_chain, field};
use chrono::{DateTime, Utc};

/// Who writes in a transaction, when, and what for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writer {
    /// What every row that is written tells of its last change.
    pub(super) stamp: Stamp,
    interaction_id: i64,
}

impl Writer {
    /// The service's own user, for an interaction now.
    ///
    /// # Errors
    ///
    /// When Delius does not know one of them; the service does not start without its user.
    pub(super) fn find(
        conn: &mut DbConn,
        interaction: Interaction,
        now: DateTime<Utc>,
    ) -> Result<Writer, WorkError> {
        let stamp = service_user::stamp(conn, now)?;
        let code = interaction.code();
        let interaction_id = query::audit::find_interaction_id(conn, code)?;
        let interaction_id = interaction_id
            .ok_or_else(|| Error::NotFound(format!("BusinessInteraction with code of {code} not found")))?;
        Ok(Writer { stamp, interaction_id })
    }

    /// Writes a row for each contact of a batch that was done.
    pub(super) fn audit<'a>(
        &self,
        conn: &mut DbConn,
        contacts: impl Iterator<Item = &'a ContactRow>,
    ) -> Result<(), WorkError> {
        let parameters: Vec<_> = contacts.map(contact_parameters).collect();
        self.insert(conn, AuditOutcome::Success, &parameters)
    }

    fn insert(
        &self,
        conn: &mut DbConn,
        outcome: AuditOutcome,
        parameters: &[String],
    ) -> Result<(), WorkError> {
        Ok(query::audit::insert(conn, self.interaction_id, outcome.code(), parameters, self.stamp)?)
    }
}

fn contact_parameters(row: &ContactRow) -> String {
    let (offender_id, contact_id) = (row.offender_id.to_string(), row.contact_id.to_string());
    let reference = row.external_reference.as_deref().unwrap_or_default();
    parameters(&[("offenderId", &offender_id), ("contactId", &contact_id), ("externalReference", reference)])
}

/// Does a batch. One that is refused leaves an audit row that says why, in a transaction of its own: the other one has
/// been rolled back. A row that cannot be written is logged.
pub(super) async fn audited<T>(
    app: &App,
    op: &OpContext,
    interaction: Interaction,
    batch: impl AsyncFnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let result = batch().await;
    if let Err(refusal) = &result
        && refusal.is_refusal()
    {
        let reason = parameters(&[("reason", &refusal.to_string())]);
        let now = app.clock.now();
        let written = app.store.write(op, "audit a refusal", move |conn| {
            let writer = Writer::find(conn, interaction, now)?;
            writer.insert(conn, AuditOutcome::Failure, std::slice::from_ref(&reason))
        });
        if let Err(error) = written.await {
            slog::error!(op.log, "a refusal could not be audited"; field::ERROR => error_chain(&error));
        }
    }
    result
}
