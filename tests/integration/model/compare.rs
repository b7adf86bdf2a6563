//! Whether the database is what the model says, in some order of the requests.

use super::request::{Answer, Request};
use super::rules::{Model, Moment, recount};
use super::state::{Ids, State};
use super::world;
use chrono::NaiveDateTime;
use std::collections::HashSet;

/// A request and what came back; nothing came back when the service ended before.
#[derive(Clone, Debug)]
pub struct Sent {
    pub request: Request,
    pub answer: Option<Answer>,
}

impl Sent {
    /// Whether the answer says that the request was done.
    pub fn is_done(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.status == self.request.done())
    }
}

/// Finds an order of requests, sent at the same time, that explains all answers and the database, and gives the model after
/// them. A request without an answer may have been done or not.
///
/// # Errors
///
/// When there is none: what speaks against each order.
pub fn explain(model: &Model, sent: &[Sent], found: &State, now: NaiveDateTime) -> Result<Model, String> {
    let mut search = Search { found, ids: found.ids(), now, objections: Vec::new() };
    let all: Vec<_> = sent.iter().enumerate().collect();
    search.from(model, &all, &[]).ok_or_else(|| {
        let requests: Vec<_> = sent.iter().map(|sent| format!("\n  {sent:?}")).collect();
        let objections = search.objections.join("\n  ");
        format!("no order explains what was found, at {now}:{}\n  {objections}", requests.concat())
    })
}

struct Search<'a> {
    found: &'a State,
    ids: Ids,
    now: NaiveDateTime,
    objections: Vec<String>,
}

impl Search<'_> {
    /// Tries all orders of the requests that are left.
    fn from(&mut self, model: &Model, left: &[(usize, &Sent)], order: &[usize]) -> Option<Model> {
        if left.is_empty() {
            let state = model.state.clone().ordered();
            return match state.difference(self.found) {
                None => Some(Model { state }),
                Some(difference) => {
                    self.objections.push(format!("{order:?}: {difference}"));
                    None
                }
            };
        }
        for place in 0..left.len() {
            let mut rest = left.to_vec();
            let (index, sent) = rest.remove(place);
            let order = [order, &[index]].concat();
            let Some(after) = self.after(model, sent, &order) else { continue };
            if let Some(end) = self.from(&after, &rest, &order) {
                return Some(end);
            }
        }
        // What nobody has answered need not have happened.
        let answered: Vec<_> = left.iter().copied().filter(|(_, sent)| sent.answer.is_some()).collect();
        if answered.is_empty() { self.from(model, &[], order) } else { None }
    }

    fn after(&mut self, model: &Model, sent: &Sent, order: &[usize]) -> Option<Model> {
        let mut after = model.clone();
        let moment = Moment { now: self.now, ids: &self.ids };
        if let Some(answer) = sent.answer.as_ref().filter(|answer| answer.lost_race()) {
            after.give_up(&sent.request, answer, &moment);
            return Some(after);
        }
        let expected = after.apply(&sent.request, &moment);
        match &sent.answer {
            Some(answer) if *answer != expected => {
                self.objections.push(format!("{order:?}: the model answers {expected:?}"));
                None
            }
            _ => Some(after),
        }
    }
}

/// What must hold whatever has happened.
///
/// # Errors
///
/// What does not.
pub fn check_invariants(state: &State) -> Result<(), String> {
    let mut references = HashSet::new();
    for row in state.contacts.iter().filter(|row| row.soft_deleted == 0) {
        if let Some(reference) = &row.external_reference
            && !references.insert(reference)
        {
            return Err(format!("two contacts bear the reference {reference}"));
        }
    }
    let mut enforced = HashSet::new();
    for row in state.enforcements.iter().filter(|row| row.soft_deleted == 0) {
        if !enforced.insert(row.contact_id) {
            return Err(format!("two enforcements are open for the contact {}", row.contact_id));
        }
    }
    for event in &world::EVENTS {
        let stored = state.events.iter().find(|row| row.id == event.id).and_then(|row| row.ftc_count);
        let counted = recount(&state.contacts, event);
        if stored.unwrap_or_default() != counted {
            return Err(format!("event {}: the count is {stored:?}, a recount gives {counted}", event.id));
        }
    }
    Ok(())
}
