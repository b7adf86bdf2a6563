//! Sequences of ids after a load (behaviour 0.5): sequences owned by their column on PostgreSQL, rows of `id_sequence` on SQLite,
//! where the name of a sequence is that of the column and `_seq`.

use super::super::catalogue::Catalogue;
use super::quoted;
use crate::store::conn::DbConn;
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use diesel::sqlite::SqliteConnection;

/// Moves every sequence above the highest id of its column; none ever moves back.
pub(in crate::store::seed) fn raise_sequences(conn: &mut DbConn, catalogue: &Catalogue) -> QueryResult<()> {
    match conn {
        DbConn::Pg(conn) => raise_postgres(conn),
        DbConn::Sqlite(conn) => raise_sqlite(conn, catalogue),
    }
}

#[derive(QueryableByName)]
struct OwnedSequence {
    #[diesel(sql_type = Text)]
    sequence: String,
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
}

// `regclass` quotes the name, and qualifies it where the search path does not lead to it.
const OWNED_SEQUENCES: &str = "
    SELECT s.oid::regclass::text AS sequence, t.relname::text AS table_name, c.attname::text AS column_name
    FROM pg_depend d
    JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute c ON c.attrelid = d.refobjid AND c.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        AND t.relnamespace = current_schema()::regnamespace";

fn raise_postgres(conn: &mut PgConnection) -> QueryResult<()> {
    for OwnedSequence { sequence, table_name, column_name } in
        sql_query(OWNED_SEQUENCES).load::<OwnedSequence>(conn)?
    {
        let (table, column) = (quoted(&table_name), quoted(&column_name));
        sql_query(format!(
            "SELECT setval($1::regclass, highest) FROM (SELECT max({column}) AS highest FROM {table}) AS ids, \
             {sequence} AS sequence WHERE highest >= sequence.last_value"
        ))
        .bind::<Text, _>(&sequence)
        .execute(conn)?;
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn raise_sqlite(conn: &mut SqliteConnection, catalogue: &Catalogue) -> QueryResult<()> {
    for Name { name } in sql_query("SELECT name FROM id_sequence").load::<Name>(conn)? {
        let Some(column) = name.strip_suffix("_seq") else { continue };
        let is_owner =
            |table: &super::super::catalogue::Table| table.key().any(|(_, key)| key.name == column);
        let Some(table) = catalogue.tables().find(|table| is_owner(table)) else { continue };
        let (table, column) = (quoted(&table.name), quoted(column));
        sql_query(format!(
            "UPDATE id_sequence SET next_id = highest + 1 FROM (SELECT max({column}) AS highest FROM {table}) \
             WHERE name = ?1 AND next_id <= highest"
        ))
        .bind::<Text, _>(&name)
        .execute(conn)?;
    }
    Ok(())
}
