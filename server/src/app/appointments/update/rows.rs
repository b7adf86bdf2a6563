//! Writing the rows of updated appointments.

use super::pipeline::Pipeline;
use super::target::Target;
use crate::app::appointments::audit::Writer;
use crate::app::appointments::codes::{CodedItem, EnforcementData};
use crate::app::appointments::contacts::{linked_contacts, with_appointment};
use crate::app::appointments::enforcements::{self, EnforcementChange};
use crate::app::appointments::report::{Happening, Report};
use crate::app::appointments::settlement::{CountedEvents, RecordedItem};
use crate::app::component_key::ComponentKey;
use crate::app::contacts::{number, raised};
use crate::domain::appointment::Recorded;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::ContactRow;
use crate::store::query;
use crate::store::sequence::{Sequence, take};

/// A batch that has passed all checks.
pub(super) struct Batch<'a> {
    pub(super) pipeline: Pipeline<'a>,
    pub(super) events: CountedEvents,
    pub(super) data: EnforcementData,
}

impl Batch<'_> {
    /// Writes the rows that have changed, in a number of statements that does not depend on theirs, audits all of them, and
    /// says what is to be reported.
    pub(super) fn write(self, conn: &mut DbConn, writer: Writer) -> Result<Vec<Report>, WorkError> {
        let targets = self.pipeline.targets;
        let recorded: Vec<_> = targets.iter().map(recorded_item).collect();
        let ids = targets.iter().map(|target| target.row.contact_id).collect();
        let settlement = self.events.settle(&recorded, &ids);
        let result = |target: &Target<'_>| with_appointment(target.row.clone(), &target.appointment);
        let results: Vec<_> = targets.iter().map(result).collect();

        let changed = targets.iter().zip(&results).filter(|(target, result)| target.row != **result);
        let changed: Vec<_> = changed.map(|(_, result)| raised(result.clone(), writer.stamp)).collect();
        if query::contact::update(conn, &changed)? != changed.len() {
            return Err(WorkError::LostRace);
        }
        let items = targets.iter().map(|target| target.recorded).zip(&results);
        let mut linked = linked_contacts(items, &settlement.reviews, &self.data, writer.stamp);
        let ids = take(conn, Sequence::Contact, linked.len())?;
        number(&mut linked, ids);
        let enforcements: Vec<_> = targets.iter().filter_map(enforcement_change).collect();
        query::contact::insert(conn, &linked)?;
        enforcements::write(conn, &enforcements, writer.stamp)?;
        settlement.write_counts(conn, writer.stamp)?;
        writer.audit(conn, results.iter())?;
        Ok(targets.into_iter().zip(results).map(|(target, row)| report(target, &row)).collect())
    }
}

fn recorded_item(target: &Target<'_>) -> RecordedItem {
    let counts = target.context.national_standards.as_deref() == Some("Y");
    RecordedItem::new(target.row.event_id, counts, target.recorded, &target.appointment)
}

/// Without a new outcome the enforcement stays as it is, and has not been read.
fn enforcement_change<'a>(target: &'a Target<'_>) -> Option<EnforcementChange<'a>> {
    (target.recorded != Recorded::Nothing).then_some(EnforcementChange {
        contact_id: target.row.contact_id,
        stored: target.enforcement.as_ref(),
        wanted: target.appointment.enforcement,
    })
}

fn report(target: Target<'_>, row: &ContactRow) -> Report {
    Report {
        happening: Happening::Updated,
        crn: target.context.crn,
        contact_id: row.contact_id,
        component: ComponentKey::of_contact(row),
        type_code: target.context.contact_type,
        outcome_code: target.item.codes().outcome.map(str::to_owned).or(target.context.outcome),
    }
}
