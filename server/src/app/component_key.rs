//! Which component something is about, and its lock.

use crate::domain::ComponentKind;
use crate::store::conn::DbConn;
use crate::store::model::ContactRow;
use crate::store::query::component_lock;
use diesel::QueryResult;
use std::collections::BTreeSet;

/// Runs a query of one kind of component: `query::name(…)` is the one of `query::requirement` or of
/// `query::licence_condition`.
macro_rules! of_kind {
    ($kind:expr, $query:ident::$name:ident($($argument:expr),+ $(,)?)) => {
        match $kind {
            $crate::domain::ComponentKind::Requirement => $query::requirement::$name($($argument),+),
            $crate::domain::ComponentKind::LicenceCondition => $query::licence_condition::$name($($argument),+),
        }
    };
}
pub(super) use of_kind;

/// A requirement or licence condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ComponentKey {
    pub(super) kind: ComponentKind,
    pub(super) id: i64,
}

impl ComponentKey {
    /// Of a contact, which has one of the two or none.
    pub(super) fn of_contact(row: &ContactRow) -> Option<ComponentKey> {
        let requirement = row.rqmnt_id.map(|id| ComponentKey { kind: ComponentKind::Requirement, id });
        let licence_condition =
            || row.lic_condition_id.map(|id| ComponentKey { kind: ComponentKind::LicenceCondition, id });
        requirement.or_else(licence_condition)
    }

    /// A contact as one of this component.
    pub(super) fn with_contact(self, row: ContactRow) -> ContactRow {
        let id_of = |kind| (self.kind == kind).then_some(self.id);
        ContactRow {
            rqmnt_id: id_of(ComponentKind::Requirement),
            lic_condition_id: id_of(ComponentKind::LicenceCondition),
            ..row
        }
    }
}

/// Locks components, whatever they are. Two transactions for one component take turns from here on.
pub(super) fn lock(conn: &mut DbConn, keys: impl Iterator<Item = ComponentKey>) -> QueryResult<()> {
    let keys: BTreeSet<_> = keys.collect();
    for kind in ComponentKind::ALL {
        let ids = ids_of(kind, &keys);
        if ids.is_empty() {
            continue;
        }
        of_kind!(kind, component_lock::lock(conn, &ids))?;
    }
    Ok(())
}

/// The ids of one kind, in order.
pub(super) fn ids_of(kind: ComponentKind, keys: &BTreeSet<ComponentKey>) -> Vec<i64> {
    keys.iter().filter(|key| key.kind == kind).map(|key| key.id).collect()
}
