//! The bodies that are sent, shaped like those of the client (its `POST`, `PUT` and `DELETE /appointments`).

use crate::groups::{Group, SESSIONS};
use crate::ids::{Component, Place};
use crate::operation::Operation;
use apd_server::clock::{Clock, SystemClock};
use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};
use uuid::Uuid;

/// As long as the notes that the client writes at creation.
const CREATION_NOTES: &str = "(Prog ID: BCCDD1, Type: main, Session: Understanding myself)\n\
                              Treatment Manager: Amara Okafor\n\
                              Additional Facilitators: Gareth Pritchard, Siobhan Kelly";

/// As long as what a facilitator writes of a session.
const ATTENDANCE_NOTES: &str = "Took part in the discussion of last week's exercise and agreed to try the breathing \
                                technique at work. Asked for a later start from next month on because of a new shift.";

/// The appointments of one request.
pub(crate) struct Batch {
    /// The references, in the order of the items.
    pub(crate) references: Vec<Uuid>,
    items: Vec<(Component, NaiveDate)>,
    place: Place,
}

impl Batch {
    /// Weekly sessions of a group, member by member.
    pub(super) fn new(group: &Group, size: usize, is_past: bool) -> Batch {
        let today = SystemClock.today();
        let day = |session: usize| {
            let weeks = TimeDelta::weeks(i64::try_from(session + 1).unwrap_or(1));
            if is_past { today - weeks } else { today + weeks }
        };
        let days = (0..SESSIONS).map(day);
        let of_member = |component: &Component| {
            let component = *component;
            days.clone().map(move |day| (component, day))
        };
        let items = group.members.iter().flat_map(of_member).take(size).collect();
        Batch { references: references(size), items, place: group.place.clone() }
    }

    /// The request of an operation.
    pub(crate) fn body(&self, operation: Operation) -> Vec<u8> {
        let items =
            self.references.iter().zip(&self.items).map(|(reference, (component, day))| match operation {
                Operation::Create => self.new_item(*reference, *component, *day),
                Operation::Delete => json!({ "reference": reference }),
                Operation::Complied | Operation::Enforced => {
                    self.changed_item(*reference, *day, operation.outcome())
                }
            });
        json!({ "appointments": items.collect::<Vec<_>>() }).to_string().into_bytes()
    }

    fn new_item(&self, reference: Uuid, component: Component, day: NaiveDate) -> Value {
        let (requirement, licence_condition) = match component {
            Component::Requirement(id) => (Some(id.to_string()), None),
            Component::LicenceCondition(id) => (None, Some(id.to_string())),
        };
        json!({
            "reference": reference,
            "requirementId": requirement,
            "licenceConditionId": licence_condition,
            "date": day,
            "startTime": "09:30:00",
            "endTime": "12:00:00",
            "outcome": null,
            "location": { "code": self.place.office },
            "staff": { "code": self.place.staff },
            "team": { "code": self.place.team },
            "notes": CREATION_NOTES,
            "sensitive": false,
            "type": "PROGRAMME_ATTENDANCE",
        })
    }

    fn changed_item(&self, reference: Uuid, day: NaiveDate, outcome: Option<&str>) -> Value {
        json!({
            "reference": reference,
            "date": day,
            "startTime": "09:30:00",
            "endTime": "12:00:00",
            "outcome": { "code": outcome },
            "location": { "code": self.place.office },
            "staff": { "code": self.place.staff },
            "team": { "code": self.place.team },
            "notes": ATTENDANCE_NOTES,
            "sensitive": false,
        })
    }
}

/// So many new references.
pub(crate) fn references(number: usize) -> Vec<Uuid> {
    (0..number).map(|_| Uuid::new_v4()).collect()
}
