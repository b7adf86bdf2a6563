//! The items of an update request.

use crate::app::appointments::batch::{check_duplicates, check_size};
use crate::app::appointments::codes::Code;
use crate::domain::reference::AppointmentReference;
use crate::domain::slot::Slot;
use crate::error::Error;
use apd_api::types::appointment_changes::{ChangedAppointment, UpdateAppointments};

/// An appointment to update.
pub(super) struct ChangedItem {
    /// Its place in the request.
    pub(super) index: usize,
    pub(super) reference: AppointmentReference,
    /// `None` when it would end before it starts.
    pub(super) slot: Option<Slot>,
    pub(super) wanted: ChangedAppointment,
}

/// The items of a request of the right size, each with a reference of its own.
pub(super) fn items(request: UpdateAppointments) -> Result<Vec<ChangedItem>, Error> {
    check_size(request.appointments.len())?;
    let item = |(index, wanted): (usize, ChangedAppointment)| ChangedItem {
        index,
        reference: AppointmentReference(wanted.reference),
        slot: Slot::new(wanted.date, wanted.start_time.0, wanted.end_time.0),
        wanted,
    };
    let items: Vec<_> = request.appointments.into_iter().enumerate().map(item).collect();
    check_duplicates(items.iter().map(|item| (item.index, item.reference)))?;
    Ok(items)
}

impl ChangedItem {
    /// The code of the outcome, if the request gives one.
    pub(super) fn outcome_code(&self) -> Option<&str> {
        Some(self.wanted.outcome.as_ref()?.code.as_str())
    }

    /// The code of the location, if the request sets one.
    pub(super) fn location_code(&self) -> Option<&str> {
        Some(self.wanted.location.set()?.code.as_str())
    }
}

/// Codes of the items, in the order of the request.
pub(super) fn codes<'a>(
    items: &'a [ChangedItem],
    code: impl Fn(&'a ChangedItem) -> Option<&'a str>,
) -> Vec<Code<'a>> {
    items.iter().filter_map(|item| Some(Code { index: item.index, code: code(item)? })).collect()
}
