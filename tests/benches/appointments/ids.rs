//! What appointments can be made for, and who can hold them, read from the database.

use apd_server::domain::accredited_programmes::{LICENCE_CONDITION_CATEGORY, REQUIREMENT_CATEGORIES};
use apd_server::store::conn::DbConn;
use apd_server::store::schema::{
    disposal, event, lic_condition, offender, office_location, r_lic_cond_type_main_cat,
    r_rqmnt_type_main_category, rqmnt, staff, staff_team, team, team_office_location,
};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// Components of each kind: more than one run uses, so that hardly anybody is in two groups.
const COMPONENTS: i64 = 5_000;

/// A requirement or licence condition.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) enum Component {
    Requirement(i64),
    LicenceCondition(i64),
}

/// Where a group meets, by codes.
#[derive(Clone, Debug, Deserialize, Serialize, Queryable)]
pub(crate) struct Place {
    pub(crate) team: String,
    pub(crate) staff: String,
    pub(crate) office: String,
}

/// What a run works with.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Ids {
    pub(crate) components: Vec<Component>,
    pub(crate) places: Vec<Place>,
}

impl Ids {
    pub(crate) fn read(conn: &mut DbConn) -> QueryResult<Ids> {
        let requirements = requirements(conn)?.into_iter().map(Component::Requirement);
        let licence_conditions = licence_conditions(conn)?.into_iter().map(Component::LicenceCondition);
        Ok(Ids { components: shuffled(requirements.chain(licence_conditions)), places: places(conn)? })
    }
}

/// Requirements and licence conditions by turns, as groups have both.
fn shuffled(components: impl Iterator<Item = Component>) -> Vec<Component> {
    let mut components: Vec<_> = components.collect();
    components.sort_by_key(|component| match component {
        Component::Requirement(id) | Component::LicenceCondition(id) => id % 10_007,
    });
    components
}

fn requirements(conn: &mut DbConn) -> QueryResult<Vec<i64>> {
    let [category, other] = REQUIREMENT_CATEGORIES;
    let code = r_rqmnt_type_main_category::code;
    rqmnt::table
        .inner_join(r_rqmnt_type_main_category::table)
        .inner_join(disposal::table.inner_join(event::table.inner_join(offender::table)))
        .filter(code.eq(category).or(code.eq(other)))
        .filter(rqmnt::active_flag.eq(1).and(rqmnt::soft_deleted.eq(0)))
        .filter(disposal::soft_deleted.eq(0).and(event::soft_deleted.eq(0)).and(offender::soft_deleted.eq(0)))
        .order(rqmnt::rqmnt_id)
        .limit(COMPONENTS)
        .select(rqmnt::rqmnt_id)
        .load(conn)
}

fn licence_conditions(conn: &mut DbConn) -> QueryResult<Vec<i64>> {
    lic_condition::table
        .inner_join(r_lic_cond_type_main_cat::table)
        .inner_join(disposal::table.inner_join(event::table.inner_join(offender::table)))
        .filter(r_lic_cond_type_main_cat::code.eq(LICENCE_CONDITION_CATEGORY))
        .filter(lic_condition::active_flag.eq(1).and(lic_condition::soft_deleted.eq(0)))
        .filter(disposal::soft_deleted.eq(0).and(event::soft_deleted.eq(0)).and(offender::soft_deleted.eq(0)))
        .order(lic_condition::lic_condition_id)
        .limit(COMPONENTS)
        .select(lic_condition::lic_condition_id)
        .load(conn)
}

fn places(conn: &mut DbConn) -> QueryResult<Vec<Place>> {
    team::table
        .inner_join(staff_team::table.inner_join(staff::table))
        .inner_join(team_office_location::table.inner_join(office_location::table))
        .filter(office_location::end_date.is_null())
        .order((team::code, staff::officer_code, office_location::code))
        .select((team::code, staff::officer_code, office_location::code))
        .load(conn)
}
