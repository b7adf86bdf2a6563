//! After a load every sequence stands above the highest id (behaviour 0.5).

use super::{TestDatabase, contact, load_text, on_both_engines, problems_of, with_person};
use crate::store::sequence::{Sequence, take};

on_both_engines! {
    fn the_next_id_is_above_the_highest_that_was_loaded(database) {
        let mut database = with_person(database);
        let text = format!(r#"{{"contact": [{}, {}]}}"#, contact(41, ""), contact(7, ""));

        load_text(&mut database.conn, &text).unwrap();

        assert_eq!(take(&mut database.conn, Sequence::Contact, 3).unwrap(), [42, 43, 44]);
        assert_eq!(take(&mut database.conn, Sequence::Enforcement, 1).unwrap(), [1]);
    }

    fn a_sequence_never_moves_back(database) {
        let mut database = with_person(database);
        take(&mut database.conn, Sequence::Contact, 100).unwrap();

        load_text(&mut database.conn, &format!(r#"{{"contact": [{}]}}"#, contact(41, ""))).unwrap();

        assert_eq!(take(&mut database.conn, Sequence::Contact, 1).unwrap(), [101]);
    }

    fn no_ids_are_taken_for_nothing(mut database) {
        assert_eq!(take(&mut database.conn, Sequence::Contact, 0).unwrap(), Vec::<i64>::new());
        assert_eq!(take(&mut database.conn, Sequence::Contact, 1).unwrap(), [1]);
    }

    fn rows_that_the_database_numbers_go_on_above_those_loaded(database) {
        let mut database = with_person(database);
        let text = r#"{
            "user_": [{"user_id": 1, "distinguished_name": "A"}],
            "business_interaction": [{"business_interaction_id": 1, "business_interaction_code": "CLBI003",
                "enabled_date": "2015-01-01T00:00:00"}],
            "audited_interaction": [{"audited_interaction_id": 50, "date_time": "2026-01-01T00:00:00",
                "business_interaction_id": 1, "user_id": 1, "outcome": "P", "interaction_parameters": ""}]
        }"#;

        load_text(&mut database.conn, text).unwrap();
        database.run(
            "INSERT INTO audited_interaction
                (date_time, business_interaction_id, user_id, outcome, interaction_parameters)
            SELECT date_time, 1, 1, 'F', '' FROM audited_interaction",
        );

        assert_eq!(database.value("max(audited_interaction_id)", "audited_interaction"), "51");
    }

    fn a_failed_load_moves_no_sequence(database) {
        let mut database = with_person(database);

        problems_of(&mut database, &[&format!(r#"{{"contact": [{}]}}"#, contact(41, r#", "event_id": 1"#))]);

        assert_eq!(take(&mut database.conn, Sequence::Contact, 1).unwrap(), [1]);
    }
}
