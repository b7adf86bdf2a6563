//! People made up.

use super::{TestDatabase, now, on_both_engines};
use crate::store::seed::{SeedError, generate, load_sample};
use std::collections::BTreeMap;

const RANDOM_SEED: u64 = 42;

fn with_people(mut database: TestDatabase, people: u64) -> TestDatabase {
    load_sample(&mut database.conn, now()).unwrap();
    generate(&mut database.conn, people, RANDOM_SEED, now()).unwrap();
    database
}

/// The lines of a dump that are not in an earlier one.
fn added(
    before: &BTreeMap<String, Vec<String>>,
    after: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, usize> {
    let grown = after.iter().map(|(table, lines)| (table.clone(), lines.len() - before[table].len()));
    grown.filter(|(_, number)| *number > 0).collect()
}

on_both_engines! {
    fn the_same_seed_makes_the_same_people(database) {
        let mut database = with_people(database, 60);
        let first = database.dump();

        let mut database = with_people(database.fresh(), 60);

        assert_eq!(database.dump(), first);
    }

    fn another_seed_makes_others(mut database) {
        load_sample(&mut database.conn, now()).unwrap();
        generate(&mut database.conn, 20, RANDOM_SEED, now()).unwrap();
        let first = database.dump();

        let mut database = database.fresh();
        load_sample(&mut database.conn, now()).unwrap();
        generate(&mut database.conn, 20, RANDOM_SEED + 1, now()).unwrap();

        assert_ne!(database.dump()["offender"], first["offender"]);
    }

    fn a_second_run_makes_further_people(database) {
        let mut database = with_people(database, 30);
        let before = database.dump();

        let report = generate(&mut database.conn, 30, RANDOM_SEED, now()).unwrap();

        let after = database.dump();
        let reported = report.tables().iter().filter(|(_, table)| table.inserted > 0);
        let reported: BTreeMap<String, usize> =
            reported.map(|(name, table)| (name.clone(), usize::try_from(table.inserted).unwrap())).collect();
        assert_eq!(added(&before, &after), reported);
        assert_eq!(reported["offender"], 30);
        for (table, lines) in &before {
            assert!(lines.iter().all(|line| after[table].binary_search(line).is_ok()), "{table}");
        }
    }

    fn rows_that_were_there_stay_as_they_were(mut database) {
        load_sample(&mut database.conn, now()).unwrap();
        let before = database.dump();

        generate(&mut database.conn, 25, RANDOM_SEED, now()).unwrap();

        let after = database.dump();
        for (table, lines) in &before {
            assert!(lines.iter().all(|line| after[table].binary_search(line).is_ok()), "{table}");
        }
    }

    fn every_person_can_be_read(database) {
        let mut database = with_people(database, 300);
        let people = "offender o WHERE o.crn LIKE 'Q%'";

        assert_eq!(database.count(people), 300);
        for (what, query) in [
            ("manager", "offender_manager m WHERE m.offender_id = o.offender_id"),
            ("event", "event e WHERE e.offender_id = o.offender_id AND e.active_flag = 1"),
            (
                "sentence",
                "event e JOIN disposal d ON d.event_id = e.event_id
                    JOIN main_offence m ON m.event_id = e.event_id
                    WHERE e.offender_id = o.offender_id AND e.active_flag = 1",
            ),
        ] {
            assert_eq!(database.count(&format!("{people} AND 1 = (SELECT count(*) FROM {query})")), 300, "{what}");
        }
        for table in ["rqmnt", "lic_condition", "custody", "release", "registration", "exclusion", "restriction"] {
            assert!(database.count(&format!("{table} t")) > 0, "{table}");
        }
    }

    fn appointments_lie_around_the_present_and_only_past_ones_have_an_outcome(database) {
        let mut database = with_people(database, 300);
        let made = "contact JOIN offender USING (offender_id) WHERE crn LIKE 'Q%'";

        assert!(database.count(&format!("{made} AND contact_start_time < '2026-06-15 10:30:00'")) > 100);
        assert!(database.count(&format!("{made} AND contact_start_time > '2026-06-15 10:30:00'")) > 100);
        let wrong = "contact_outcome_type_id IS NOT NULL AND contact_start_time > '2026-06-15 10:30:00'";
        assert_eq!(database.count(&format!("{made} AND {wrong}")), 0);
        let ahead = "(created_datetime > '2026-06-15 10:30:00' OR last_updated_datetime < created_datetime)";
        assert_eq!(database.count(&format!("{made} AND {ahead}")), 0);
        assert!(database.count("enforcement e JOIN contact c ON c.linked_contact_id = e.contact_id") > 0);
    }

    fn a_person_has_twelve_contacts_at_most(database) {
        let mut database = with_people(database, 300);

        let most = "(SELECT count(*) AS number FROM contact c JOIN offender o ON o.offender_id = c.offender_id
            WHERE o.crn LIKE 'Q%' GROUP BY o.offender_id) AS numbers";
        assert_eq!(database.value("max(number)", most), "12");
    }

    fn crns_that_are_taken_are_passed_over(mut database) {
        load_sample(&mut database.conn, now()).unwrap();
        database.run("UPDATE offender SET crn = 'Q000002' WHERE offender_id = 10001");

        generate(&mut database.conn, 2, RANDOM_SEED, now()).unwrap();

        assert_eq!(database.count("offender WHERE crn IN ('Q000001', 'Q000003')"), 2);
    }

    fn more_people_than_fit_in_one_transaction_are_made(database) {
        let mut database = with_people(database, 1_001);

        assert_eq!(database.count("offender WHERE crn LIKE 'Q%'"), 1_001);
    }

    fn nobody_is_made_when_nobody_is_asked_for(mut database) {
        load_sample(&mut database.conn, now()).unwrap();

        assert_eq!(generate(&mut database.conn, 0, RANDOM_SEED, now()).unwrap().total().inserted, 0);
    }

    fn what_the_database_lacks_is_named(mut database) {
        let error = generate(&mut database.conn, 1, RANDOM_SEED, now()).unwrap_err();

        assert!(matches!(&error, SeedError::MissingReference(_)), "{error:?}");
        assert!(error.to_string().starts_with("the database has no entry F in data set GENDER; load the sample"), "{error}");
    }
}
