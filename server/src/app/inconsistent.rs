//! Data in Delius that contradicts itself: logged and counted wherever it is met (behaviour D3).

use crate::error::{Error, Inconsistency};
use crate::op::OpContext;

/// The failure of a request for one thing. The boundary logs and counts it.
pub(super) fn fault(text: &'static str, record: &'static str, id: i64) -> Error {
    Error::Inconsistent(Inconsistency { text, record, id })
}

/// An item that a list is given without.
pub(super) fn left_out(op: &OpContext, text: &'static str, record: &'static str, id: i64) {
    op.report_inconsistency(&Inconsistency { text, record, id });
}
