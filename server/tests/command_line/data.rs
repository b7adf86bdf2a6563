//! `migrate` and `seed`.

use crate::workplace::Workplace;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;

fn count(workplace: &Workplace, table: &str) -> i64 {
    let query = format!("SELECT count(*) FROM {table}");
    sql::<BigInt>(&query).get_result(&mut workplace.connect()).unwrap()
}

#[test]
fn tables_are_made_once() {
    let workplace = Workplace::new();

    let first = workplace.run(&["migrate"]);
    let second = workplace.run(&["migrate"]);

    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{first:?} {second:?}");
    assert!(
        first.stdout.lines().count() > 1 && first.stdout.lines().all(|line| line.starts_with("migrated "))
    );
    assert!(second.stdout.contains("is up to date"), "{second:?}");
    assert_eq!(count(&workplace, "offender"), 0);
}

#[test]
fn dataset_is_loaded_and_loading_it_again_changes_nothing() {
    let workplace = Workplace::new();
    let row = r#"{"probation_area_id": 1, "code": "P01", "description": "A region", "selectable": "Y"}"#;
    workplace.write("regions.json", &format!(r#"{{"probation_area": [{row}]}}"#));

    let first = workplace.run(&["seed", "regions.json"]);
    let second = workplace.run(&["seed", "regions.json"]);

    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{first:?} {second:?}");
    assert_eq!(count(&workplace, "probation_area"), 1);
}

#[test]
fn dataset_with_a_dangling_key_is_refused_whole_and_the_place_is_named() {
    let workplace = Workplace::new();
    let region = r#"{"probation_area_id": 1, "code": "P01", "description": "A region", "selectable": "Y"}"#;
    let unit = r#"{"borough_id": 1, "code": "B01", "description": "A unit", "probation_area_id": 77, "selectable": "Y"}"#;
    workplace.write("units.json", &format!(r#"{{"probation_area": [{region}], "borough": [{unit}]}}"#));

    let ended = workplace.run(&["seed", "units.json"]);

    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
    for told in ["units.json", "borough", "probation_area_id", "77"] {
        assert!(ended.stderr.contains(told), "{told}: {ended:?}");
    }
    assert_eq!(count(&workplace, "probation_area"), 0);
}

#[test]
fn files_that_cannot_be_read_or_are_no_datasets_are_named() {
    let workplace = Workplace::new();
    workplace.write("broken.json", "{");
    workplace.write("table.json", r#"{"no_such_table": []}"#);
    workplace.write("column.json", r#"{"probation_area": [{"probation_area_id": 1, "colour": "blue"}]}"#);

    for (name, told) in [
        ("missing.json", "missing.json"),
        ("broken.json", "broken.json"),
        ("table.json", "no_such_table"),
        ("column.json", "colour"),
    ] {
        let ended = workplace.run(&["seed", name]);

        assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{name}");
        assert!(ended.stderr.contains(told), "{ended:?}");
    }
}

#[test]
fn people_are_made_up_on_top_of_the_sample() {
    let workplace = Workplace::new();

    let sample = workplace.run(&["seed", "--sample"]);
    let in_sample = count(&workplace, "offender");
    let generated = workplace.run(&["seed", "--generate", "10"]);

    assert_eq!((sample.code, generated.code), (Some(0), Some(0)), "{sample:?} {generated:?}");
    assert!(in_sample > 30);
    assert_eq!(count(&workplace, "offender"), in_sample + 10);
}

/// Another process may hold the database for a moment; for good is too long.
#[test]
fn database_that_somebody_holds_is_a_failure_after_a_while() {
    let mut workplace = Workplace::new();
    assert_eq!(workplace.run(&["migrate"]).code, Some(0));
    workplace.set("APD_DATABASE__BUSY_TIMEOUT_MS", "50");
    let mut holder = workplace.connect();
    holder.batch_execute("BEGIN IMMEDIATE").unwrap();

    let ended = workplace.run(&["seed", "--sample"]);

    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("database is locked"), "{ended:?}");
}
