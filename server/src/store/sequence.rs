//! Ids for rows to come (behaviour 0.5): from sequences on PostgreSQL, from the table `id_sequence` on SQLite.

use super::conn::DbConn;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

/// A sequence of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// Of `contact`.
    Contact,
    /// Of `enforcement`.
    Enforcement,
    /// Of `rejected_transfer_diary`.
    RejectedTransfer,
    /// Of `domain_event`.
    DomainEvent,
}

impl Sequence {
    const fn name(self) -> &'static str {
        match self {
            Sequence::Contact => "contact_id_seq",
            Sequence::Enforcement => "enforcement_id_seq",
            Sequence::RejectedTransfer => "rejected_transfer_diary_id_seq",
            Sequence::DomainEvent => "domain_event_id_seq",
        }
    }
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Takes one id.
pub fn take_one(conn: &mut DbConn, sequence: Sequence) -> QueryResult<i64> {
    take(conn, sequence, 1)?.pop().ok_or(diesel::result::Error::NotFound)
}

/// Takes so many ids, in ascending order, in one statement. On PostgreSQL other sessions may take ids between them.
pub fn take(conn: &mut DbConn, sequence: Sequence, number: usize) -> QueryResult<Vec<i64>> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    if number == 0 {
        return Ok(Vec::new());
    }
    match conn {
        DbConn::Pg(conn) => {
            let ids = sql_query("SELECT nextval($1::regclass) AS id FROM generate_series(1, $2)")
                .bind::<Text, _>(sequence.name())
                .bind::<BigInt, _>(number)
                .load::<Id>(conn)?;
            Ok(ids.into_iter().map(|row| row.id).collect())
        }
        DbConn::Sqlite(conn) => {
            let raise =
                "UPDATE id_sequence SET next_id = next_id + ?2 WHERE name = ?1 RETURNING next_id - ?2 AS id";
            let first = sql_query(raise)
                .bind::<Text, _>(sequence.name())
                .bind::<BigInt, _>(number)
                .get_result::<Id>(conn)?;
            Ok((first.id..first.id + number).collect())
        }
    }
}
