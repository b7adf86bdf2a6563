//! What samples write, as it stands in the database and as it has to be.

use super::Effect;
use crate::database::TestDatabase;
use apd_server::store::schema::{contact, offender, r_contact_type};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What samples may write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// New contacts by person, type and time.
    pub contacts: Vec<(String, String, Option<NaiveDateTime>)>,
    /// When requirements and licence conditions ended, by id.
    pub ends: BTreeMap<i64, Option<NaiveDateTime>>,
    /// How many events are in the outbox.
    pub outgoing: usize,
}

impl Written {
    /// What stands in a database, with the contacts behind one of them. Blocks.
    pub fn in_database(database: &TestDatabase, last_contact: i64) -> Written {
        let contacts = contact::table
            .inner_join(offender::table)
            .inner_join(r_contact_type::table)
            .filter(contact::contact_id.gt(last_contact))
            .select((offender::crn, r_contact_type::code, contact::contact_start_time));
        let mut contacts: Vec<_> = contacts.load(&mut database.connect()).expect("contacts can be read");
        contacts.sort();
        let components = database.event_snapshot();
        let components = components.requirements.into_iter().chain(components.licence_conditions);
        Written {
            contacts,
            ends: components.map(|row| (row.id, row.termination_date)).collect(),
            outgoing: database.domain_events().len(),
        }
    }

    /// Adds what a sample leads to.
    pub fn add(&mut self, effect: &Effect) {
        let mut contact = |crn: &str, code: &str, at: &str| {
            self.contacts.push((crn.to_owned(), code.to_owned(), Some(time(at))));
        };
        match effect {
            Effect::Contact(crn, code, at) => contact(crn, code, at),
            Effect::Termination { crn, component, at, transfers } => {
                contact(crn, "ETER", at);
                (0..*transfers).for_each(|_| contact(crn, "ETCX", at));
                self.ends.insert(*component, Some(time(at)));
                self.outgoing += 1;
            }
            Effect::Move { component, at } => drop(self.ends.insert(*component, Some(time(at)))),
            Effect::Nothing | Effect::Refusal(_) => {}
        }
        self.contacts.sort();
    }

    /// Where this differs from what is expected, in a line for each thing.
    pub fn differences(&self, expected: &Written) -> Vec<String> {
        let mut differences = Vec::new();
        if self.contacts != expected.contacts {
            differences.push(format!("contacts {:?} instead of {:?}", self.contacts, expected.contacts));
        }
        let ids: BTreeSet<_> = self.ends.keys().chain(expected.ends.keys()).collect();
        for id in ids {
            let (end, wanted) = (self.ends.get(id), expected.ends.get(id));
            if end != wanted {
                differences.push(format!("component {id} ends at {end:?} instead of {wanted:?}"));
            }
        }
        if self.outgoing != expected.outgoing {
            differences
                .push(format!("{} events in the outbox instead of {}", self.outgoing, expected.outgoing));
        }
        differences
    }
}

fn time(text: &str) -> NaiveDateTime {
    text.parse().expect("a time of London")
}
