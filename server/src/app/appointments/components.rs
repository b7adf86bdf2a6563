//! The requirements and licence conditions that a batch creates appointments for, and their commencement.

use super::batch::{Fault, invalid_reference, list};
use super::create::NewItem;
use crate::domain::accredited_programmes::{LICENCE_CONDITION_CATEGORY, REQUIREMENT_CATEGORIES};
use crate::domain::notes;
use crate::domain::reference::AppointmentReference;
use crate::error::Error;
use crate::store::conn::DbConn;
use crate::store::model::AppointedComponentRow;
use crate::store::query::{Stamp, appointed_component as query};
use crate::store::{WorkError, model};
use apd_api::error::FieldErrorKind;
use chrono::NaiveTime;
use diesel::QueryResult;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The two kinds of sentence component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ComponentKind {
    Requirement,
    LicenceCondition,
}

impl ComponentKind {
    /// The kind as messages and log events name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            ComponentKind::Requirement => "Requirement",
            ComponentKind::LicenceCondition => "LicenceCondition",
        }
    }

    fn property(self) -> &'static str {
        match self {
            ComponentKind::Requirement => "requirementId",
            ComponentKind::LicenceCondition => "licenceConditionId",
        }
    }

    fn is_accredited_programme(self, category: Option<&str>) -> bool {
        category.is_some_and(|category| match self {
            ComponentKind::Requirement => REQUIREMENT_CATEGORIES.contains(&category),
            ComponentKind::LicenceCondition => category == LICENCE_CONDITION_CATEGORY,
        })
    }

    fn lock(self, conn: &mut DbConn, ids: &[i64]) -> QueryResult<()> {
        match self {
            ComponentKind::Requirement => query::requirement::lock(conn, ids),
            ComponentKind::LicenceCondition => query::licence_condition::lock(conn, ids),
        }
    }

    fn list(self, conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<AppointedComponentRow>> {
        match self {
            ComponentKind::Requirement => query::requirement::list(conn, ids),
            ComponentKind::LicenceCondition => query::licence_condition::list(conn, ids),
        }
    }

    fn commence(self, conn: &mut DbConn, rows: &[AppointedComponentRow], stamp: Stamp) -> QueryResult<usize> {
        match self {
            ComponentKind::Requirement => query::requirement::commence(conn, rows, stamp),
            ComponentKind::LicenceCondition => query::licence_condition::commence(conn, rows, stamp),
        }
    }
}

/// A requirement or licence condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ComponentKey {
    pub(super) kind: ComponentKind,
    pub(super) id: i64,
}

impl ComponentKey {
    /// Of a contact, which has one of the two or none.
    pub(super) fn of_contact(row: &model::ContactRow) -> Option<ComponentKey> {
        let requirement = row.rqmnt_id.map(|id| ComponentKey { kind: ComponentKind::Requirement, id });
        let licence_condition =
            || row.lic_condition_id.map(|id| ComponentKey { kind: ComponentKind::LicenceCondition, id });
        requirement.or_else(licence_condition)
    }
}

/// Both kinds, in the order in which they are locked (behaviour D25).
const KINDS: [ComponentKind; 2] = [ComponentKind::Requirement, ComponentKind::LicenceCondition];

/// Locks components, whatever they are. Two requests for one component take turns from here on.
pub(super) fn lock(conn: &mut DbConn, keys: impl Iterator<Item = ComponentKey>) -> QueryResult<()> {
    let keys: BTreeSet<_> = keys.collect();
    for kind in KINDS {
        let ids = ids_of(kind, &keys);
        if !ids.is_empty() {
            kind.lock(conn, &ids)?;
        }
    }
    Ok(())
}

fn ids_of(kind: ComponentKind, keys: &BTreeSet<ComponentKey>) -> Vec<i64> {
    keys.iter().filter(|key| key.kind == kind).map(|key| key.id).collect()
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
        for kind in KINDS {
            let ids = ids_of(kind, &keys);
            if ids.is_empty() {
                continue;
            }
            let rows: BTreeMap<_, _> = kind.list(conn, &ids)?.into_iter().map(|row| (row.id, row)).collect();
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
        for kind in KINDS {
            let changed = commencement.changed.iter().filter(|key| key.kind == kind);
            let rows: Vec<_> = changed.filter_map(|key| self.0.get(key)).cloned().collect();
            if !rows.is_empty() && kind.commence(conn, &rows, stamp)? != rows.len() {
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
        Some(row) if !kind.is_accredited_programme(row.main_category.as_deref()) => {
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
