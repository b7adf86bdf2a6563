//! Rows that are there already, and rows that occur in several files.

use super::{ORGANISATION, TestDatabase, contact, file, load, load_text, now, on_both_engines, with_person};
use crate::store::seed::TableReport;

on_both_engines! {
    fn values_given_replace_those_of_the_row_and_absent_columns_keep_theirs(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();

        let text = r#"{"staff": [{"staff_id": 1, "surname": "Newman", "forename2": "Bea"}]}"#;
        let report = load_text(&mut database.conn, text).unwrap();

        assert_eq!(report.tables()["staff"], TableReport { inserted: 0, overwritten: 1 });
        let name = "forename || ' ' || forename2 || ' ' || surname || ' ' || officer_code";
        assert_eq!(database.value(name, "staff"), "Ann Bea Newman N01A001");
    }

    fn null_makes_a_column_blank(mut database) {
        let staff = |forename2: &str| format!(
            r#"{{"staff": [{{"staff_id": 1, "officer_code": "A", "forename": "A", "forename2": {forename2},
                "surname": "B"}}]}}"#
        );
        load_text(&mut database.conn, &staff("\"Bea\"")).unwrap();

        load_text(&mut database.conn, &staff("null")).unwrap();

        assert_eq!(database.value("forename2", "staff"), "NULL");
    }

    fn nothing_is_deleted(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();

        let other = r#"{"staff": [{"staff_id": 2, "officer_code": "B", "forename": "A", "surname": "B"}]}"#;
        load_text(&mut database.conn, other).unwrap();

        assert_eq!(database.count("staff"), 2);
    }

    fn of_several_files_the_later_one_wins_column_by_column(mut database) {
        let a = r#"{"staff": [{"staff_id": 1, "officer_code": "A", "forename": "Ann", "surname": "Other"}]}"#;
        let b = r#"{"staff": [{"staff_id": 1, "surname": "Newman", "forename2": "Bea"}]}"#;

        let report = load(&mut database.conn, &[file("a", a), file("b", b)], now()).unwrap();

        assert_eq!(report.tables()["staff"], TableReport { inserted: 1, overwritten: 0 });
        assert_eq!(database.value("forename || forename2 || surname", "staff"), "AnnBeaNewman");
    }

    fn a_row_may_be_completed_by_a_later_file(mut database) {
        let a = r#"{"staff": [{"staff_id": 1, "officer_code": "A"}]}"#;
        let b = r#"{"staff": [{"staff_id": 1, "forename": "Ann", "surname": "Other"}]}"#;

        load(&mut database.conn, &[file("a", a), file("b", b)], now()).unwrap();

        assert_eq!(database.value("officer_code || forename", "staff"), "AAnn");
    }

    fn rows_of_join_tables_are_matched_by_all_their_columns(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();
        let text = r#"{
            "staff": [{"staff_id": 2, "officer_code": "B", "forename": "A", "surname": "B"}],
            "staff_team": [{"team_id": 1, "staff_id": 1}, {"team_id": 1, "staff_id": 2}]
        }"#;

        let report = load_text(&mut database.conn, text).unwrap();

        assert_eq!(report.tables()["staff_team"], TableReport { inserted: 1, overwritten: 1 });
        assert_eq!(database.count("staff_team"), 2);
    }

    fn a_row_may_make_room_for_a_new_one(database) {
        let mut database = with_person(database);
        let manager = |id: i64, active: i64| format!(
            r#"{{"offender_manager_id": {id}, "offender_id": 1, "allocation_staff_id": 1, "team_id": 1,
                "active_flag": {active}}}"#
        );
        load_text(&mut database.conn, &format!(r#"{{"offender_manager": [{}]}}"#, manager(2, 1))).unwrap();

        let text = format!(r#"{{"offender_manager": [{}, {}]}}"#, manager(1, 1), manager(2, 0));
        load_text(&mut database.conn, &text).unwrap();

        assert_eq!(database.value("offender_manager_id", "offender_manager WHERE active_flag = 1"), "1");
    }

    fn rows_of_a_table_need_not_have_the_same_columns(database) {
        let mut database = with_person(database);
        let rows = (1..=1_200).map(|id| contact(id, [r#", "notes": "n""#, "", r#", "sensitive": "Y""#][id as usize % 3]));
        let text = format!(r#"{{"contact": [{}]}}"#, rows.collect::<Vec<_>>().join(","));

        assert_eq!(load_text(&mut database.conn, &text).unwrap().total().inserted, 1_200);
        assert_eq!(load_text(&mut database.conn, &text).unwrap().total().overwritten, 1_200);

        assert_eq!(database.count("contact"), 1_200);
        assert_eq!(database.count("contact WHERE notes = 'n'"), 400);
        assert_eq!(database.count("contact WHERE sensitive = 'Y' AND contact_id % 3 = 2"), 400);
    }
}
