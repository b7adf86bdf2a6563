//! What the checks ask of a database, answered for each engine from its own catalogue.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::declared::{Column, Tables};

/// Everything that the migrations leave in the catalogue, and that must be gone when they are reverted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RoundTrip(BTreeSet<String>);

pub(super) trait Engine: Connection + MigrationHarness<Self::Backend> {
    const MIGRATIONS: EmbeddedMigrations;
    /// Whether ids are counted in the table `id_sequence` rather than by sequences.
    const HAS_ID_TABLE: bool;

    /// The definition of everything in the schema but diesel's own table.
    fn round_trip(&mut self) -> RoundTrip;
    fn tables(&mut self) -> Tables;
    /// Column and default of those that have one; numbering keys by the database is none.
    fn defaults(&mut self) -> Vec<(String, String)>;
    /// Table and column of every foreign key.
    fn foreign_keys(&mut self) -> BTreeSet<(String, String)>;
    /// The steps of the plan for a query.
    fn plan(&mut self, query: &str) -> Vec<String>;
    fn is_scan(step: &str) -> bool;
}

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Nullable<Text>)]
    default_value: Option<String>,
}

#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = Text)]
    first: String,
    #[diesel(sql_type = Text)]
    second: String,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Plan {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    step: String,
}

#[derive(QueryableByName)]
struct Counter {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    next_id: i64,
}

/// The names of [`super::super::schema`] for the types of both engines.
fn kind(database_type: &str) -> &'static str {
    match database_type {
        "INTEGER" | "BIGINT" | "bigint" => "BigInt",
        "SMALLINT" | "smallint" => "SmallInt",
        "TEXT" | "text" => "Text",
        "DATE" | "date 0" => "Date",
        "TIMESTAMP" | "timestamp without time zone 6" => "Timestamp",
        other => panic!("no column is of type {other}"),
    }
}

fn tables(rows: Vec<ColumnRow>) -> Tables {
    let mut tables = Tables::new();
    for row in rows {
        let column = Column { name: row.column_name, kind: kind(&row.kind), nullable: row.nullable };
        tables.entry(row.table_name).or_default().push(column);
    }
    tables
}

fn defaults(rows: Vec<ColumnRow>) -> Vec<(String, String)> {
    rows.into_iter()
        .filter_map(|row| Some((format!("{}.{}", row.table_name, row.column_name), row.default_value?)))
        .collect()
}

fn pairs(rows: Vec<Pair>) -> BTreeSet<(String, String)> {
    rows.into_iter().map(|pair| (pair.first, pair.second)).collect()
}

const SQLITE_COLUMNS: &str = r#"
    SELECT t.name AS table_name, c.name AS column_name, c.type AS kind,
        c."notnull" = 0 AND c.pk = 0 AS nullable, c.dflt_value AS default_value
    FROM sqlite_schema t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name <> '__diesel_schema_migrations'
    ORDER BY t.name, c.cid"#;

impl Engine for SqliteConnection {
    const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
    const HAS_ID_TABLE: bool = true;

    fn round_trip(&mut self) -> RoundTrip {
        let query = "SELECT coalesce(sql, name) AS line FROM sqlite_schema
            WHERE tbl_name <> '__diesel_schema_migrations'";
        let lines = sql_query(query).load::<Line>(self).unwrap();
        RoundTrip(lines.into_iter().map(|row| row.line).collect())
    }

    fn tables(&mut self) -> Tables {
        tables(sql_query(SQLITE_COLUMNS).load(self).unwrap())
    }

    fn defaults(&mut self) -> Vec<(String, String)> {
        defaults(sql_query(SQLITE_COLUMNS).load(self).unwrap())
    }

    fn foreign_keys(&mut self) -> BTreeSet<(String, String)> {
        let query = r#"SELECT t.name AS first, f."from" AS second
            FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"#;
        pairs(sql_query(query).load(self).unwrap())
    }

    fn plan(&mut self, query: &str) -> Vec<String> {
        #[derive(QueryableByName)]
        struct Step {
            #[diesel(sql_type = Text)]
            detail: String,
        }
        let steps = sql_query(format!("EXPLAIN QUERY PLAN {query}")).load::<Step>(self).unwrap();
        steps.into_iter().map(|row| row.detail).collect()
    }

    fn is_scan(step: &str) -> bool {
        step.starts_with("SCAN")
    }
}

/// Each counter of `id_sequence` with the id it gives next.
pub(super) fn next_ids(conn: &mut SqliteConnection) -> BTreeMap<String, i64> {
    let rows = sql_query("SELECT name, next_id FROM id_sequence").load::<Counter>(conn).unwrap();
    rows.into_iter().map(|row| (row.name, row.next_id)).collect()
}

const POSTGRES_COLUMNS: &str = "
    SELECT table_name::text, column_name::text,
        concat_ws(' ', data_type, datetime_precision) AS kind,
        is_nullable = 'YES' AS nullable, column_default::text AS default_value
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name <> '__diesel_schema_migrations'
    ORDER BY table_name, ordinal_position";

const POSTGRES_DEFINITIONS: &str = "
    SELECT concat_ws(' ', c.relkind, c.relname, pg_get_indexdef(c.oid),
        string_agg(a.attname, ',' ORDER BY a.attnum)) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT starts_with(c.relname, '__diesel')
    GROUP BY c.oid
    UNION ALL
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND NOT starts_with(conname, '__diesel')";

impl Engine for PgConnection {
    const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/postgres");
    const HAS_ID_TABLE: bool = false;

    fn round_trip(&mut self) -> RoundTrip {
        let lines = sql_query(POSTGRES_DEFINITIONS).load::<Line>(self).unwrap();
        RoundTrip(lines.into_iter().map(|row| row.line).collect())
    }

    fn tables(&mut self) -> Tables {
        tables(sql_query(POSTGRES_COLUMNS).load(self).unwrap())
    }

    fn defaults(&mut self) -> Vec<(String, String)> {
        defaults(sql_query(POSTGRES_COLUMNS).load(self).unwrap())
    }

    fn foreign_keys(&mut self) -> BTreeSet<(String, String)> {
        let query = "SELECT k.table_name::text AS first, k.column_name::text AS second
            FROM information_schema.key_column_usage k
            JOIN information_schema.table_constraints c USING (constraint_schema, constraint_name, table_name)
            WHERE c.constraint_type = 'FOREIGN KEY' AND k.table_schema = current_schema()";
        pairs(sql_query(query).load(self).unwrap())
    }

    fn plan(&mut self, query: &str) -> Vec<String> {
        // Empty tables are cheapest to scan; only a lookup without an index is still scanned when that is
        // dear.
        sql_query("SET LOCAL enable_seqscan = off").execute(self).unwrap();
        let steps = sql_query(format!("EXPLAIN {query}")).load::<Plan>(self).unwrap();
        steps.into_iter().map(|row| row.step).collect()
    }

    fn is_scan(step: &str) -> bool {
        step.contains("Seq Scan")
    }
}

/// Each sequence that a column owns, with the id it gives next.
pub(super) fn owned_sequences(conn: &mut PgConnection) -> BTreeMap<String, i64> {
    let query = "SELECT s.relname::text AS name, nextval(s.oid) AS next_id
        FROM information_schema.columns c
        JOIN pg_class s ON s.oid = pg_get_serial_sequence(c.table_name::text, c.column_name::text)::regclass
        WHERE c.table_schema = current_schema()";
    let rows = sql_query(query).load::<Counter>(conn).unwrap();
    rows.into_iter().map(|row| (row.name, row.next_id)).collect()
}

/// Text columns that sort otherwise than by bytes.
pub(super) fn texts_of_other_collations(conn: &mut PgConnection) -> Vec<String> {
    let query = "SELECT concat(table_name, '.', column_name) AS line FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name <> '__diesel_schema_migrations'
            AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'";
    let rows = sql_query(query).load::<Line>(conn).unwrap();
    rows.into_iter().map(|row| row.line).collect()
}
