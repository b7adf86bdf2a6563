//! Loading, on both engines: SQLite always, PostgreSQL where the environment names a database.

mod database;
mod foreign_keys;
mod generated;
mod overwritten;
mod refused;
mod refused_by_database;
mod sample;
mod sequences;
mod stored;

use super::{DatasetFile, SeedError, SeedReport, load};
use crate::store::conn::DbConn;
use chrono::NaiveDateTime;
use database::{TestDatabase, on_both_engines};

/// The clock of the tests.
fn now() -> NaiveDateTime {
    "2026-06-15T10:30:00.123456789".parse().unwrap()
}

fn file(name: &str, text: &str) -> DatasetFile {
    DatasetFile { name: name.to_owned().into(), text: text.to_owned().into() }
}

fn load_text(conn: &mut DbConn, text: &str) -> Result<SeedReport, SeedError> {
    load(conn, &[file("a.json", text)], now())
}

/// Loads files that are wrong; gives what is said about them, having seen that nothing was written.
fn problems_of(database: &mut TestDatabase, files: &[&str]) -> Vec<String> {
    let names = ["a.json", "b.json", "c.json"];
    let files: Vec<DatasetFile> = names.iter().zip(files).map(|(name, text)| file(name, text)).collect();
    let before = database.dump();
    let error = load(&mut database.conn, &files, now()).unwrap_err();
    assert_eq!(database.dump(), before, "a failed load left something behind");
    assert!(matches!(error, SeedError::Invalid(_)), "{error:?}");
    error.problems().iter().map(ToString::to_string).collect()
}

/// A region with a team and its one member.
const ORGANISATION: &str = r#"{
    "probation_area": [{"probation_area_id": 1, "code": "N01", "description": "Region", "selectable": "Y"}],
    "borough": [{"borough_id": 1, "code": "N01PDU", "description": "PDU", "probation_area_id": 1, "selectable": "Y"}],
    "district": [{"district_id": 1, "code": "N01LAU", "description": "LAU", "borough_id": 1, "selectable": "Y"}],
    "team": [{"team_id": 1, "code": "N01T01", "description": "Team", "district_id": 1, "probation_area_id": 1}],
    "staff": [{"staff_id": 1, "officer_code": "N01A001", "forename": "Ann", "surname": "Other"}],
    "staff_team": [{"staff_id": 1, "team_id": 1}]
}"#;

/// What a person and a contact need besides.
const PERSON: &str = r#"{
    "r_reference_data_master": [{"reference_data_master_id": 1, "code_set_name": "GENDER"}],
    "r_standard_reference_list": [{"standard_reference_list_id": 1, "code_value": "M", "code_description": "Male",
        "reference_data_master_id": 1}],
    "r_contact_type": [{"contact_type_id": 1, "code": "CAPY", "description": "Appointment",
        "contact_outcome_flag": "Y"}],
    "offender": [{"offender_id": 1, "crn": "X000001", "first_name": "A", "surname": "B",
        "date_of_birth_date": "1990-01-31", "gender_id": 1}]
}"#;

/// A database with [`ORGANISATION`] and [`PERSON`].
fn with_person(mut database: TestDatabase) -> TestDatabase {
    load(&mut database.conn, &[file("organisation", ORGANISATION), file("person", PERSON)], now()).unwrap();
    database
}

/// A contact of that person with further columns.
fn contact(id: i64, further: &str) -> String {
    format!(
        r#"{{"contact_id": {id}, "offender_id": 1, "contact_date": "2026-06-01", "contact_type_id": 1, "staff_id": 1,
            "team_id": 1, "probation_area_id": 1, "trust_provider_team_id": 1{further}}}"#
    )
}
