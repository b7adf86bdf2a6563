//! The datasets of the tests. `server/data/README.md` says what they hold.

use apd_server::store::conn::DbConn;
use apd_server::store::seed::{self, DatasetFile};
use apd_server::telemetry::error_chain;
use chrono::{DateTime, NaiveDateTime, Utc};
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

const REFERENCE: &str = include_str!("../../server/data/reference.json");
const ACCEPTANCE: &str = include_str!("../data/acceptance.json");

/// Monday noon in London, British Summer Time: the moment for which the fixtures are made.
pub const NOW: &str = "2026-06-15T12:00:00+01:00";

/// [`NOW`] as a moment.
pub fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(NOW).expect("a moment with its offset").to_utc()
}

/// Loads the reference data and the fixtures of the acceptance list into a migrated database. Blocks.
pub fn load(conn: &mut DbConn) {
    load_files(conn, &[file("reference.json", REFERENCE), file("acceptance.json", ACCEPTANCE)]);
}

/// Loads rows that a test adds or alters, as a dataset. Blocks.
pub fn load_rows(conn: &mut DbConn, rows: &serde_json::Value) {
    load_files(conn, &[file("rows of the test", rows.to_string())]);
}

fn file(name: &'static str, text: impl Into<Cow<'static, str>>) -> DatasetFile {
    DatasetFile { name: name.into(), text: text.into() }
}

fn load_files(conn: &mut DbConn, files: &[DatasetFile]) {
    if let Err(error) = seed::load(conn, files, wall_time()) {
        panic!("the fixtures cannot be loaded: {}", error_chain(&error));
    }
}

/// London's wall time, which absent technical columns get.
fn wall_time() -> NaiveDateTime {
    apd_server::domain::london::wall_time(now())
}

/// Tells one state of the fixtures from another.
pub(crate) fn fingerprint() -> u64 {
    let mut hasher = DefaultHasher::new();
    (REFERENCE, ACCEPTANCE).hash(&mut hasher);
    hasher.finish()
}
