//! What stands in the database after a load.

use super::super::catalogue::{Catalogue, Kind};
use super::{TestDatabase, contact, file, load, load_text, now, on_both_engines, with_person};
use crate::store::schema::{contact, offender};
use diesel::prelude::*;

on_both_engines! {
    fn absent_columns_of_a_new_row_have_their_default_and_the_clock_sets_the_times(database) {
        let mut database = with_person(database);

        load_text(&mut database.conn, &format!(r#"{{"contact": [{}]}}"#, contact(1, ""))).unwrap();

        let flags = "row_version + soft_deleted + trust_provider_flag + partition_area_id";
        assert_eq!(database.value(flags, "contact"), "0");
        assert_eq!(database.value("notes", "contact"), "NULL");
        assert_eq!(database.value("created_datetime", "contact"), "2026-06-15 10:30:00.123456");
        assert_eq!(database.value("last_updated_datetime", "contact"), "2026-06-15 10:30:00.123456");
    }

    fn the_clock_does_not_touch_rows_that_are_there_nor_times_that_are_given(database) {
        let mut database = with_person(database);
        let given = r#", "created_datetime": "2020-01-01T00:00:00""#;
        load_text(&mut database.conn, &format!(r#"{{"contact": [{}]}}"#, contact(1, given))).unwrap();

        let changed = r#"{"contact": [{"contact_id": 1, "notes": "changed"}]}"#;
        let later = now() + chrono::TimeDelta::days(1);
        load(&mut database.conn, &[file("a", changed)], later).unwrap();

        assert_eq!(database.value("created_datetime", "contact"), "2020-01-01 00:00:00");
        assert_eq!(database.value("last_updated_datetime", "contact"), "2026-06-15 10:30:00.123456");
    }

    fn dates_and_times_are_found_by_the_queries_of_the_service(database) {
        let mut database = with_person(database);
        let times = r#", "contact_start_time": "2026-06-01T09:30:00", "contact_end_time": "2026-06-01T10:00:00.5""#;
        load_text(&mut database.conn, &format!(r#"{{"contact": [{}]}}"#, contact(1, times))).unwrap();

        let found: i64 = contact::table
            .inner_join(offender::table)
            .filter(contact::contact_date.eq("2026-06-01".parse::<chrono::NaiveDate>().unwrap()))
            .filter(contact::contact_start_time.eq("2026-06-01T09:30:00".parse::<chrono::NaiveDateTime>().unwrap()))
            .filter(contact::contact_end_time.eq("2026-06-01T10:00:00.5".parse::<chrono::NaiveDateTime>().unwrap()))
            .filter(offender::date_of_birth_date.le("1990-01-31".parse::<chrono::NaiveDate>().unwrap()))
            .count()
            .get_result(&mut database.conn)
            .unwrap();

        assert_eq!(found, 1);
    }

    fn text_is_stored_as_it_is(database) {
        let mut database = with_person(database);
        let text = r#"{"offender": [{"offender_id": 1, "surname": "O'Neill\"; DROP TABLE offender; -- $1 ?1 \\ é 😀\n", "second_name": "", "third_name": "1e3"}]}"#;

        load_text(&mut database.conn, text).unwrap();

        assert_eq!(database.value("surname", "offender"), "O'Neill\"; DROP TABLE offender; -- $1 ?1 \\ é 😀\n");
        assert_eq!(database.value("second_name || '/' || third_name", "offender"), "/1e3");
    }

    fn numbers_keep_all_64_bits(database) {
        let mut database = with_person(database);
        let text = format!(
            r#"{{"contact": [{}]}}"#,
            contact(999_999_999_999_999_999, r#", "nsi_id": 9223372036854775807, "row_version": -9223372036854775808"#)
        );

        load_text(&mut database.conn, &text).unwrap();

        assert_eq!(database.value("contact_id", "contact"), "999999999999999999");
        assert_eq!(database.value("nsi_id", "contact"), "9223372036854775807");
        assert_eq!(database.value("row_version", "contact"), "-9223372036854775808");
    }

    fn notes_may_be_long(database) {
        let mut database = with_person(database);
        let notes = |id: i64| contact(id, &format!(r#", "notes": "{}""#, "n".repeat(3_000_000)));
        let text = format!(r#"{{"contact": [{}, {}]}}"#, notes(1), notes(2));

        load_text(&mut database.conn, &text).unwrap();

        assert_eq!(database.value("sum(length(notes))", "contact"), "6000000");
    }

    fn the_database_tells_types_defaults_and_allowed_values(mut database) {
        let catalogue = Catalogue::read(&mut database.conn).unwrap();
        let column = |table: &str, column: &str| {
            let (_, column) = catalogue.table(table).unwrap().column(column).unwrap();
            let allowed = column.allowed.as_ref().map(|values| serde_json::to_string(values).unwrap());
            (column.kind, column.nullable, column.has_default, column.in_key, allowed)
        };

        let values = |text: &str| Some(text.to_owned());
        assert_eq!(column("contact", "contact_id"), (Kind::Integer, false, false, true, None));
        assert_eq!(column("contact", "soft_deleted"), (Kind::SmallInteger, false, true, false, values("[0,1]")));
        assert_eq!(column("contact", "enforcement"), (Kind::SmallInteger, true, false, false, values("[0,1]")));
        assert_eq!(column("contact", "sensitive"), (Kind::Text, true, false, false, values(r#"["Y","N"]"#)));
        assert_eq!(column("contact", "contact_date"), (Kind::Date, false, false, false, None));
        assert_eq!(column("contact", "contact_end_time"), (Kind::Timestamp, true, false, false, None));
        assert_eq!(column("staff_team", "team_id"), (Kind::Integer, false, false, true, None));
        assert_eq!(column("directory_user", "username"), (Kind::Text, false, false, true, None));
    }
}
