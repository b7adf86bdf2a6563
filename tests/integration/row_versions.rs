//! Rows that have been changed since they were read are not written over (behaviour D25).
//!
//! On PostgreSQL alone: on SQLite a transaction that writes is alone from its beginning, and the statements do not ask.

use crate::appointments::{LICENCE_CONDITION, REQUIREMENT, SERVICE_USER, now};
use apd_server::store::conn::DbConn;
use apd_server::store::model::{AppointedComponentRow, ContactRow, EnforcementRow};
use apd_server::store::query::{Stamp, appointed_component, contact, enforcement};
use apd_tests::{Engine, TestDatabase};
use diesel::QueryResult;

/// Writes a row with versions of which the first two do not follow that of the table, and the third does. Says how many rows
/// each changed.
fn changed<T: Clone>(
    row: &T,
    version: fn(&mut T) -> &mut i64,
    mut write: impl FnMut(&[T]) -> QueryResult<usize>,
) -> [usize; 3] {
    [0, 2, 1].map(|raise| {
        let mut row = row.clone();
        *version(&mut row) += raise;
        write(&[row]).unwrap()
    })
}

#[test]
fn contact_of_another_version_is_left_alone() {
    let database = TestDatabase::with_fixtures(Engine::Postgres);
    let conn = &mut database.connect();
    let [row] = contact::lock(conn, &[900_007]).unwrap().try_into().unwrap();
    let row = ContactRow { notes: Some("Written over".to_owned()), ..row };

    let changed = changed(&row, |row| &mut row.row_version, |rows| contact::update(conn, rows));

    assert_eq!(changed, [0, 0, 1]);
    let stored = database.contacts().into_iter().find(|stored| stored.contact_id == 900_007);
    assert_eq!(stored, Some(ContactRow { row_version: row.row_version + 1, ..row }));
}

#[test]
fn enforcement_of_another_version_is_left_alone() {
    let database = TestDatabase::with_fixtures(Engine::Postgres);
    let conn = &mut database.connect();
    let row = EnforcementRow {
        enforcement_id: 900_900,
        row_version: 3,
        contact_id: 900_007,
        enforcement_action_id: 1,
        response_date: None,
        action_taken_date: now().date(),
        action_taken_time: now(),
        partition_area_id: 0,
        soft_deleted: 0,
        created_datetime: now(),
        created_by_user_id: None,
        last_updated_datetime: now(),
        last_updated_user_id: None,
    };
    enforcement::insert(conn, std::slice::from_ref(&row)).unwrap();
    let row = EnforcementRow { soft_deleted: 1, ..row };

    let changed = changed(&row, |row| &mut row.row_version, |rows| enforcement::update(conn, rows));

    assert_eq!(changed, [0, 0, 1]);
    assert_eq!(database.enforcements(), [EnforcementRow { row_version: 4, ..row }]);
}

type List = fn(&mut DbConn, &[i64]) -> QueryResult<Vec<AppointedComponentRow>>;
type Commence = fn(&mut DbConn, &[AppointedComponentRow], Stamp) -> QueryResult<usize>;

#[test]
fn component_of_another_version_is_left_alone() {
    let database = TestDatabase::with_fixtures(Engine::Postgres);
    let conn = &mut database.connect();
    let kinds: [(i64, List, Commence); 2] = [
        (REQUIREMENT, appointed_component::requirement::list, appointed_component::requirement::commence),
        (
            LICENCE_CONDITION,
            appointed_component::licence_condition::list,
            appointed_component::licence_condition::commence,
        ),
    ];
    let stamp = Stamp { now: now(), user_id: SERVICE_USER };
    for (id, list, commence) in kinds {
        let [row] = list(conn, &[id]).unwrap().try_into().unwrap();

        let changed = changed(&row, |row| &mut row.row_version, |rows| commence(conn, rows, stamp));

        assert_eq!(changed, [0, 0, 1], "{id}");
        assert_eq!(list(conn, &[id]).unwrap()[0].row_version, row.row_version + 1);
    }
}
