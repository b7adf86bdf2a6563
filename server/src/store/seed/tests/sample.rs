//! The shipped data.

use super::{TestDatabase, file, load, now, on_both_engines};
use crate::store::seed::{DatasetFile, load_sample, sample};

/// The fixtures of the acceptance list.
fn acceptance() -> DatasetFile {
    file("acceptance.json", include_str!("../../../../../tests/data/acceptance.json"))
}

on_both_engines! {
    fn the_sample_is_loaded_whole(mut database) {
        let report = load_sample(&mut database.conn, now()).unwrap();

        assert_eq!(report.total().overwritten, 0);
        for (table, written) in report.tables() {
            assert_eq!(i64::try_from(written.inserted).unwrap(), database.count(table), "{table}");
        }
        assert!(report.tables()["offender"].inserted >= 24);
    }

    fn a_second_load_of_sample_and_acceptance_fixtures_changes_nothing(mut database) {
        let files: Vec<DatasetFile> = sample().into_iter().chain([acceptance()]).collect();
        let first = load(&mut database.conn, &files, now()).unwrap();
        let before = database.dump();

        let second = load(&mut database.conn, &files, now() + chrono::TimeDelta::days(1)).unwrap();

        assert_eq!(database.dump(), before);
        assert_eq!(second.total().inserted, 0);
        assert_eq!(second.total().overwritten, first.total().inserted);
    }

    fn files_may_come_in_any_order_when_no_row_is_in_two_of_them(database) {
        let mut database = database;
        load_sample(&mut database.conn, now()).unwrap();
        let expected = database.dump();

        let mut database = database.fresh();
        let mut files = sample();
        files.reverse();
        load(&mut database.conn, &files, now()).unwrap();

        assert_eq!(database.dump(), expected);
    }

    fn a_loaded_sample_can_be_completed_by_the_fixtures(mut database) {
        load_sample(&mut database.conn, now()).unwrap();

        load(&mut database.conn, &[acceptance()], now()).unwrap();

        assert_eq!(database.count("offender WHERE crn = 'A000001'"), 1);
    }
}
