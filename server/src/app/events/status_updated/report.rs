//! What is logged and counted of a change of status once it is committed (behaviour 6.7). Ids and codes only.

use super::change::StatusChange;
use crate::op::OpContext;
use crate::telemetry::field;

/// What the log event tells.
struct Properties<'a>(&'a StatusChange);

impl slog::KV for Properties<'_> {
    fn serialize(&self, _: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        let Properties(change) = self;
        serializer.emit_str(field::CRN.into(), change.crn.as_str())?;
        serializer.emit_i64("componentId".into(), change.component.id)?;
        serializer.emit_str("status".into(), &spelling(change))?;
        serializer.emit_arguments("messageId".into(), &format_args!("{}", change.message_id))
    }
}

/// The status as the client spells it.
fn spelling(change: &StatusChange) -> String {
    match serde_json::to_value(change.status) {
        Ok(serde_json::Value::String(status)) => status,
        _ => String::new(),
    }
}

/// Logs and counts a change of status, or that it was known.
pub(super) fn report(op: &OpContext, change: &StatusChange, is_new: bool) {
    let (event, counter) = if is_new {
        ("StatusChanged", &op.counters().status_changes)
    } else {
        ("StatusChangeDuplicate", &op.counters().status_change_duplicates)
    };
    counter.increment();
    slog::info!(op.log, "change of status"; field::EVENT => event, Properties(change));
}
