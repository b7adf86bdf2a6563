//! The migrations of both engines, tested up, down and up again, and compared with `schema`.
//!
//! Each check is generic over [`engine::Engine`], so that SQLite and PostgreSQL are held to one description.
//! The PostgreSQL test works inside one transaction that is never committed: any database will do, and
//! nothing stays.
#![expect(clippy::disallowed_methods, reason = "an empty database, without what the service sets up")]

mod declared;
mod engine;
mod lookups;
mod rules;

use diesel::connection::SimpleConnection;
use diesel::result::DatabaseErrorKind::ForeignKeyViolation;
use diesel::result::Error::DatabaseError;
use diesel::{Connection, PgConnection, SqliteConnection};
use diesel_migrations::MigrationHarness;

use self::engine::{Engine, RoundTrip, next_ids, owned_sequences, texts_of_other_collations};

/// Names a PostgreSQL server to test on. `tests/run` starts one and sets it. Without it the tests of PostgreSQL pass
/// untried, so that a bare `cargo test` works on a machine that has none; in continuous integration they fail.
const POSTGRES_URL: &str = "TEST_POSTGRES_URL";

fn sqlite() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
    conn
}

/// A connection whose changes are never committed, with an empty schema before all others on its search path.
pub(super) fn postgres() -> Option<PgConnection> {
    let Ok(url) = std::env::var(POSTGRES_URL) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "{POSTGRES_URL} must name a server in continuous integration"
        );
        return None;
    };
    let mut conn = PgConnection::establish(&url).unwrap();
    conn.begin_test_transaction().unwrap();
    conn.batch_execute("CREATE SCHEMA round_trip; SET LOCAL search_path = round_trip").unwrap();
    Some(conn)
}

fn migrated<E: Engine>(mut conn: E) -> E {
    conn.run_pending_migrations(E::MIGRATIONS).unwrap();
    conn
}

/// The whole check of one engine, on an empty database.
fn assert_schema_holds<E: Engine>(conn: E) {
    let mut conn = assert_migrations_go_up_down_and_up(conn);
    assert_tables_are_those_declared(&mut conn);
    assert_only_flags_and_counters_have_a_default(&mut conn);
    assert_every_id_column_is_a_foreign_key(&mut conn);
    assert_lookups_use_an_index(&mut conn);
    assert_rules_hold(&mut conn);
}

fn assert_migrations_go_up_down_and_up<E: Engine>(conn: E) -> E {
    let mut conn = migrated(conn);
    let first = conn.round_trip();

    conn.revert_all_migrations(E::MIGRATIONS).unwrap();
    assert_eq!(conn.round_trip(), RoundTrip::default(), "something is left when every migration is reverted");

    let mut conn = migrated(conn);
    assert_eq!(conn.round_trip(), first, "the second time up makes another schema");
    conn
}

fn assert_tables_are_those_declared<E: Engine>(conn: &mut E) {
    let declared = declared::tables(E::HAS_ID_TABLE);
    let existing = conn.tables();

    assert_eq!(existing.keys().collect::<Vec<_>>(), declared.keys().collect::<Vec<_>>());
    for (table, columns) in &declared {
        assert_eq!(&existing[table], columns, "table {table}");
    }
}

/// No other default stands in the schema, above all none that reads the database's clock (behaviour 0.5).
fn assert_only_flags_and_counters_have_a_default<E: Engine>(conn: &mut E) {
    for (column, default) in conn.defaults() {
        let expected = if column.ends_with(".active_flag") { "1" } else { "0" };
        assert_eq!(default, expected, "{column}");
    }
}

fn assert_every_id_column_is_a_foreign_key<E: Engine>(conn: &mut E) {
    assert_eq!(conn.foreign_keys(), declared::foreign_keys());
}

fn assert_lookups_use_an_index<E: Engine>(conn: &mut E) {
    for lookup in lookups::LOOKUPS {
        let plan = conn.plan(lookup);
        assert!(!plan.iter().any(|step| E::is_scan(step)), "{lookup}\n{plan:#?}");
    }
}

fn assert_rules_hold<E: Engine>(conn: &mut E) {
    conn.batch_execute(rules::FIXTURE).unwrap();
    for rule in rules::RULES {
        assert_eq!(rules::verdict(conn, rule), rule.verdict, "{}", rule.name);
    }
}

#[test]
fn migrations_go_up_down_and_up_on_sqlite() {
    assert_migrations_go_up_down_and_up(sqlite());
}

#[test]
fn sqlite_has_the_tables_and_columns_declared() {
    assert_tables_are_those_declared(&mut migrated(sqlite()));
}

#[test]
fn only_flags_and_counters_of_sqlite_have_a_default() {
    assert_only_flags_and_counters_have_a_default(&mut migrated(sqlite()));
}

#[test]
fn every_id_column_of_sqlite_is_a_foreign_key_but_the_exempt_ones() {
    assert_every_id_column_is_a_foreign_key(&mut migrated(sqlite()));
}

#[test]
fn no_lookup_scans_a_table_on_sqlite() {
    assert_lookups_use_an_index(&mut migrated(sqlite()));
}

#[test]
fn constraints_carry_the_rules_on_sqlite() {
    assert_rules_hold(&mut migrated(sqlite()));
}

#[test]
fn sqlite_counts_every_id_from_one() {
    let ids = next_ids(&mut migrated(sqlite()));

    assert_eq!(ids.len(), 5);
    assert!(ids.values().all(|next| *next == 1), "{ids:?}");
}

#[test]
fn tables_can_be_dropped_while_they_hold_rows_on_sqlite() {
    let mut conn = migrated(sqlite());
    conn.batch_execute(rules::FIXTURE).unwrap();

    conn.revert_all_migrations(SqliteConnection::MIGRATIONS).unwrap();

    assert_eq!(conn.round_trip(), RoundTrip::default());
}

#[test]
fn a_link_to_no_contact_is_refused_at_commit_on_sqlite() {
    let mut conn = migrated(sqlite());
    conn.batch_execute(rules::FIXTURE).unwrap();
    conn.batch_execute("BEGIN; UPDATE contact SET linked_contact_id = 99 WHERE contact_id = 1").unwrap();

    let commit = conn.batch_execute("COMMIT");

    assert!(matches!(commit, Err(DatabaseError(ForeignKeyViolation, _))), "{commit:?}");
}

#[test]
fn schema_holds_on_postgres() {
    if let Some(conn) = postgres() {
        assert_schema_holds(conn);
    }
}

#[test]
fn postgres_counts_every_id_from_one_by_a_sequence_of_its_column() {
    let Some(conn) = postgres() else { return };
    let sequences = owned_sequences(&mut migrated(conn));

    let mut expected = next_ids(&mut migrated(sqlite()));
    expected.insert("audited_interaction_audited_interaction_id_seq".to_owned(), 1);
    assert_eq!(sequences, expected);
}

#[test]
fn a_link_to_no_contact_is_refused_at_commit_on_postgres() {
    let Some(conn) = postgres() else { return };
    let mut conn = migrated(conn);
    conn.batch_execute(rules::FIXTURE).unwrap();
    conn.batch_execute("UPDATE contact SET linked_contact_id = 99 WHERE contact_id = 1").unwrap();

    // Checks what waits for the commit, which never comes.
    let commit = conn.batch_execute("SET CONSTRAINTS ALL IMMEDIATE");

    assert!(matches!(commit, Err(DatabaseError(ForeignKeyViolation, _))), "{commit:?}");
}

#[test]
fn every_text_of_postgres_sorts_by_bytes() {
    let Some(conn) = postgres() else { return };

    assert_eq!(texts_of_other_collations(&mut migrated(conn)), Vec::<String>::new());
}
