//! What must be so when the queue is empty.

use super::expected::{differences, expected};
use super::message::{Meaning, Message};
use super::rig::Rig;
use std::collections::BTreeMap;

impl Rig {
    /// Sees that every message has had its effect once, and that the bad ones alone are dead letters, for their reasons.
    pub async fn verify(&mut self) {
        self.tally.effects = self.effects();
        self.tally.count(&self.log);
        let found = self.database.event_snapshot();
        let differences = differences(&self.before, expected(&self.before, &self.messages, &found), found);
        assert!(differences.is_empty(), "{}: {differences:#?}", self.run());
        let good = || self.messages.iter().filter(|message| !message.is_bad());
        let lost: Vec<_> = good().filter(|message| self.api.calls(&message.path) == 0).collect();
        assert!(lost.is_empty(), "{}: never handled: {lost:#?}", self.run());
        self.verify_dead_letters().await;
        self.verify_log();
    }

    async fn verify_dead_letters(&self) {
        let letters = self.dead_letters().await.into_iter();
        let mut found: Vec<_> = letters.map(|letter| (letter.body.unwrap(), letter.reason)).collect();
        let reasons: BTreeMap<_, _> = self.messages.iter().filter_map(reason).collect();
        let mut wanted: Vec<_> =
            self.bad_bodies.iter().map(|body| (body.clone(), reasons.get(body).cloned())).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{}", self.run());
        let recorded = self.database.message_failures().into_iter();
        let recorded: BTreeMap<_, _> = recorded.map(|row| (row.message_id, row.reason)).collect();
        let bad = self.messages.iter().filter_map(|one| Some((one.id.to_string(), reason(one)?.1)));
        assert_eq!(recorded, bad.collect(), "{}", self.run());
    }

    /// A service that dies at any moment leaves nothing that a later one takes for a fault.
    fn verify_log(&self) {
        let mut faults = self.log.lines();
        faults.retain(|line| line["level"] == "error" && line["msg"] != "message refused");
        assert!(faults.is_empty(), "{}: {faults:#?}", self.run());
    }
}

/// The body of a bad message, and what is wrong with it.
fn reason(message: &Message) -> Option<(String, String)> {
    match &message.meaning {
        Meaning::Bad { reason } => Some((message.body.clone(), reason.clone())),
        _ => None,
    }
}
