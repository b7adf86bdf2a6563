//! Rows that only the database finds fault with.

use super::{ORGANISATION, TestDatabase, contact, load_text, on_both_engines, problems_of, with_person};

/// Which row is named, without the words of the engine.
fn place(problem: &str) -> &str {
    problem.split_once(": the database refuses this row: ").unwrap().0
}

on_both_engines! {
    fn a_new_row_needs_every_column_that_is_not_blank_and_has_no_default(mut database) {
        let text = r#"{"probation_area": [{"probation_area_id": 1, "code": "N01"}]}"#;

        assert_eq!(problems_of(&mut database, &[text]), [
            "a.json: probation_area[0].description (probation_area_id 1): \
             a new row needs this column, which has no default",
            "a.json: probation_area[0].selectable (probation_area_id 1): \
             a new row needs this column, which has no default",
        ]);
    }

    fn a_row_that_is_there_already_needs_its_key_only(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();

        let report = load_text(&mut database.conn, r#"{"probation_area": [{"probation_area_id": 1}]}"#).unwrap();

        assert_eq!(report.total().overwritten, 1);
        assert_eq!(database.value("code", "probation_area"), "N01");
    }

    fn of_many_rows_the_one_is_named_that_repeats_a_unique_value(mut database) {
        let row = |id: usize, code: usize| format!(
            r#"{{"staff_id": {id}, "officer_code": "S{code}", "forename": "A", "surname": "B"}}"#
        );
        let rows: Vec<String> = (0..700).map(|id| row(id, if id == 650 { 3 } else { id })).collect();
        let text = format!(r#"{{"staff": [{}]}}"#, rows.join(","));

        let problems = problems_of(&mut database, &[r#"{"r_offence": []}"#, &text]);

        assert_eq!(problems.len(), 1);
        assert_eq!(place(&problems[0]), "b.json: staff[650] (staff_id 650)");
        assert!(problems[0].contains("officer_code"), "{problems:?}");
    }

    fn an_overwritten_row_is_named_that_repeats_a_unique_value(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();
        let second = r#"{"staff": [{"staff_id": 2, "officer_code": "B", "forename": "A", "surname": "B"}]}"#;
        load_text(&mut database.conn, second).unwrap();

        let problems = problems_of(&mut database, &[r#"{"staff": [{"staff_id": 2, "officer_code": "N01A001"}]}"#]);

        assert_eq!(place(&problems[0]), "a.json: staff[0] (staff_id 2)");
    }

    fn names_of_users_that_differ_in_case_only_are_refused(mut database) {
        let user = |id: i64, name: &str| format!(r#"{{"user_id": {id}, "distinguished_name": "{name}"}}"#);
        let text = format!(r#"{{"user_": [{}, {}]}}"#, user(1, "JoBloggs"), user(2, "jobloggs"));

        assert_eq!(place(&problems_of(&mut database, &[&text])[0]), "a.json: user_[1] (user_id 2)");
    }

    fn a_rule_that_lists_no_values_is_left_to_the_database(database) {
        let mut database = with_person(database);
        let text = format!(
            r#"{{"business_interaction": [{{"business_interaction_id": 1, "business_interaction_code": "CLBI003",
                "enabled_date": "2015-01-01T00:00:00"}}],
            "user_": [{{"user_id": 1, "distinguished_name": "A"}}],
            "audited_interaction": [{{"audited_interaction_id": 1, "date_time": "2026-01-01T00:00:00",
                "business_interaction_id": 1, "user_id": 1, "outcome": "P", "interaction_parameters": "{}"}}]}}"#,
            "x".repeat(501)
        );

        let problems = problems_of(&mut database, &[&text]);

        assert_eq!(place(&problems[0]), "a.json: audited_interaction[0] (audited_interaction_id 1)");
    }

    fn a_database_that_refused_a_load_takes_the_next_one(database) {
        let mut database = with_person(database);
        let twice = r#", "external_reference": "urn:uk:gov:accredited-programmes:appointment:a""#;
        let wrong = format!(r#"{{"contact": [{}, {}]}}"#, contact(1, twice), contact(2, twice));
        let right = format!(r#"{{"contact": [{}, {}]}}"#, contact(1, twice), contact(2, ""));

        problems_of(&mut database, &[&wrong]);

        assert_eq!(load_text(&mut database.conn, &right).unwrap().total().inserted, 2);
    }
}
