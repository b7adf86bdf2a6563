//! The requirements and licence conditions that a batch creates appointments for, and their commencement.

use super::batch::{Fault, invalid_reference, list};
use super::create::NewItem;
use crate::app::component_key::{ComponentKey, ids_of, of_kind};
use crate::domain::ComponentKind;
use crate::domain::notes;
use crate::domain::reference::AppointmentReference;
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::AppointedComponentRow;
use crate::store::query::{Stamp, appointed_component as query};
use apd_api::error::FieldErrorKind;
use chrono::NaiveTime;
use std::collections::{BTreeMap, BTreeSet, HashSet};

impl ComponentKind {
    fn property(self) -> &'static str {
        match self {
            ComponentKind::Requirement => "requirementId",
            ComponentKind::LicenceCondition => "licenceConditionId",
        }
    }
}

/// The components of a batch, which have been locked.
pub(super) struct Components(BTreeMap<ComponentKey, AppointedComponentRow>);

impl Components {
    /// Reads the components of the items, and sees that appointments can be created for them.
    ///
    /// # Errors
    ///
    /// `Invalid Requirement IDs: […]`, then `Invalid LicenceCondition IDs: […]`: not known or deleted, of another category,
    /// or not active (behaviour 2.15 steps 2 and 3, S14).
    pub(super) fn read(conn: &mut DbConn, items: &[&NewItem]) -> Result<Components, WorkError> {
        let keys: BTreeSet<_> = items.iter().map(|item| item.component).collect();
        let mut found = BTreeMap::new();
        for kind in ComponentKind::ALL {
            let ids = ids_of(kind, &keys);
            if ids.is_empty() {
                continue;
            }
            let rows: BTreeMap<_, _> =
                of_kind!(kind, query::list(conn, &ids))?.into_iter().map(|row| (row.id, row)).collect();
            let of_kind = items.iter().filter(|item| item.component.kind == kind);
            refuse_unusable(kind, of_kind.copied(), &rows)?;
            found.extend(rows.into_iter().map(|(id, row)| (ComponentKey { kind, id }, row)));
        }
        Ok(Components(found))
    }

    /// A component of the batch.
    ///
    /// # Errors
    ///
    /// A fault of this service: a component that has not been read.
    pub(super) fn get(&self, key: ComponentKey) -> Result<&AppointedComponentRow, Error> {
        self.0.get(&key).ok_or_else(not_read)
    }

    /// Commences the components of the items that do so, in the order given (behaviour 2.15, D27). Nothing is written yet.
    pub(super) fn commence(&mut self, items: &[&NewItem]) -> Result<Commencement, Error> {
        let mut commencement = Commencement { first: HashSet::new(), changed: BTreeSet::new() };
        for item in items.iter().filter(|item| item.kind.commences_component()) {
            let row = self.0.get_mut(&item.component).ok_or_else(not_read)?;
            if row.commencement_date.is_none() {
                commencement.first.insert(item.reference);
            }
            row.commencement_date = Some(item.wanted.date.and_time(NaiveTime::MIN));
            notes::append(&mut row.notes, &notes::commencement(item.wanted.date));
            if commencement.changed.insert(item.component) {
                row.row_version += 1;
            }
        }
        Ok(commencement)
    }

    /// Writes the components that have commenced.
    pub(super) fn write(
        &self,
        conn: &mut DbConn,
        commencement: &Commencement,
        stamp: Stamp,
    ) -> Result<(), WorkError> {
        for kind in ComponentKind::ALL {
            let changed = commencement.changed.iter().filter(|key| key.kind == kind);
            let rows: Vec<_> = changed.filter_map(|key| self.0.get(key)).cloned().collect();
            if !rows.is_empty() && of_kind!(kind, query::commence(conn, &rows, stamp))? != rows.len() {
                return Err(WorkError::LostRace);
            }
        }
        Ok(())
    }
}

/// What the appointments before the group mean for their components.
pub(super) struct Commencement {
    /// The appointments that a component began with.
    pub(super) first: HashSet<AppointmentReference>,
    changed: BTreeSet<ComponentKey>,
}

fn not_read() -> Error {
    Error::Internal("a component was used that had not been read".into())
}

fn refuse_unusable<'a>(
    kind: ComponentKind,
    items: impl Iterator<Item = &'a NewItem>,
    rows: &BTreeMap<i64, AppointedComponentRow>,
) -> Result<(), Error> {
    let reason = |row: Option<&AppointedComponentRow>| match row {
        None => Some((FieldErrorKind::Unknown, "is not known")),
        Some(row) if !row.main_category.as_deref().is_some_and(|code| kind.is_accredited_programme(code)) => {
            Some((FieldErrorKind::OtherCategory, "is not of an accredited-programme category"))
        }
        Some(row) if row.active_flag != 1 => Some((FieldErrorKind::Inactive, "is not active")),
        Some(_) => None,
    };
    let (mut ids, mut faults) = (Vec::new(), Vec::new());
    for item in items {
        if let Some((kind_of_fault, reason)) = reason(rows.get(&item.component.id)) {
            ids.push(item.component.id);
            faults.push(Fault { index: item.index, property: kind.property(), kind: kind_of_fault, reason });
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(invalid_reference(format!("Invalid {} IDs: {}", kind.name(), list(ids)), faults))
}
