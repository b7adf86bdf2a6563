//! The items of an update request.

use crate::app::appointments::batch::{check_duplicates, check_size};
use crate::app::appointments::codes::{CodedItem, ItemCodes};
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

impl CodedItem for ChangedItem {
    fn index(&self) -> usize {
        self.index
    }

    fn codes(&self) -> ItemCodes<'_> {
        let wanted = &self.wanted;
        ItemCodes {
            outcome: wanted.outcome.as_ref().map(|outcome| outcome.code.as_str()),
            location: wanted.location.set().map(|location| location.code.as_str()),
            staff: wanted.staff.code.as_str(),
            team: wanted.team.code.as_str(),
        }
    }
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
