//! Transactions that write, on a file of SQLite and real threads.

use super::*;
use crate::config::Config;
use crate::store::schema::directory_user;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

struct TestStore {
    store: Store,
    op: OpContext,
    _directory: TempDir,
}

fn test_store() -> TestStore {
    let directory = tempfile::tempdir().unwrap();
    let mut config = Config::development().database;
    config.url = DatabaseUrl::Sqlite(directory.path().join("test.db"));
    migrate::migrate(&mut open(&config).unwrap()).unwrap();
    let op = OpContext::for_test(slog::Logger::root(slog::Discard, slog::o!()));
    TestStore { store: Store::new(&config).unwrap(), op, _directory: directory }
}

fn insert(conn: &mut DbConn, username: &str) -> QueryResult<usize> {
    let row = (directory_user::username.eq(username), directory_user::email.eq("a@example.org"));
    diesel::insert_into(directory_user::table).values(row).execute(conn)
}

async fn usernames(test: &TestStore) -> Vec<String> {
    let list = |conn: &mut DbConn| {
        directory_user::table.order(directory_user::username).select(directory_user::username).load(conn)
    };
    test.store.read(&test.op, list).await.unwrap()
}

fn busy() -> DieselError {
    DieselError::DatabaseError(DatabaseErrorKind::Unknown, Box::new("database is locked".to_owned()))
}

#[tokio::test]
async fn work_that_fails_leaves_nothing() {
    let test = test_store();

    let result: Result<(), Error> = test
        .store
        .write(&test.op, "test", |conn| {
            insert(conn, "one")?;
            Err(Error::rule("it was broken off").into())
        })
        .await;

    assert!(matches!(result, Err(Error::RuleViolation { .. })), "{result:?}");
    assert!(usernames(&test).await.is_empty());
}

#[tokio::test]
async fn work_that_lost_a_race_is_run_again_from_the_start() {
    let test = test_store();
    let tries = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&tries);

    let result: Result<(), Error> = test
        .store
        .write(&test.op, "test", move |conn| {
            insert(conn, "one")?;
            if counted.fetch_add(1, Ordering::Relaxed) < 2 { Err(busy().into()) } else { Ok(()) }
        })
        .await;

    assert!(result.is_ok(), "{result:?}");
    assert_eq!(tries.load(Ordering::Relaxed), 3);
    assert_eq!(usernames(&test).await, ["one"]);
}

#[tokio::test]
async fn work_that_loses_every_race_is_a_conflict() {
    let test = test_store();
    let tries = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&tries);

    let result: Result<(), Error> = test
        .store
        .write(&test.op, "test", move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Err(busy().into())
        })
        .await;

    let Err(Error::Conflict { message, .. }) = result else { panic!("{result:?}") };
    assert_eq!(message, "Conflicting update, try again");
    assert_eq!(tries.load(Ordering::Relaxed), WRITE_TRIES);
}

#[tokio::test]
async fn writers_take_turns_and_none_is_lost() {
    let test = test_store();

    let writes = (0..20).map(|number| {
        test.store.write(&test.op, "test", move |conn| {
            // Reading first would be refused by SQLite if the lock were taken only for the insert.
            let count: i64 = directory_user::table.count().get_result(conn)?;
            insert(conn, &format!("{number:02}-{count:02}"))?;
            Ok(())
        })
    });
    let results = futures::future::join_all(writes).await;

    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let mut seen: Vec<String> = usernames(&test).await.iter().map(|name| name[3..].to_owned()).collect();
    seen.sort();
    let expected: Vec<_> = (0..20).map(|count| format!("{count:02}")).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn readers_cannot_write() {
    let test = test_store();

    let result = test.store.read(&test.op, |conn| insert(conn, "one")).await;

    assert!(matches!(result, Err(Error::Internal(_))), "{result:?}");
    assert!(usernames(&test).await.is_empty());
}
