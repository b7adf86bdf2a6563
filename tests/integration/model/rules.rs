//! The rules of the three writes, once more and in the simplest way: over rows in lists, one after another, with nothing of
//! the service's own rules. Written from behaviour 2.15 to 2.17 with the decisions D15 to D27 and S1 to S36.

mod create;
mod delete;
mod enforcement;
mod update;

use super::request::{Answer, Item, Request};
use super::state::{Ids, State};
use super::world::{self, Outcome};
use apd_server::store::model::ContactRow;
use chrono::NaiveDateTime;
pub use enforcement::recount;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    message: String,
    paths: Vec<String>,
    /// Requests of another shape or size leave no audit row.
    is_audited: bool,
}

fn refuse(status: u16, message: impl Into<String>, paths: Vec<String>) -> Refusal {
    Refusal { status, message: message.into(), paths, is_audited: true }
}

/// What the model knows.
#[derive(Clone, Debug)]
pub struct Model {
    pub state: State,
}

/// When a request is done, and which ids it gives.
pub struct Moment<'a> {
    /// London wall time.
    pub now: NaiveDateTime,
    pub ids: &'a Ids,
}

impl Model {
    /// Does a request, and says what it must be answered with.
    pub fn apply(&mut self, request: &Request, moment: &Moment<'_>) -> Answer {
        let mut after = self.clone();
        let done = match request {
            Request::Create(items) => after.create(items, moment),
            Request::Update(items) => after.update(items, moment),
            Request::Delete(references) => after.delete(references, moment),
        };
        match done {
            Ok(()) => {
                *self = after;
                Answer { status: request.done(), message: String::new(), paths: Vec::new() }
            }
            Err(refusal) => {
                if refusal.is_audited {
                    self.audit_refusal(request, &refusal.message, moment);
                }
                Answer { status: refusal.status, message: refusal.message, paths: refusal.paths }
            }
        }
    }

    /// Gives a request up that others have overtaken too often: nothing remains but its audit row.
    pub fn give_up(&mut self, request: &Request, answer: &Answer, moment: &Moment<'_>) {
        self.audit_refusal(request, &answer.message, moment);
    }

    fn audit_refusal(&mut self, request: &Request, message: &str, moment: &Moment<'_>) {
        let parameters: String = format!("reason='{message}'").chars().take(500).collect();
        let row = (request.interaction().to_owned(), "F".to_owned(), parameters, moment.now, world::USER);
        self.state.audit.push(row);
    }

    fn audit(&mut self, interaction: &str, row: &ContactRow, moment: &Moment<'_>) {
        let (offender, contact) = (row.offender_id, row.contact_id);
        let reference = row.external_reference.as_deref().unwrap_or_default();
        let parameters =
            format!("offenderId='{offender}',contactId='{contact}',externalReference='{reference}'");
        self.state.audit.push((interaction.to_owned(), "P".to_owned(), parameters, moment.now, world::USER));
    }

    /// Where the contact with a reference of the client is, if it is not deleted.
    pub fn find(&self, reference: &str) -> Option<usize> {
        let urn = format!("{}{reference}", world::PREFIX);
        let is_it = |row: &ContactRow| row.soft_deleted == 0 && row.external_reference.as_ref() == Some(&urn);
        self.state.contacts.iter().position(is_it)
    }
}

/// At least one item; nothing here makes more than two thousand.
fn check_size(size: usize) -> Result<(), Refusal> {
    if size == 0 {
        let paths = vec!["appointments".to_owned()];
        return Err(Refusal { is_audited: false, ..refuse(400, "Validation failure", paths) });
    }
    Ok(())
}

fn check_duplicates(items: &[Item]) -> Result<(), Refusal> {
    let repeated = |index: usize| items[..index].iter().any(|item| item.reference == items[index].reference);
    let later: Vec<_> = (0..items.len()).filter(|index| repeated(*index)).collect();
    // In the order in which the request names them first, not again.
    let is_repeated = |item: &&Item| later.iter().any(|index| items[*index].reference == item.reference);
    let references = items.iter().filter(is_repeated).map(|item| item.reference.clone());
    fail_for(&later, "reference", || format!("Duplicate references: {}", listed(references)))
}

fn check_times(items: &[&Item], places: &[usize]) -> Result<(), Refusal> {
    let reversed = |item: &Item| world::shown(item.date, item.start) >= world::shown(item.date, item.end);
    let faulty: Vec<_> =
        items.iter().zip(places).filter(|(item, _)| reversed(item)).map(|(_, place)| *place).collect();
    fail_for(&faulty, "", || "Start time must be before end time".to_owned())
}

/// Refuses unless all codes that items give are among those known.
fn check_codes(
    what: &str,
    property: &str,
    given: impl Iterator<Item = (usize, Option<String>)>,
    is_known: impl Fn(&str) -> bool,
) -> Result<(), Refusal> {
    let unknown: Vec<_> =
        given.filter_map(|(place, code)| Some((place, code?))).filter(|(_, code)| !is_known(code)).collect();
    let places: Vec<_> = unknown.iter().map(|(place, _)| *place).collect();
    let codes = unknown.iter().map(|(_, code)| code.clone());
    fail_for(&places, property, || format!("Invalid {what} codes: {}", listed(codes)))
}

fn fail_for(places: &[usize], property: &str, message: impl FnOnce() -> String) -> Result<(), Refusal> {
    if places.is_empty() {
        return Ok(());
    }
    let path = |place: &usize| match property {
        "" => format!("appointments[{place}]"),
        property => format!("appointments[{place}].{property}"),
    };
    Err(refuse(400, message(), places.iter().map(path).collect()))
}

/// `[a, b]`, each once.
fn listed(values: impl Iterator<Item = String>) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    format!("[{}]", distinct.join(", "))
}

fn outcome(code: &str) -> Option<&'static Outcome> {
    world::OUTCOMES.iter().find(|outcome| outcome.code == code)
}

fn staff(code: &str) -> Option<i64> {
    world::STAFF.iter().find(|staff| staff.0 == code).map(|staff| staff.1)
}

fn team(code: &str) -> Option<(i64, i64)> {
    world::TEAMS.iter().find(|team| team.0 == code).map(|team| (team.1, team.2))
}

/// An office that is open on the day of the request.
fn office(code: &str, now: NaiveDateTime) -> Option<i64> {
    let is_open = |last: Option<chrono::NaiveDate>| last.is_none_or(|last| last > now.date());
    world::OFFICES.iter().find(|office| office.0 == code && is_open(office.2)).map(|office| office.1)
}

/// Appends to notes after a blank line.
fn appended(notes: Option<String>, text: &str) -> Option<String> {
    let before = notes.unwrap_or_default();
    Some(if before.is_empty() { text.to_owned() } else { format!("{before}\n\n{text}") })
}

/// An outcome of an appointment that has not begun must be an acceptable absence. At fault is the outcome that the request
/// gives, and the whole item when it gives none.
fn check_future(rows: &[(usize, &Item, &ContactRow)], now: NaiveDateTime) -> Result<(), Refusal> {
    let is_early = |row: &ContactRow| {
        let absence = row.attended.as_deref() == Some("N") && row.complied.as_deref() == Some("Y");
        let starts_later = row.contact_start_time.is_some_and(|start| start > now);
        row.contact_outcome_type_id.is_some() && starts_later && !absence
    };
    let early: Vec<_> = rows.iter().filter(|(_, _, row)| is_early(row)).collect();
    if early.is_empty() {
        return Ok(());
    }
    let path = |place: usize, item: &Item| match item.outcome {
        Some(_) => format!("appointments[{place}].outcome.code"),
        None => format!("appointments[{place}]"),
    };
    let paths = early.iter().map(|(place, item, _)| path(*place, item)).collect();
    Err(refuse(400, "Only permissible absences can be recorded for a future attendance", paths))
}
