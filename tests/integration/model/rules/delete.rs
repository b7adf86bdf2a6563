//! Deleting appointments (behaviour 2.17).

use super::{Model, Moment, Refusal, check_size, fail_for};
use crate::model::world;
use apd_server::store::model::ContactRow;
use chrono::TimeDelta;

impl Model {
    pub(super) fn delete(&mut self, references: &[String], moment: &Moment<'_>) -> Result<(), Refusal> {
        check_size(references.len())?;
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (place, reference) in references.iter().enumerate() {
            if let Some(at) = self.find(reference)
                && !found.iter().any(|(_, other)| *other == at)
            {
                found.push((place, at));
            }
        }
        let can_go = |at: usize| {
            let row = &self.state.contacts[at];
            row.contact_outcome_type_id.is_none() && end(row) > moment.now
        };
        let kept: Vec<_> = found.iter().filter(|(_, at)| !can_go(*at)).map(|(place, _)| *place).collect();
        fail_for(&kept, "", || {
            "Cannot delete appointments that ended in the past or have an outcome".to_owned()
        })?;
        for (_, at) in found {
            let row = &mut self.state.contacts[at];
            row.soft_deleted = 1;
            row.row_version += 1;
            (row.last_updated_datetime, row.last_updated_user_id) = (moment.now, Some(world::USER));
            let row = row.clone();
            self.audit("CLBI009", &row, moment);
        }
        Ok(())
    }
}

/// When a contact ends: one without times with its day.
fn end(row: &ContactRow) -> chrono::NaiveDateTime {
    let midnight = row.contact_date.and_hms_opt(0, 0, 0).expect("a time") + TimeDelta::days(1);
    row.contact_end_time.or(row.contact_start_time).unwrap_or(midnight)
}
