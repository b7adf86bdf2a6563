//! Reading the catalogue of either engine: tables, columns, foreign keys, and lists of allowed values.
//!
//! Diesel's own table and the counters of SQLite are left out: they are no data.

use crate::store::conn::DbConn;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bool, Text};
use serde_json::Value;

#[derive(QueryableByName)]
pub(in crate::store::seed) struct ColumnRow {
    #[diesel(sql_type = Text)]
    pub(in crate::store::seed) table_name: String,
    #[diesel(sql_type = Text)]
    pub(in crate::store::seed) column_name: String,
    #[diesel(sql_type = Text)]
    pub(in crate::store::seed) kind: String,
    #[diesel(sql_type = Bool)]
    pub(in crate::store::seed) nullable: bool,
    #[diesel(sql_type = Bool)]
    pub(in crate::store::seed) has_default: bool,
    #[diesel(sql_type = Bool)]
    pub(in crate::store::seed) in_key: bool,
}

#[derive(QueryableByName)]
pub(in crate::store::seed) struct ReferenceRow {
    #[diesel(sql_type = Text)]
    pub(in crate::store::seed) table_name: String,
    #[diesel(sql_type = Text)]
    pub(in crate::store::seed) column_name: String,
    #[diesel(sql_type = Text)]
    pub(in crate::store::seed) target_table: String,
    #[diesel(sql_type = Text)]
    pub(in crate::store::seed) target_column: String,
}

#[derive(QueryableByName)]
struct DefinitionRow {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

const SQLITE_COLUMNS: &str = r#"
    SELECT t.name AS table_name, c.name AS column_name, c.type AS kind, c."notnull" = 0 AND c.pk = 0 AS nullable,
        c.dflt_value IS NOT NULL AS has_default, c.pk > 0 AS in_key
    FROM sqlite_schema t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT IN ('__diesel_schema_migrations', 'id_sequence')
    ORDER BY t.name, c.cid"#;

const POSTGRES_COLUMNS: &str = "
    SELECT t.relname::text AS table_name, c.attname::text AS column_name,
        format_type(c.atttypid, c.atttypmod) AS kind, NOT c.attnotnull AS nullable,
        c.atthasdef OR c.attidentity <> '' AS has_default,
        coalesce(c.attnum = ANY (k.conkey), false) AS in_key
    FROM pg_class t
    JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
    LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p')
        AND t.relname <> '__diesel_schema_migrations'
    ORDER BY t.relname, c.attnum";

/// The columns of all tables, in their order.
pub(in crate::store::seed) fn columns(conn: &mut DbConn) -> QueryResult<Vec<ColumnRow>> {
    match conn {
        DbConn::Pg(conn) => sql_query(POSTGRES_COLUMNS).load(conn),
        DbConn::Sqlite(conn) => sql_query(SQLITE_COLUMNS).load(conn),
    }
}

const SQLITE_REFERENCES: &str = r#"
    SELECT t.name AS table_name, f."from" AS column_name, f."table" AS target_table, f."to" AS target_column
    FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
    WHERE t.type = 'table'
    ORDER BY t.name, f."from""#;

const POSTGRES_REFERENCES: &str = "
    SELECT t.relname::text AS table_name, c.attname::text AS column_name, target.relname::text AS target_table,
        target_column.attname::text AS target_column
    FROM pg_constraint k
    JOIN pg_class t ON t.oid = k.conrelid
    JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = k.conkey[1]
    JOIN pg_class target ON target.oid = k.confrelid
    JOIN pg_attribute target_column
        ON target_column.attrelid = k.confrelid AND target_column.attnum = k.confkey[1]
    WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace
    ORDER BY t.relname, c.attname";

/// All foreign keys; each is of one column.
pub(in crate::store::seed) fn references(conn: &mut DbConn) -> QueryResult<Vec<ReferenceRow>> {
    match conn {
        DbConn::Pg(conn) => sql_query(POSTGRES_REFERENCES).load(conn),
        DbConn::Sqlite(conn) => sql_query(SQLITE_REFERENCES).load(conn),
    }
}

// SQLite keeps the text of the whole table, PostgreSQL a normalised text of each constraint.
const SQLITE_CHECKS: &str =
    "SELECT name AS table_name, sql AS definition FROM sqlite_schema WHERE type = 'table'";

const POSTGRES_CHECKS: &str = "
    SELECT t.relname::text AS table_name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
    WHERE k.contype = 'c' AND k.connamespace = current_schema()::regnamespace";

/// The constraints that may list the values of a column.
pub(in crate::store::seed) struct Checks {
    rows: Vec<DefinitionRow>,
    opening: &'static str,
    closing: char,
}

/// Reads the constraints.
pub(in crate::store::seed) fn allowed_values(conn: &mut DbConn) -> QueryResult<Checks> {
    match conn {
        DbConn::Pg(conn) => Ok(Checks {
            rows: sql_query(POSTGRES_CHECKS).load(conn)?,
            opening: "CHECK (({} = ANY (ARRAY[",
            closing: ']',
        }),
        DbConn::Sqlite(conn) => {
            Ok(Checks { rows: sql_query(SQLITE_CHECKS).load(conn)?, opening: "CHECK ({} IN (", closing: ')' })
        }
    }
}

impl Checks {
    /// The values that a constraint lists for a column. A constraint of another form is left to the database, which
    /// refuses the row then.
    pub(in crate::store::seed) fn of(&self, table: &str, column: &str) -> Option<Vec<Value>> {
        let opening = self.opening.replace("{}", column);
        self.rows.iter().filter(|row| row.table_name == table).find_map(|row| {
            let (_, rest) = row.definition.split_once(&opening)?;
            let (list, _) = rest.split_once(self.closing)?;
            list.split(',').map(literal).collect()
        })
    }
}

/// A whole number, or a text in quotes, to which PostgreSQL adds its type.
fn literal(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.strip_suffix("::text").unwrap_or(text);
    match text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(quoted) => Some(Value::from(quoted)),
        None => text.parse::<i64>().ok().map(Value::from),
    }
}
