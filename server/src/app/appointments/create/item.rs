//! The items of a create request.

use crate::app::appointments::batch::{Fault, check_duplicates, check_size, refuse_violations};
use crate::app::appointments::codes::{CodedItem, ItemCodes};
use crate::app::component_key::ComponentKey;
use crate::domain::ComponentKind;
use crate::domain::appointment_type::AppointmentType;
use crate::domain::reference::AppointmentReference;
use crate::domain::slot::Slot;
use crate::error::Error;
use apd_api::error::FieldErrorKind;
use apd_api::types::appointment_changes::{AppointmentType as WireType, CreateAppointments, NewAppointment};

/// An appointment to create.
pub(in super::super) struct NewItem {
    /// Its place in the request.
    pub(in super::super) index: usize,
    pub(in super::super) reference: AppointmentReference,
    pub(in super::super) component: ComponentKey,
    pub(in super::super) kind: AppointmentType,
    /// `None` when it would end before it starts.
    pub(in super::super) slot: Option<Slot>,
    pub(in super::super) wanted: NewAppointment,
}

impl CodedItem for NewItem {
    fn index(&self) -> usize {
        self.index
    }

    fn codes(&self) -> ItemCodes<'_> {
        let wanted = &self.wanted;
        ItemCodes {
            outcome: wanted.outcome.as_ref().map(|outcome| outcome.code.as_str()),
            location: wanted.location.as_ref().map(|location| location.code.as_str()),
            staff: wanted.staff.code.as_str(),
            team: wanted.team.code.as_str(),
        }
    }
}

/// The items of a request of the right size, each with one component and a reference of its own.
pub(super) fn items(request: CreateAppointments) -> Result<Vec<NewItem>, Error> {
    check_size(request.appointments.len())?;
    let mut faults = Vec::new();
    let mut items = Vec::with_capacity(request.appointments.len());
    for (index, wanted) in request.appointments.into_iter().enumerate() {
        match item(index, wanted) {
            Ok(item) => items.push(item),
            Err(fault) => faults.push(fault),
        }
    }
    refuse_violations("Either licence condition or requirement id must be specified.", faults)?;
    check_duplicates(items.iter().map(|item| (item.index, item.reference)))?;
    Ok(items)
}

fn item(index: usize, wanted: NewAppointment) -> Result<NewItem, Fault> {
    let component = match (wanted.requirement_id, wanted.licence_condition_id) {
        (Some(id), None) => ComponentKey { kind: ComponentKind::Requirement, id: id.0 },
        (None, Some(id)) => ComponentKey { kind: ComponentKind::LicenceCondition, id: id.0 },
        (requirement, _) => {
            let reason = if requirement.is_some() {
                "must not name a requirement and a licence condition"
            } else {
                "must name a requirement or a licence condition"
            };
            return Err(Fault { index, property: "", kind: FieldErrorKind::InvalidValue, reason });
        }
    };
    let kind = match wanted.appointment_type {
        None | Some(WireType::ProgrammeAttendance) => AppointmentType::ProgrammeAttendance,
        Some(WireType::ThreeWayMeeting) => AppointmentType::ThreeWayMeeting,
        Some(WireType::PreGroupOneToOneMeeting) => AppointmentType::PreGroupOneToOneMeeting,
    };
    let slot = Slot::new(wanted.date, wanted.start_time.0, wanted.end_time.0);
    let reference = AppointmentReference(wanted.reference);
    Ok(NewItem { index, reference, component, kind, slot, wanted })
}
