//! What people are made from: reference data, and teams with their staff and offices.

use super::super::SeedError;
use super::choice::Choice;
use super::reference_query::{self as query, ActionRow, Codes, Lists, OutcomeRow};
use crate::domain::SERVICE_USER;
use crate::domain::accredited_programmes::{LICENCE_CONDITION_CATEGORY, REQUIREMENT_CATEGORIES};
use crate::store::conn::DbConn;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Sub-categories of requirements that are programmes. Their data set holds those of all main categories.
const REQUIREMENT_PROGRAMMES: [&str; 10] =
    ["734", "735", "736", "701", "702", "703", "704", "705", "706", "707"];
/// Sub-categories of licence conditions that are programmes.
const LICENCE_PROGRAMMES: [&str; 7] = ["LC266", "LC267", "LC201", "LC202", "LC203", "LC204", "LC205"];

/// The ids of types of contact.
pub(super) struct ContactTypes {
    pub(super) attendance: i64,
    pub(super) three_way: i64,
    pub(super) pre_group: i64,
    pub(super) awaiting_allocation: i64,
    pub(super) on_programme: i64,
    pub(super) commenced: i64,
    pub(super) two_thirds: i64,
}

/// An outcome of an appointment, with its flags as contacts copy them.
#[derive(Clone, Copy)]
pub(super) struct Outcome {
    pub(super) id: i64,
    pub(super) attended: Option<&'static str>,
    pub(super) complied: Option<&'static str>,
}

/// Outcomes by what they lead to.
pub(super) struct Outcomes {
    pub(super) attended: Outcome,
    pub(super) acceptable_absences: Choice<Outcome>,
    pub(super) failures: Choice<Outcome>,
}

/// The categories of one sort of component, and why one ends.
pub(super) struct Categories {
    pub(super) programme: Choice<i64>,
    pub(super) other: Choice<i64>,
    pub(super) programmes: Choice<i64>,
    pub(super) completed: i64,
}

/// A team with its members and offices.
pub(super) struct Place {
    pub(super) team_id: i64,
    pub(super) provider_id: i64,
    pub(super) staff: Choice<i64>,
    pub(super) office: Option<Choice<i64>>,
}

/// What people are made from.
pub(super) struct Reference {
    pub(super) female: i64,
    pub(super) male: i64,
    pub(super) ethnicities: Choice<i64>,
    pub(super) months: i64,
    pub(super) release_type: i64,
    pub(super) licence_expiry: i64,
    pub(super) supervision_end: i64,
    pub(super) community: Choice<i64>,
    pub(super) custodial: Choice<i64>,
    pub(super) offences: Choice<i64>,
    pub(super) requirement: Categories,
    pub(super) licence_condition: Categories,
    pub(super) supervision: Choice<i64>,
    pub(super) register_types: Choice<i64>,
    pub(super) contact_types: ContactTypes,
    pub(super) outcomes: Outcomes,
    pub(super) action: ActionRow,
    /// By region.
    pub(super) regions: Choice<Choice<Place>>,
    /// Other users than the service's own.
    pub(super) users: Choice<i64>,
    pub(super) service_user: i64,
}

impl Reference {
    /// Reads it, with teams, staff and offices that have not ended before `today`.
    ///
    /// # Errors
    ///
    /// [`SeedError::MissingReference`] with the first thing that the database lacks.
    pub(super) fn read(conn: &mut DbConn, today: NaiveDate) -> Result<Reference, SeedError> {
        let lists = query::lists(conn)?;
        let mut users = query::users(conn)?;
        Ok(Reference {
            female: entry(&lists, "GENDER", "F")?,
            male: entry(&lists, "GENDER", "M")?,
            ethnicities: some(entries(&lists, "ETHNICITY", |_| true), "ethnicity")?,
            months: entry(&lists, "UNITS", "M")?,
            release_type: entry(&lists, "RELEASE TYPE", "ADL")?,
            licence_expiry: entry(&lists, "THROUGHCARE DATE TYPE", "LED")?,
            supervision_end: entry(&lists, "THROUGHCARE DATE TYPE", "PSSED")?,
            community: disposal_types(conn, &["SP"], "type of community sentence")?,
            custodial: disposal_types(conn, &["NC", "SC"], "type of custodial sentence")?,
            offences: some(query::offences(conn)?, "offence")?,
            requirement: requirements(conn, &lists)?,
            licence_condition: licence_conditions(conn, &lists)?,
            supervision: some(query::supervision_categories(conn)?.into_values(), "category of supervision")?,
            register_types: some(query::register_types(conn)?.into_values(), "type of registration")?,
            contact_types: contact_types(&query::contact_types(conn)?)?,
            outcomes: outcomes(query::outcomes(conn)?)?,
            action: query::action(conn, "ROM")?.ok_or_else(|| missing("enforcement action ROM"))?,
            regions: regions(conn, today)?,
            service_user: users
                .remove(SERVICE_USER)
                .ok_or_else(|| missing(&format!("user {SERVICE_USER}")))?,
            users: some(users.into_values(), "user besides the service's own")?,
        })
    }
}

fn missing(what: &str) -> SeedError {
    SeedError::MissingReference(what.to_owned())
}

fn some<T>(things: impl IntoIterator<Item = T>, what: &str) -> Result<Choice<T>, SeedError> {
    Choice::of(things).ok_or_else(|| missing(what))
}

fn entry(lists: &Lists, set: &str, code: &str) -> Result<i64, SeedError> {
    let id = lists.get(&(set.to_owned(), code.to_owned())).copied();
    id.ok_or_else(|| missing(&format!("entry {code} in data set {set}")))
}

fn entries<'l>(
    lists: &'l Lists,
    set: &'l str,
    is_one: impl Fn(&str) -> bool + 'l,
) -> impl Iterator<Item = i64> + 'l {
    lists.iter().filter(move |((name, code), _)| name == set && is_one(code)).map(|(_, id)| *id)
}

fn disposal_types(conn: &mut DbConn, kinds: &[&str], what: &str) -> Result<Choice<i64>, SeedError> {
    let rows = query::disposal_types(conn)?;
    some(rows.into_iter().filter(|(_, kind)| kinds.contains(&kind.as_str())).map(|(id, _)| id), what)
}

/// Parts the categories by their codes.
fn parted(codes: Codes, programme: &[&str], what: &str) -> Result<(Choice<i64>, Choice<i64>), SeedError> {
    let (programme, other): (Codes, Codes) =
        codes.into_iter().partition(|(code, _)| programme.contains(&code.as_str()));
    Ok((
        some(programme.into_values(), &format!("programme category of {what}"))?,
        some(other.into_values(), &format!("other category of {what}"))?,
    ))
}

fn requirements(conn: &mut DbConn, lists: &Lists) -> Result<Categories, SeedError> {
    let codes = query::requirement_categories(conn)?;
    let (programme, other) = parted(codes, &REQUIREMENT_CATEGORIES, "requirements")?;
    let programmes =
        entries(lists, "REQUIREMENT SUB CATEGORY", |code| REQUIREMENT_PROGRAMMES.contains(&code));
    Ok(Categories {
        programme,
        other,
        programmes: some(programmes, "programme among the sub-categories of requirements")?,
        completed: entry(lists, "REQUIREMENT TERMINATION REASON", "51")?,
    })
}

fn licence_conditions(conn: &mut DbConn, lists: &Lists) -> Result<Categories, SeedError> {
    let codes = query::licence_condition_categories(conn)?;
    let (programme, other) = parted(codes, &[LICENCE_CONDITION_CATEGORY], "licence conditions")?;
    let programmes =
        entries(lists, "LICENCE CONDITION SUB CATEGORY", |code| LICENCE_PROGRAMMES.contains(&code));
    Ok(Categories {
        programme,
        other,
        programmes: some(programmes, "programme among the sub-categories of licence conditions")?,
        completed: entry(lists, "LICENCE CONDITION TERMINATION REASON", "51")?,
    })
}

fn contact_types(codes: &Codes) -> Result<ContactTypes, SeedError> {
    let id = |code: &str| codes.get(code).copied().ok_or_else(|| missing(&format!("contact type {code}")));
    Ok(ContactTypes {
        attendance: id("CAPY")?,
        three_way: id("CAPZ")?,
        pre_group: id("CAPW")?,
        awaiting_allocation: id("EIBB")?,
        on_programme: id("EIBE")?,
        commenced: id("ECOM")?,
        two_thirds: id("PRST02")?,
    })
}

fn outcomes(rows: Vec<OutcomeRow>) -> Result<Outcomes, SeedError> {
    let flag = |value: &Option<String>| match value.as_deref() {
        Some("Y") => Some("Y"),
        Some(_) => Some("N"),
        None => None,
    };
    let outcome = |row: &OutcomeRow| Outcome {
        id: row.id,
        attended: flag(&row.attended),
        complied: flag(&row.complied),
    };
    let absences = rows.iter().map(outcome).filter(|o| o.attended == Some("N") && o.complied == Some("Y"));
    let failures = rows.iter().filter(|row| flag(&row.enforceable) == Some("Y")).map(outcome);
    let attended = rows.iter().find(|row| row.code == "ATTC").map(outcome);
    Ok(Outcomes {
        attended: attended.ok_or_else(|| missing("outcome ATTC"))?,
        acceptable_absences: some(absences, "outcome for an acceptable absence")?,
        failures: some(failures.filter(|o| o.complied == Some("N")), "outcome for a failure to comply")?,
    })
}

fn regions(conn: &mut DbConn, today: NaiveDate) -> Result<Choice<Choice<Place>>, SeedError> {
    let mut staff = by_first(query::members(conn, today)?);
    let mut offices = by_first(query::offices(conn, today)?);
    let mut regions: BTreeMap<i64, Vec<Place>> = BTreeMap::new();
    for (provider_id, team_id) in query::teams(conn, today)? {
        let Some(staff) = staff.remove(&team_id).and_then(Choice::of) else { continue };
        let office = offices.remove(&team_id).and_then(Choice::of);
        regions.entry(provider_id).or_default().push(Place { team_id, provider_id, staff, office });
    }
    some(regions.into_values().filter_map(Choice::of), "team with a member")
}

fn by_first(pairs: Vec<(i64, i64)>) -> BTreeMap<i64, Vec<i64>> {
    let mut lists: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (first, second) in pairs {
        lists.entry(first).or_default().push(second);
    }
    lists
}
