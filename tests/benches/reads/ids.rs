//! What there is to ask for: ids of the generated people, read from the database.

use apd_server::store::conn::DbConn;
use apd_server::store::query::region::list_region_members;
use apd_server::store::schema::{
    borough, disposal, event, lic_condition, offender, probation_area, r_rqmnt_type_main_category, rqmnt,
    user_,
};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// So many of each kind: more than fit any cache of the engines' statements, few enough for one script.
const SAMPLE: i64 = 2_000;

/// Generated CRNs are those from here on.
const FIRST_GENERATED: &str = "Q000001";

/// Ids to ask for, in no particular order.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Ids {
    pub(crate) crns: Vec<String>,
    /// CRN and number of events with a sentence.
    pub(crate) events: Vec<(String, String)>,
    /// CRNs of people with a programme requirement, and the id of one.
    pub(crate) requirements: Vec<(String, i64)>,
    pub(crate) licence_condition_ids: Vec<i64>,
    pub(crate) usernames: Vec<String>,
    pub(crate) regions: Vec<String>,
    pub(crate) pdus: Vec<String>,
}

impl Ids {
    pub(crate) fn read(conn: &mut DbConn) -> anyhow::Result<Ids> {
        // The sample data has people with gaps on purpose; the generated ones are whole.
        let active = offender::soft_deleted.eq(0).and(offender::crn.ge(FIRST_GENERATED));
        Ok(Ids {
            crns: offender::table
                .filter(active)
                .order(offender::offender_id.desc())
                .limit(SAMPLE)
                .select(offender::crn)
                .load(conn)?,
            events: event::table
                .inner_join(offender::table)
                .inner_join(disposal::table)
                .filter(active.and(event::active_flag.eq(1)).and(event::soft_deleted.eq(0)))
                .filter(disposal::soft_deleted.eq(0))
                .order(event::event_id.desc())
                .limit(SAMPLE)
                .select((offender::crn, event::event_number))
                .load(conn)?,
            requirements: rqmnt::table
                .inner_join(r_rqmnt_type_main_category::table)
                .inner_join(disposal::table.inner_join(event::table.inner_join(offender::table)))
                .filter(active.and(rqmnt::soft_deleted.eq(0)))
                .filter(
                    r_rqmnt_type_main_category::code.eq("RM38").or(r_rqmnt_type_main_category::code.eq("7")),
                )
                .order(rqmnt::rqmnt_id.desc())
                .limit(SAMPLE)
                .select((offender::crn, rqmnt::rqmnt_id))
                .load(conn)?,
            licence_condition_ids: lic_condition::table
                .filter(lic_condition::soft_deleted.eq(0))
                .order(lic_condition::lic_condition_id.desc())
                .limit(SAMPLE)
                .select(lic_condition::lic_condition_id)
                .load(conn)?,
            usernames: user_::table
                .filter(user_::staff_id.is_not_null())
                .order(user_::user_id)
                .limit(SAMPLE)
                .select(user_::distinguished_name)
                .load(conn)?,
            regions: regions_with_members(conn)?,
            pdus: borough::table
                .inner_join(probation_area::table)
                .filter(borough::selectable.eq("Y").and(probation_area::selectable.eq("Y")))
                .select(borough::code)
                .load(conn)?,
        })
    }
}

fn regions_with_members(conn: &mut DbConn) -> QueryResult<Vec<String>> {
    let regions: Vec<String> = probation_area::table.select(probation_area::code).load(conn)?;
    let mut with_members = Vec::new();
    for region in regions {
        if !list_region_members(conn, &region)?.is_empty() {
            with_members.push(region);
        }
    }
    Ok(with_members)
}
