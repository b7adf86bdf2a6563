//! Foreign keys that point to nothing are found before the commit, the same on both engines.

use super::{ORGANISATION, TestDatabase, contact, load_text, on_both_engines, problems_of, with_person};

on_both_engines! {
    fn a_key_that_points_to_nothing_is_named(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();

        let problems = problems_of(&mut database, &[r#"{"staff_team": [{"staff_id": 1, "team_id": 99}]}"#]);

        assert_eq!(
            problems,
            ["a.json: staff_team[0].team_id (staff_id 1, team_id 99): there is no team with team_id 99"]
        );
    }

    fn every_row_that_points_to_nothing_is_named_with_its_file(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();
        let a = r#"{"staff_team": [{"staff_id": 1, "team_id": 1}, {"staff_id": 1, "team_id": 98}]}"#;
        let b = r#"{"staff_team": [{"staff_id": 77, "team_id": 98}]}"#;

        assert_eq!(problems_of(&mut database, &[a, b]), [
            "b.json: staff_team[0].staff_id (staff_id 77, team_id 98): there is no staff with staff_id 77",
            "a.json: staff_team[1].team_id (staff_id 1, team_id 98): there is no team with team_id 98",
            "b.json: staff_team[0].team_id (staff_id 77, team_id 98): there is no team with team_id 98",
        ]);
    }

    fn an_overwritten_key_must_lead_somewhere_too(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();

        let problems = problems_of(&mut database, &[r#"{"team": [{"team_id": 1, "district_id": 5}]}"#]);

        assert_eq!(problems, ["a.json: team[0].district_id (team_id 1): there is no district with district_id 5"]);
    }

    fn rows_of_the_files_and_of_the_database_may_be_pointed_to(mut database) {
        load_text(&mut database.conn, ORGANISATION).unwrap();
        let text = r#"{
            "staff_team": [{"staff_id": 1, "team_id": 2}],
            "team": [{"team_id": 2, "code": "T2", "description": "T", "district_id": 1, "probation_area_id": 1}]
        }"#;

        assert_eq!(load_text(&mut database.conn, text).unwrap().total().inserted, 2);
    }

    fn a_blank_key_points_nowhere(database) {
        let mut database = with_person(database);
        let text = format!(r#"{{"contact": [{}]}}"#, contact(1, r#", "event_id": null"#));

        assert_eq!(load_text(&mut database.conn, &text).unwrap().total().inserted, 1);
    }

    fn contacts_may_be_linked_to_contacts_in_any_order(database) {
        let mut database = with_person(database);
        let linked = r#", "linked_contact_id": 2"#;
        let text = format!(r#"{{"contact": [{}, {}]}}"#, contact(1, linked), contact(2, ""));

        assert_eq!(load_text(&mut database.conn, &text).unwrap().total().inserted, 2);
    }

    fn a_contact_linked_to_no_contact_is_named_though_the_database_would_wait_for_the_commit(database) {
        let mut database = with_person(database);
        let text = format!(r#"{{"contact": [{}]}}"#, contact(1, r#", "linked_contact_id": 2"#));

        assert_eq!(
            problems_of(&mut database, &[&text]),
            ["a.json: contact[0].linked_contact_id (contact_id 1): there is no contact with contact_id 2"]
        );
    }
}
