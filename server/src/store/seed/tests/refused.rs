//! Files that are wrong whatever the database holds.

use super::{ORGANISATION, TestDatabase, load_text, on_both_engines, problems_of};
use crate::store::seed::SeedReport;

on_both_engines! {
    fn what_is_no_json_is_refused_with_line_and_column(mut database) {
        let problems = problems_of(&mut database, &["{\n  \"team\": [}"]);

        assert_eq!(
            problems,
            ["a.json: this is no dataset (table name to array of rows): expected value at line 2 column 12"]
        );
    }

    fn other_shapes_than_tables_of_rows_are_refused(mut database) {
        for (text, message) in [
            ("[]", "invalid type: sequence, expected an object at line 1 column 0"),
            (r#"{"team": {}}"#, "invalid type: map, expected a sequence at line 1 column 9"),
            (r#"{"team": [7]}"#, "invalid type: integer `7`, expected an object at line 1 column 11"),
            ("", "EOF while parsing a value at line 1 column 0"),
        ] {
            let expected = format!("a.json: this is no dataset (table name to array of rows): {message}");
            assert_eq!(problems_of(&mut database, &[text]), [expected]);
        }
    }

    fn unknown_tables_are_refused_those_of_the_migrations_among_them(mut database) {
        let text = r#"{"teams": [], "id_sequence": [], "__diesel_schema_migrations": [], "team\"; DROP TABLE team": []}"#;

        assert_eq!(problems_of(&mut database, &[text]), [
            "a.json: teams: there is no such table",
            "a.json: id_sequence: there is no such table",
            "a.json: __diesel_schema_migrations: there is no such table",
            "a.json: team\"; DROP TABLE team: there is no such table",
        ]);
    }

    fn a_table_twice_in_a_file_is_refused(mut database) {
        let problems = problems_of(&mut database, &[r#"{"team": [], "staff": [], "team": []}"#]);

        assert_eq!(problems, ["a.json: team: the table stands in this file twice"]);
    }

    fn unknown_and_repeated_columns_are_refused(mut database) {
        let text = r#"{"staff_team": [{"staff_id": 1, "team_id": 2, "team": 3, "staff_id": 4}]}"#;

        assert_eq!(problems_of(&mut database, &[text]), [
            "a.json: staff_team[0].team (staff_id 1, team_id 2): there is no such column",
            "a.json: staff_team[0].staff_id (staff_id 1, team_id 2): the column stands in this row twice",
        ]);
    }

    fn a_row_without_its_whole_key_is_refused(mut database) {
        let text = r#"{"team": [{"code": "T"}], "staff_team": [{"team_id": 2}], "staff": [{"staff_id": null}]}"#;

        assert_eq!(problems_of(&mut database, &[text]), [
            "a.json: team[0].team_id: every row needs this column, which is part of the primary key",
            "a.json: staff_team[0].staff_id (team_id 2): every row needs this column, which is part of the primary key",
            "a.json: staff[0].staff_id: the column must not be null",
        ]);
    }

    fn a_key_twice_in_a_table_of_a_file_is_refused(mut database) {
        let text = r#"{
            "r_offence": [],
            "staff": [{"staff_id": 1}, {"staff_id": 2}, {"staff_id": 1, "surname": "B"}],
            "staff_team": [{"staff_id": 1, "team_id": 2}, {"staff_id": 2, "team_id": 2}, {"team_id": 2, "staff_id": 1}],
            "directory_user": [{"username": "a", "email": "a"}, {"username": "a", "email": "b"}]
        }"#;

        assert_eq!(problems_of(&mut database, &[text]), [
            "a.json: staff[2] (staff_id 1): row [0] has the same primary key",
            "a.json: staff_team[2] (staff_id 1, team_id 2): row [0] has the same primary key",
            "a.json: directory_user[1] (username \"a\"): row [0] has the same primary key",
        ]);
    }

    fn each_wrong_value_is_named_with_what_the_column_takes(mut database) {
        let text = r#"{
            "offender_manager": [{"offender_manager_id": 7, "offender_id": "x", "active_flag": 2, "soft_deleted": "N"}],
            "r_contact_type": [{"contact_type_id": 8, "contact_outcome_flag": "J", "attendance_contact": 1}],
            "exclusion": [{"exclusion_id": 9.5, "exclusion_date": "2026-01-01", "exclusion_end_time": "soon"}],
            "office_location": [{"office_location_id": 10, "code": "a\u0000b", "end_date": "31/12/2026"}],
            "event": [{"event_id": 9223372036854775808, "ftc_count": true}]
        }"#;

        assert_eq!(problems_of(&mut database, &[text]), [
            "a.json: offender_manager[0].offender_id (offender_manager_id 7): \
             expected a whole number of at most 64 bits, found \"x\"",
            "a.json: offender_manager[0].active_flag (offender_manager_id 7): expected 0 or 1, found 2",
            "a.json: offender_manager[0].soft_deleted (offender_manager_id 7): expected 0 or 1, found \"N\"",
            "a.json: r_contact_type[0].contact_outcome_flag (contact_type_id 8): \
             expected \"Y\" or \"N\" or \"B\", found \"J\"",
            "a.json: r_contact_type[0].attendance_contact (contact_type_id 8): expected \"Y\" or \"N\", found 1",
            "a.json: exclusion[0].exclusion_id: expected a whole number of at most 18 digits, found 9.5",
            "a.json: exclusion[0].exclusion_date: \
             expected a time yyyy-MM-ddTHH:mm:ss[.ffffff], found \"2026-01-01\"",
            "a.json: exclusion[0].exclusion_end_time: expected a time yyyy-MM-ddTHH:mm:ss[.ffffff], found \"soon\"",
            "a.json: office_location[0].code (office_location_id 10): the text contains a NUL character",
            "a.json: office_location[0].end_date (office_location_id 10): \
             expected a date yyyy-MM-dd, found \"31/12/2026\"",
            "a.json: event[0].event_id: expected a whole number of at most 18 digits, found 9223372036854775808",
            "a.json: event[0].ftc_count: expected a whole number of at most 64 bits, found true",
        ]);
    }

    fn mistakes_of_all_files_are_told_at_once(mut database) {
        let problems = problems_of(&mut database, &["{", r#"{"a": []}"#, r#"{"staff": [{}]}"#]);

        assert_eq!(problems.len(), 3);
        assert!(problems[0].starts_with("a.json: this is no dataset"), "{problems:?}");
        assert_eq!(problems[1], "b.json: a: there is no such table");
        assert!(problems[2].starts_with("c.json: staff[0].staff_id: "), "{problems:?}");
    }

    fn of_many_mistakes_twenty_are_told(mut database) {
        let text = format!(r#"{{"staff": [{}]}}"#, vec!["{}"; 50].join(","));

        assert_eq!(problems_of(&mut database, &[&text]).len(), 20);
        let error = load_text(&mut database.conn, &text).unwrap_err();
        assert!(crate::telemetry::error_chain(&error).ends_with("\nand 30 more"));
    }

    fn one_wrong_file_keeps_the_others_out(mut database) {
        problems_of(&mut database, &[ORGANISATION, r#"{"staff": [{"staff_id": 5, "surname": 6}]}"#]);

        assert_eq!(database.count("team"), 0);
    }

    fn an_empty_dataset_changes_nothing(mut database) {
        let before = database.dump();

        let report = load_text(&mut database.conn, r#"{"team": []}"#).unwrap();

        assert_eq!(report, SeedReport::default());
        assert_eq!(database.dump(), before);
    }
}
