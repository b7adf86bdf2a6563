//! Which cases a user may see (behaviour 2.9).

use super::App;
use crate::domain::access::{KnownUser, Limit, is_excluded, is_restricted};
use crate::domain::{Crn, Username};
use crate::error::Error;
use crate::op::OpContext;
use crate::store::conn::DbConn;
use crate::store::model::{LimitRow, LimitedPersonRow};
use crate::store::query;
use apd_api::error::{FieldError, FieldErrorKind};
use apd_api::types::users::{CaseAccess, UserAccess};
use chrono::NaiveDate;
use diesel::QueryResult;
use std::collections::HashMap;

/// CRNs in one request (behaviour D6).
const MAX_CRNS: usize = 500;

/// Says of each CRN whether the user is kept out, in the order given, duplicates included.
///
/// # Errors
///
/// `Validation failure` for no CRN and for more than 500.
pub async fn check(
    app: &App,
    op: &OpContext,
    username: &str,
    crns: Vec<String>,
) -> Result<UserAccess, Error> {
    if !(1..=MAX_CRNS).contains(&crns.len()) {
        return Err(Error::Validation(vec![FieldError {
            field: "$".to_owned(),
            kind: FieldErrorKind::Size,
            message: "Please provide between 1 and 500 crns".to_owned(),
        }]));
    }
    let username = Username::parse(username);
    let keys: Vec<_> = crns.iter().map(|crn| Crn::parse(crn)).collect();
    let (keys, limits) = app
        .store
        .read(op, move |conn| {
            let limits = Limits::read(conn, username.as_ref(), &keys)?;
            Ok((keys, limits))
        })
        .await?;
    let (people, today) = (limits.people_by_crn(), app.clock.today());
    let access = crns.into_iter().zip(keys).map(|(crn, key)| {
        let person = key.and_then(|key| people.get(key.as_str()).copied());
        limits.case_access(crn, person, today)
    });
    Ok(UserAccess { access: access.collect() })
}

/// Everything that decides about the persons asked for.
struct Limits {
    user: KnownUser,
    people: Vec<LimitedPersonRow>,
    exclusions: HashMap<i64, Vec<Limit>>,
    restrictions: HashMap<i64, Vec<Limit>>,
}

impl Limits {
    fn read(conn: &mut DbConn, username: Option<&Username>, crns: &[Option<Crn>]) -> QueryResult<Limits> {
        let user = match username {
            Some(username) => query::user::find_user_id(conn, username)?,
            None => None,
        };
        let crns: Vec<_> = crns.iter().flatten().collect();
        let people = query::access::list_people(conn, &crns)?;
        let ids: Vec<_> = people.iter().map(|person| person.id).collect();
        Ok(Limits {
            user,
            people,
            exclusions: by_person(query::access::list_exclusions(conn, &ids)?),
            restrictions: by_person(query::access::list_restrictions(conn, &ids)?),
        })
    }

    fn people_by_crn(&self) -> HashMap<&str, &LimitedPersonRow> {
        self.people.iter().map(|person| (person.crn.as_str(), person)).collect()
    }

    /// A CRN that is not known is open to everybody.
    fn case_access(&self, crn: String, person: Option<&LimitedPersonRow>, today: NaiveDate) -> CaseAccess {
        let Some(person) = person else {
            return CaseAccess {
                crn,
                user_excluded: false,
                user_restricted: false,
                exclusion_message: None,
                restriction_message: None,
            };
        };
        let user_excluded = is_excluded(self.user, limits_of(&self.exclusions, person.id), today);
        let user_restricted = is_restricted(self.user, limits_of(&self.restrictions, person.id), today);
        CaseAccess {
            crn,
            user_excluded,
            user_restricted,
            exclusion_message: person.exclusion_message.clone().filter(|_| user_excluded),
            restriction_message: person.restriction_message.clone().filter(|_| user_restricted),
        }
    }
}

fn by_person(rows: Vec<LimitRow>) -> HashMap<i64, Vec<Limit>> {
    let mut by_person: HashMap<i64, Vec<Limit>> = HashMap::new();
    for row in rows {
        by_person.entry(row.person_id).or_default().push(Limit { user_id: row.user_id, end: row.end });
    }
    by_person
}

fn limits_of(limits: &HashMap<i64, Vec<Limit>>, person_id: i64) -> &[Limit] {
    limits.get(&person_id).map_or(&[], Vec::as_slice)
}
