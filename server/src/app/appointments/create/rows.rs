//! Writing the rows of new appointments.

use super::data::Data;
use super::plan::Planned;
use crate::app::appointments::audit::Writer;
use crate::app::appointments::codes::CodedItem;
use crate::app::appointments::contacts::{linked_contacts, record_of, with_appointment};
use crate::app::appointments::enforcements::{self, EnforcementChange};
use crate::app::appointments::report::{Happening, Report};
use crate::app::appointments::settlement::CountedEvents;
use crate::app::contacts::{new_contact, number};
use crate::domain::appointment_type::ORDER_COMPONENT_COMMENCED;
use crate::domain::reference::AppointmentReference;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::ContactRow;
use crate::store::query::{self, Stamp};
use crate::store::sequence::{Sequence, take};
use std::collections::{BTreeSet, HashSet};

/// A batch that has passed all checks.
pub(super) struct Batch<'a> {
    pub(super) planned: Vec<Planned<'a>>,
    pub(super) events: CountedEvents,
    /// The appointments with which a component began.
    pub(super) commenced: HashSet<AppointmentReference>,
    pub(super) data: Data,
}

impl Batch<'_> {
    /// Writes all rows, in a number of statements that does not depend on theirs, and says what is to be reported.
    pub(super) fn write(self, conn: &mut DbConn, writer: Writer) -> Result<Vec<Report>, WorkError> {
        let stamp = writer.stamp;
        let recorded: Vec<_> = self.planned.iter().map(|planned| planned.recorded).collect();
        let settlement = self.events.settle(&recorded, &BTreeSet::new());
        let mut appointments: Vec<_> =
            self.planned.iter().map(|planned| appointment_row(planned, stamp)).collect();
        let linked =
            recorded.iter().filter(|item| item.recorded.takes_action()).count() + settlement.reviews.len();
        let mut ids =
            take(conn, Sequence::Contact, appointments.len() + linked + self.commenced.len())?.into_iter();
        number(&mut appointments, &mut ids);
        let items = recorded.iter().map(|item| item.recorded).zip(&appointments);
        let mut linked = linked_contacts(items, &settlement.reviews, &self.data.enforcement, stamp);
        number(&mut linked, &mut ids);
        let mut commencements = self.commencement_rows(&appointments, stamp);
        number(&mut commencements, &mut ids);

        let reports = self.reports(&appointments, &commencements);
        writer.audit(conn, appointments.iter())?;
        let enforcements: Vec<_> = self
            .planned
            .iter()
            .zip(&appointments)
            .map(|(planned, row)| EnforcementChange {
                contact_id: row.contact_id,
                stored: None,
                wanted: planned.appointment.enforcement,
            })
            .collect();
        for contacts in [&appointments, &commencements, &linked] {
            query::contact::insert(conn, contacts)?;
        }
        enforcements::write(conn, &enforcements, stamp)?;
        settlement.write_counts(conn, stamp)?;
        Ok(reports)
    }

    /// A contact for each component that began, like the appointment it began with, but without times and place.
    fn commencement_rows(&self, appointments: &[ContactRow], stamp: Stamp) -> Vec<ContactRow> {
        let Some(contact_type) = self.data.commencement_type else { return Vec::new() };
        let began = self.planned.iter().zip(appointments).filter(|(planned, _)| self.commences(planned));
        began
            .map(|(_, row)| ContactRow {
                contact_date: row.contact_date,
                contact_start_time: None,
                office_location_id: None,
                ..record_of(row, contact_type.0, stamp)
            })
            .collect()
    }

    fn commences(&self, planned: &Planned<'_>) -> bool {
        self.commenced.contains(&planned.item.reference)
    }

    fn reports(&self, appointments: &[ContactRow], commencements: &[ContactRow]) -> Vec<Report> {
        let created = self.planned.iter().zip(appointments).map(|(planned, row)| Report {
            happening: Happening::Created,
            crn: planned.crn.clone(),
            contact_id: row.contact_id,
            component: Some(planned.item.component),
            type_code: planned.item.kind.code().to_owned(),
            outcome_code: planned.item.codes().outcome.map(str::to_owned),
        });
        let began = self.planned.iter().filter(|planned| self.commences(planned));
        let commenced = began.zip(commencements).map(|(planned, row)| Report {
            happening: Happening::ComponentCommenced,
            crn: planned.crn.clone(),
            contact_id: row.contact_id,
            component: Some(planned.item.component),
            type_code: ORDER_COMPONENT_COMMENCED.to_owned(),
            outcome_code: None,
        });
        created.chain(commenced).collect()
    }
}

fn appointment_row(planned: &Planned<'_>, stamp: Stamp) -> ContactRow {
    let blank = new_contact(planned.offender_id, planned.appointment.date, stamp);
    let row = ContactRow {
        event_id: planned.recorded.event_id,
        contact_type_id: planned.contact_type.id,
        external_reference: Some(planned.item.reference.urn()),
        ..planned.item.component.with_contact(blank)
    };
    with_appointment(row, &planned.appointment)
}
