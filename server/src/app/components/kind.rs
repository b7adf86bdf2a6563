//! What differs between requirements and licence conditions.

use crate::store::conn::DbConn;
use crate::store::model::ComponentRow;
use crate::store::query::component::{self, Components};
use diesel::QueryResult;

/// What differs between the two kinds of component.
pub(super) struct Kind {
    /// The name of the kind in not-found texts.
    pub(super) entity: &'static str,
    pub(super) record: &'static str,
    pub(super) other_person: &'static str,
    pub(super) no_manager: &'static str,
    pub(super) list: fn(&mut DbConn, Components) -> QueryResult<Vec<ComponentRow>>,
}

pub(super) const REQUIREMENT: Kind = Kind {
    entity: "Requirement",
    record: "rqmnt",
    other_person: "CRN does not match requirement",
    no_manager: "Requirement does not have an active manager",
    list: component::list_requirements,
};

pub(super) const LICENCE_CONDITION: Kind = Kind {
    entity: "LicenceCondition",
    record: "lic_condition",
    other_person: "CRN does not match licence condition",
    no_manager: "Licence condition does not have an active manager",
    list: component::list_licence_conditions,
};
