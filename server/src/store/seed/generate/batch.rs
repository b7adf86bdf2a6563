//! The rows of some people, and how they get into the database.
//!
//! The columns are checked against `schema` when this compiles. Rows go in by the hundred, as one statement.

use super::super::report::{SeedReport, TableReport};
use crate::store::bulk::rows_at_once;
use crate::store::conn::{DbConn, each};
use crate::store::schema::{
    additional_offence, contact, custody, disposal, enforcement, event, exclusion, key_date, lic_condition,
    lic_condition_manager, main_offence, offender, offender_manager, pss_rqmnt, registration, release,
    restriction, rqmnt, rqmnt_manager,
};
use crate::store::sequence::{self, Sequence};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::max;
use diesel::prelude::*;

/// Counts ids upwards.
pub(super) struct Counter(i64);

impl Counter {
    /// The next id.
    pub(super) fn next(&mut self) -> i64 {
        let id = self.0;
        self.0 += 1;
        id
    }
}

/// Makes a row type for each table, a [`Batch`] of them all and the [`Ids`] for them. The tables stand in the order in
/// which they are filled: referenced ones first. The first column is the key.
macro_rules! batch {
    ($($table:ident: $row:ident { $key:ident: $key_type:ty $(, $column:ident: $type:ty)* $(,)? })*) => {
        $(
            #[derive(Insertable)]
            #[diesel(table_name = $table, treat_none_as_default_value = false)]
            pub(super) struct $row {
                pub(super) $key: $key_type,
                $(pub(super) $column: $type),*
            }
        )*

        /// Rows by table.
        #[derive(Default)]
        pub(super) struct Batch {
            $(pub(super) $table: Vec<$row>),*
        }

        impl Batch {
            /// Inserts all rows and counts them.
            pub(super) fn insert(&self, conn: &mut DbConn, report: &mut SeedReport) -> QueryResult<()> {
                $(
                    let columns = [stringify!($key) $(, stringify!($column))*].len();
                    for rows in self.$table.chunks(rows_at_once(columns)) {
                        each!(conn, conn => diesel::insert_into($table::table).values(rows).execute(conn))?;
                    }
                    let inserted = u64::try_from(self.$table.len()).unwrap_or(u64::MAX);
                    report.add(stringify!($table), TableReport { inserted, overwritten: 0 });
                )*
                Ok(())
            }
        }

        /// The next ids by table.
        pub(super) struct Ids {
            $(pub(super) $table: Counter),*
        }

        impl Ids {
            /// Ids above those that the tables hold.
            pub(super) fn after_highest(conn: &mut DbConn) -> QueryResult<Ids> {
                $(let $table = $table::table.select(max($table::$key)).get_result::<Option<i64>>(conn)?;)*
                Ok(Ids { $($table: Counter($table.unwrap_or_default().max(0) + 1)),* })
            }
        }
    };
}

batch! {
    offender: NewOffender {
        offender_id: i64,
        crn: String,
        first_name: &'static str,
        second_name: Option<&'static str>,
        surname: &'static str,
        date_of_birth_date: NaiveDate,
        gender_id: i64,
        ethnicity_id: Option<i64>,
        exclusion_message: Option<&'static str>,
        restriction_message: Option<&'static str>,
    }
    offender_manager: NewOffenderManager {
        offender_manager_id: i64,
        offender_id: i64,
        allocation_staff_id: i64,
        team_id: i64,
    }
    exclusion: NewExclusion {
        exclusion_id: i64,
        offender_id: i64,
        user_id: i64,
        exclusion_date: NaiveDateTime,
        exclusion_end_time: Option<NaiveDateTime>,
    }
    restriction: NewRestriction {
        restriction_id: i64,
        offender_id: i64,
        user_id: i64,
        restriction_time: NaiveDateTime,
        restriction_end_time: Option<NaiveDateTime>,
    }
    registration: NewRegistration {
        registration_id: i64,
        offender_id: i64,
        register_type_id: i64,
        registration_date: NaiveDate,
        next_review_date: Option<NaiveDate>,
        deregistered: i16,
    }
    event: NewEvent {
        event_id: i64,
        event_number: String,
        offender_id: i64,
        ftc_count: Option<i64>,
        active_flag: i16,
        created_datetime: NaiveDateTime,
        last_updated_datetime: NaiveDateTime,
    }
    disposal: NewDisposal {
        disposal_id: i64,
        event_id: i64,
        disposal_type_id: i64,
        disposal_date: NaiveDate,
        entry_length: i64,
        entry_length_units_id: i64,
        notional_end_date: NaiveDate,
        active_flag: i16,
    }
    main_offence: NewMainOffence {
        main_offence_id: i64,
        event_id: i64,
        offence_id: i64,
        offence_date: NaiveDate,
    }
    additional_offence: NewAdditionalOffence {
        additional_offence_id: i64,
        event_id: i64,
        offence_id: i64,
        offence_date: NaiveDate,
    }
    custody: NewCustody {
        custody_id: i64,
        disposal_id: i64,
    }
    release: NewRelease {
        release_id: i64,
        custody_id: i64,
        release_type_id: i64,
        actual_release_date: NaiveDate,
        created_datetime: NaiveDateTime,
    }
    key_date: NewKeyDate {
        key_date_id: i64,
        custody_id: i64,
        key_date_type_id: i64,
        key_date_: NaiveDate,
    }
    pss_rqmnt: NewPssRqmnt {
        pss_rqmnt_id: i64,
        custody_id: i64,
        pss_rqmnt_type_main_cat_id: i64,
    }
    rqmnt: NewRqmnt {
        rqmnt_id: i64,
        disposal_id: i64,
        rqmnt_type_main_category_id: i64,
        rqmnt_type_sub_category_id: Option<i64>,
        start_date: NaiveDateTime,
        commencement_date: Option<NaiveDateTime>,
        termination_date: Option<NaiveDateTime>,
        rqmnt_termination_reason_id: Option<i64>,
        active_flag: i16,
        created_datetime: NaiveDateTime,
        last_updated_datetime: NaiveDateTime,
    }
    rqmnt_manager: NewRqmntManager {
        rqmnt_manager_id: i64,
        rqmnt_id: i64,
        allocated_staff_id: i64,
        allocated_team_id: i64,
    }
    lic_condition: NewLicCondition {
        lic_condition_id: i64,
        disposal_id: i64,
        lic_cond_type_main_cat_id: i64,
        lic_cond_type_sub_cat_id: Option<i64>,
        start_date: NaiveDateTime,
        commencement_date: Option<NaiveDateTime>,
        termination_date: Option<NaiveDateTime>,
        lic_termination_reason_id: Option<i64>,
        active_flag: i16,
        created_datetime: NaiveDateTime,
        last_updated_datetime: NaiveDateTime,
    }
    lic_condition_manager: NewLicConditionManager {
        lic_condition_manager_id: i64,
        lic_condition_id: i64,
        staff_id: i64,
        team_id: i64,
    }
    contact: NewContact {
        contact_id: i64,
        offender_id: i64,
        event_id: i64,
        rqmnt_id: Option<i64>,
        lic_condition_id: Option<i64>,
        contact_date: NaiveDate,
        contact_start_time: Option<NaiveDateTime>,
        contact_end_time: Option<NaiveDateTime>,
        contact_type_id: i64,
        contact_outcome_type_id: Option<i64>,
        attended: Option<&'static str>,
        complied: Option<&'static str>,
        enforcement: Option<i16>,
        latest_enforcement_action_id: Option<i64>,
        linked_contact_id: Option<i64>,
        office_location_id: Option<i64>,
        staff_id: i64,
        team_id: i64,
        probation_area_id: i64,
        notes: Option<String>,
        description: Option<&'static str>,
        external_reference: Option<String>,
        sensitive: &'static str,
        visor_contact: Option<&'static str>,
        trust_provider_team_id: i64,
        created_datetime: NaiveDateTime,
        created_by_user_id: i64,
        last_updated_datetime: NaiveDateTime,
        last_updated_user_id: i64,
    }
    enforcement: NewEnforcement {
        enforcement_id: i64,
        contact_id: i64,
        enforcement_action_id: i64,
        response_date: Option<NaiveDateTime>,
        action_taken_date: NaiveDate,
        action_taken_time: NaiveDateTime,
        created_datetime: NaiveDateTime,
        created_by_user_id: i64,
        last_updated_datetime: NaiveDateTime,
        last_updated_user_id: i64,
    }
}

impl Batch {
    /// Replaces the ids of contacts and enforcements by ids from their sequences.
    ///
    /// The running service takes its ids from there, too, before it inserts, so that the highest id in a table says
    /// nothing about those of tomorrow. The former ids, which follow one another, say which row is meant.
    pub(super) fn number_contacts(&mut self, conn: &mut DbConn) -> QueryResult<()> {
        let contact_ids = sequence::take(conn, Sequence::Contact, self.contact.len())?;
        let enforcement_ids = sequence::take(conn, Sequence::Enforcement, self.enforcement.len())?;
        let first = self.contact.first().map_or(0, |contact| contact.contact_id);
        let new_id =
            |id: i64| usize::try_from(id - first).ok().and_then(|place| contact_ids.get(place)).copied();
        for (contact, id) in self.contact.iter_mut().zip(&contact_ids) {
            contact.contact_id = *id;
            contact.linked_contact_id = contact.linked_contact_id.and_then(new_id);
        }
        for (enforcement, id) in self.enforcement.iter_mut().zip(&enforcement_ids) {
            enforcement.enforcement_id = *id;
            enforcement.contact_id = new_id(enforcement.contact_id).unwrap_or(enforcement.contact_id);
        }
        Ok(())
    }
}
