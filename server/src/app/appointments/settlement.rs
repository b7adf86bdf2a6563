//! What the outcomes of a batch mean for the events: their counts of failures to comply, and reviews.

use crate::domain::appointment::{Appointment, Recorded};
use crate::domain::failures_to_comply::{CountingRules, Failure, reviewed};
use crate::domain::ids::ContactTypeId;
use crate::store::conn::DbConn;
use crate::store::model::{CountedContactRow, EnforcedEventRow};
use crate::store::query::{self, Stamp};
use chrono::NaiveDate;
use diesel::QueryResult;
use std::collections::{BTreeMap, BTreeSet};

/// What counts of an item of a batch once its outcome is recorded; items are in the order of the contacts' ids.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordedItem {
    /// Its event.
    pub(super) event_id: Option<i64>,
    /// Whether its type counts for national standards.
    counts: bool,
    /// What recording the outcome came to.
    pub(super) recorded: Recorded,
    /// The day of the appointment.
    date: NaiveDate,
    /// Whether the person complied.
    complied: Option<bool>,
}

impl RecordedItem {
    /// Of an appointment as it will be.
    pub(super) fn new(
        event_id: Option<i64>,
        counts: bool,
        recorded: Recorded,
        appointment: &Appointment,
    ) -> RecordedItem {
        RecordedItem { event_id, counts, recorded, date: appointment.date, complied: appointment.complied }
    }
}

/// The events whose counts a batch may change, locked. Deleted ones are not among them: nobody sees them (behaviour 4.3),
/// so they are not counted and not reviewed, though a contact on one can be changed.
pub(super) struct LockedEvents(Vec<EnforcedEventRow>);

/// The same events with what their counts depend on.
pub(super) struct CountedEvents(BTreeMap<i64, CountedEvent>);

struct CountedEvent {
    row: EnforcedEventRow,
    rules: CountingRules,
    failures: Vec<CountedContactRow>,
    open_reviews: Vec<NaiveDate>,
}

/// What becomes of the events.
pub(super) struct Settlement {
    /// Events with a new count.
    counts: Vec<EnforcedEventRow>,
    /// The items that reviews are about, by their place.
    pub(super) reviews: BTreeSet<usize>,
}

impl LockedEvents {
    /// Locks events.
    pub(super) fn lock(conn: &mut DbConn, event_ids: &BTreeSet<i64>) -> QueryResult<LockedEvents> {
        if event_ids.is_empty() {
            return Ok(LockedEvents(Vec::new()));
        }
        let ids: Vec<_> = event_ids.iter().copied().collect();
        query::event::lock(conn, &ids).map(LockedEvents)
    }

    /// Reads what the counts depend on, which nobody else changes now.
    pub(super) fn read(self, conn: &mut DbConn, review_type: ContactTypeId) -> QueryResult<CountedEvents> {
        let LockedEvents(rows) = self;
        if rows.is_empty() {
            return Ok(CountedEvents(BTreeMap::new()));
        }
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let sentences: BTreeMap<_, _> = query::event::list_sentences(conn, &ids)?
            .into_iter()
            .map(|sentence| (sentence.event_id, sentence))
            .collect();
        let failures = by_event(query::event::list_failures(conn, &ids)?);
        let open_reviews = by_event(query::event::list_open(conn, &ids, review_type.0)?);
        let event = |row: EnforcedEventRow| {
            let sentence = sentences.get(&row.id);
            let of_event = |rows: &BTreeMap<i64, Vec<CountedContactRow>>| rows.get(&row.id).cloned();
            let rules = CountingRules {
                breach_end: row.breach_end,
                sentence_date: sentence.map(|sentence| sentence.date),
                limit: sentence.and_then(|sentence| sentence.ftc_limit),
            };
            let open_reviews = of_event(&open_reviews).unwrap_or_default();
            let counted = CountedEvent {
                rules,
                failures: of_event(&failures).unwrap_or_default(),
                open_reviews: open_reviews.iter().map(|review| review.date).collect(),
                row,
            };
            (counted.row.id, counted)
        };
        Ok(CountedEvents(rows.into_iter().map(event).collect()))
    }
}

impl CountedEvents {
    /// Counts each event with a changed outcome once, after all outcomes of the batch (behaviour S18). `contact_ids` are
    /// those of the items that are stored already: what is stored of them does not count any more.
    pub(super) fn settle(&self, items: &[RecordedItem], contact_ids: &BTreeSet<i64>) -> Settlement {
        let mut by_event: BTreeMap<i64, Vec<(usize, &RecordedItem)>> = BTreeMap::new();
        for (place, item) in items.iter().enumerate() {
            if let Some(event_id) = item.event_id {
                by_event.entry(event_id).or_default().push((place, item));
            }
        }
        by_event.retain(|_, items| items.iter().any(|(_, item)| item.recorded != Recorded::Nothing));
        let mut settlement = Settlement { counts: Vec::new(), reviews: BTreeSet::new() };
        for (event_id, items) in by_event {
            if let Some(event) = self.0.get(&event_id) {
                event.settle(&items, contact_ids, &mut settlement);
            }
        }
        settlement
    }
}

impl CountedEvent {
    fn settle(
        &self,
        items: &[(usize, &RecordedItem)],
        contact_ids: &BTreeSet<i64>,
        settlement: &mut Settlement,
    ) {
        let stored = self.failures.iter().filter(|contact| !contact_ids.contains(&contact.contact_id));
        let failures = || items.iter().filter(|(_, item)| item.complied == Some(false));
        let counted = failures().filter(|(_, item)| item.counts);
        let days = stored.map(|contact| contact.date).chain(counted.map(|(_, item)| item.date));
        let count = self.rules.count(days);
        if self.row.ftc_count != Some(count) {
            settlement.counts.push(EnforcedEventRow { ftc_count: Some(count), ..self.row.clone() });
        }
        let is_new =
            |item: &RecordedItem| matches!(item.recorded, Recorded::Enforced { is_new_failure: true, .. });
        if items.iter().any(|(_, item)| is_new(item)) && self.rules.review_is_due(count, &self.open_reviews) {
            let failures = failures().map(|(place, item)| Failure { date: item.date, rank: *place });
            settlement.reviews.extend(reviewed(failures).map(|failure| failure.rank));
        }
    }
}

impl Settlement {
    /// Writes the new counts.
    pub(super) fn write_counts(&self, conn: &mut DbConn, stamp: Stamp) -> QueryResult<()> {
        query::event::update_counts(conn, &self.counts, stamp)
    }
}

fn by_event(rows: Vec<CountedContactRow>) -> BTreeMap<i64, Vec<CountedContactRow>> {
    let mut by_event: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    for row in rows {
        by_event.entry(row.event_id).or_default().push(row);
    }
    by_event
}
