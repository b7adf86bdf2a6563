//! Finding, inserting and overwriting rows that come as a JSON array of objects in one parameter.

use super::{list, quoted};
use crate::store::conn::DbConn;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use std::collections::HashSet;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    ordinal: i64,
}

/// Which of `keys` the table has: their places in the array, from 0. Each key is an object of the columns named.
pub(in crate::store::seed) fn present(
    conn: &mut DbConn,
    table: &str,
    columns: &[&str],
    keys: &str,
) -> QueryResult<HashSet<usize>> {
    let found: Vec<Found> = match conn {
        DbConn::Pg(conn) => sql_query(postgres_present(table, columns)).bind::<Text, _>(keys).load(conn)?,
        DbConn::Sqlite(conn) => sql_query(sqlite_present(table, columns)).bind::<Text, _>(keys).load(conn)?,
    };
    Ok(found.into_iter().filter_map(|found| usize::try_from(found.ordinal).ok()).collect())
}

/// Inserts rows that have the columns named; the others get their default.
pub(in crate::store::seed) fn insert(
    conn: &mut DbConn,
    table: &str,
    columns: &[&str],
    rows: &str,
) -> QueryResult<usize> {
    match conn {
        DbConn::Pg(conn) => sql_query(postgres_insert(table, columns)).bind::<Text, _>(rows).execute(conn),
        DbConn::Sqlite(conn) => sql_query(sqlite_insert(table, columns)).bind::<Text, _>(rows).execute(conn),
    }
}

/// Overwrites columns of the rows found by their key.
pub(in crate::store::seed) fn overwrite(
    conn: &mut DbConn,
    table: &str,
    key: &[&str],
    columns: &[&str],
    rows: &str,
) -> QueryResult<usize> {
    match conn {
        DbConn::Pg(conn) => {
            sql_query(postgres_overwrite(table, key, columns)).bind::<Text, _>(rows).execute(conn)
        }
        DbConn::Sqlite(conn) => {
            sql_query(sqlite_overwrite(table, key, columns)).bind::<Text, _>(rows).execute(conn)
        }
    }
}

// PostgreSQL turns JSON into rows of the table's own type, so that every value arrives as what its column is.

fn postgres_present(table: &str, columns: &[&str]) -> String {
    let (table, same) = (quoted(table), all_equal(columns, "t", "k"));
    format!(
        "SELECT k.ordinality - 1 AS ordinal \
         FROM json_populate_recordset(NULL::{table}, $1::json) WITH ORDINALITY AS k \
         WHERE EXISTS (SELECT FROM {table} AS t WHERE {same})"
    )
}

fn postgres_insert(table: &str, columns: &[&str]) -> String {
    let (table, columns) = (quoted(table), list(columns.iter().copied(), "{}"));
    format!(
        "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, $1::json)"
    )
}

fn postgres_overwrite(table: &str, key: &[&str], columns: &[&str]) -> String {
    let (same, values) = (all_equal(key, "t", "new"), list(columns.iter().copied(), "{} = new.{}"));
    let table = quoted(table);
    format!(
        "UPDATE {table} AS t SET {values} FROM json_populate_recordset(NULL::{table}, $1::json) AS new \
         WHERE {same}"
    )
}

// SQLite takes each value out of the object by its path; whole numbers keep all 64 bits.

const SQLITE_VALUE: &str = "json_extract(value, '$.{}') AS {}";

fn sqlite_present(table: &str, columns: &[&str]) -> String {
    let (table, same) = (quoted(table), all_equal(columns, "t", "k"));
    let values = list(columns.iter().copied(), SQLITE_VALUE);
    format!(
        "SELECT ordinal FROM (SELECT key AS ordinal, {values} FROM json_each(?1)) AS k \
         WHERE EXISTS (SELECT 1 FROM {table} AS t WHERE {same})"
    )
}

fn sqlite_insert(table: &str, columns: &[&str]) -> String {
    let values = list(columns.iter().copied(), SQLITE_VALUE);
    let (table, columns) = (quoted(table), list(columns.iter().copied(), "{}"));
    format!("INSERT INTO {table} ({columns}) SELECT {values} FROM json_each(?1)")
}

fn sqlite_overwrite(table: &str, key: &[&str], columns: &[&str]) -> String {
    let given = list(key.iter().chain(columns).copied(), SQLITE_VALUE);
    let (same, values) = (all_equal(key, "t", "new"), list(columns.iter().copied(), "{} = new.{}"));
    let table = quoted(table);
    format!("UPDATE {table} AS t SET {values} FROM (SELECT {given} FROM json_each(?1)) AS new WHERE {same}")
}

fn all_equal(columns: &[&str], left: &str, right: &str) -> String {
    let equal = |column: &&str| format!("{left}.{0} = {right}.{0}", quoted(column));
    columns.iter().map(equal).collect::<Vec<_>>().join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_all_columns_of_their_key() {
        assert_eq!(
            postgres_present("staff_team", &["staff_id", "team_id"]),
            "SELECT k.ordinality - 1 AS ordinal \
             FROM json_populate_recordset(NULL::\"staff_team\", $1::json) WITH ORDINALITY AS k \
             WHERE EXISTS (SELECT FROM \"staff_team\" AS t \
             WHERE t.\"staff_id\" = k.\"staff_id\" AND t.\"team_id\" = k.\"team_id\")"
        );
        assert_eq!(
            sqlite_present("staff_team", &["staff_id", "team_id"]),
            "SELECT ordinal FROM (SELECT key AS ordinal, json_extract(value, '$.\"staff_id\"') AS \"staff_id\", \
             json_extract(value, '$.\"team_id\"') AS \"team_id\" FROM json_each(?1)) AS k \
             WHERE EXISTS (SELECT 1 FROM \"staff_team\" AS t \
             WHERE t.\"staff_id\" = k.\"staff_id\" AND t.\"team_id\" = k.\"team_id\")"
        );
    }

    #[test]
    fn an_insert_names_the_columns_given() {
        assert_eq!(
            postgres_insert("team", &["team_id", "code"]),
            "INSERT INTO \"team\" (\"team_id\", \"code\") SELECT \"team_id\", \"code\" \
             FROM json_populate_recordset(NULL::\"team\", $1::json)"
        );
        assert_eq!(
            sqlite_insert("team", &["team_id", "code"]),
            "INSERT INTO \"team\" (\"team_id\", \"code\") SELECT json_extract(value, '$.\"team_id\"') AS \"team_id\", \
             json_extract(value, '$.\"code\"') AS \"code\" FROM json_each(?1)"
        );
    }

    #[test]
    fn an_overwrite_sets_the_columns_given_and_finds_rows_by_their_key() {
        assert_eq!(
            postgres_overwrite("team", &["team_id"], &["code"]),
            "UPDATE \"team\" AS t SET \"code\" = new.\"code\" \
             FROM json_populate_recordset(NULL::\"team\", $1::json) AS new \
             WHERE t.\"team_id\" = new.\"team_id\""
        );
        assert_eq!(
            sqlite_overwrite("team", &["team_id"], &["code"]),
            "UPDATE \"team\" AS t SET \"code\" = new.\"code\" \
             FROM (SELECT json_extract(value, '$.\"team_id\"') AS \"team_id\", \
             json_extract(value, '$.\"code\"') AS \"code\" FROM json_each(?1)) AS new \
             WHERE t.\"team_id\" = new.\"team_id\""
        );
    }
}
