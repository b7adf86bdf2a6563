//! The small world in which the model test takes place: three sentences with their components, and contacts that stood
//! there before. As rows for the database, and as tables for the model.

mod rows;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
pub use rows::rows;

/// Ids from here on are this world's; the fixtures' are lower.
pub const FIRST_ID: i64 = 910_000;

/// Ids from here on have been given by the service.
pub const FIRST_NEW_ID: i64 = 920_001;

/// The day around which everything happens. London's clocks go forward on it, at 01:00.
pub const MIDDLE: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 29).expect("a day");

/// A sentence with what the count of failures depends on.
pub struct Event {
    pub id: i64,
    pub offender: i64,
    pub sentenced: &'static str,
    pub breach_end: Option<&'static str>,
    pub limit: Option<i64>,
}

pub const EVENTS: [Event; 3] = [
    Event { id: 910_001, offender: 910_001, sentenced: "2026-03-23", breach_end: None, limit: Some(2) },
    Event {
        id: 910_002,
        offender: 910_001,
        sentenced: "2025-01-01",
        breach_end: Some("2026-03-25"),
        limit: Some(1),
    },
    Event { id: 910_003, offender: 910_002, sentenced: "2025-01-01", breach_end: None, limit: None },
];

/// A requirement or licence condition.
pub struct Component {
    pub id: i64,
    pub event: i64,
    /// Whether appointments can be created for it.
    pub usable: bool,
}

const fn component(id: i64, event: i64, usable: bool) -> Component {
    Component { id, event, usable }
}

/// The last two are of another category and not active.
pub const REQUIREMENTS: [Component; 5] = [
    component(910_001, 910_001, true),
    component(910_002, 910_001, true),
    component(910_003, 910_003, true),
    component(910_008, 910_001, false),
    component(910_009, 910_001, false),
];

/// The last one is deleted.
pub const LICENCE_CONDITIONS: [Component; 3] = [
    component(910_001, 910_002, true),
    component(910_002, 910_002, true),
    component(910_009, 910_002, false),
];

/// Code, id, attended, complied, enforceable.
pub struct Outcome {
    pub code: &'static str,
    pub id: i64,
    pub attended: Option<&'static str>,
    pub complied: Option<&'static str>,
    pub enforceable: bool,
}

/// The last two are of this world only: a failure that is not enforced, and one of which nothing is known.
pub const OUTCOMES: [Outcome; 8] = [
    Outcome { code: "ATTC", id: 1, attended: Some("Y"), complied: Some("Y"), enforceable: false },
    Outcome { code: "AFTC", id: 2, attended: Some("N"), complied: Some("N"), enforceable: true },
    Outcome { code: "UAAB", id: 3, attended: Some("N"), complied: Some("N"), enforceable: true },
    Outcome { code: "ATSH", id: 4, attended: Some("Y"), complied: Some("N"), enforceable: true },
    Outcome { code: "AAAA", id: 6, attended: Some("N"), complied: Some("Y"), enforceable: false },
    Outcome { code: "CO10", id: 19, attended: None, complied: Some("Y"), enforceable: false },
    Outcome { code: "WNOE", id: 910_001, attended: Some("N"), complied: Some("N"), enforceable: false },
    Outcome { code: "WBLK", id: 910_002, attended: None, complied: None, enforceable: true },
];

/// Code, id.
pub const STAFF: [(&str, i64); 3] = [("STAFF01", 900_001), ("STAFF02", 900_002), ("STAFF09", 900_009)];

/// Code, id, provider.
pub const TEAMS: [(&str, i64, i64); 3] =
    [("TEAM01", 900_001, 900_001), ("TEAM04", 900_004, 900_001), ("N07AP1", 900_011, 1_001)];

/// Code, id, last day. The last one closes in the middle of everything.
pub const OFFICES: [(&str, i64, Option<NaiveDate>); 4] = [
    ("OFFICE1", 900_001, None),
    ("OFFICE2", 900_002, None),
    ("OFFICE8", 900_008, NaiveDate::from_ymd_opt(2020, 1, 1)),
    ("WCLOSES", 910_001, NaiveDate::from_ymd_opt(2026, 4, 1)),
];

/// Type of the request, id of the contact type.
pub const KINDS: [(&str, i64); 3] =
    [("PROGRAMME_ATTENDANCE", 1), ("THREE_WAY_MEETING", 2), ("PRE_GROUP_ONE_TO_ONE_MEETING", 3)];

/// The one contact type that counts for national standards.
pub const COUNTING_TYPE: i64 = 1;
pub const REVIEW_TYPE: i64 = 10;
pub const ACTION_TYPE: i64 = 11;
pub const COMMENCED_TYPE: i64 = 12;
/// Refer to the person's manager: within seven days, outstanding until then.
pub const ACTION: i64 = 1;
pub const ACTION_DESCRIPTION: &str = "Refer to Person Manager";
/// Another action, which Delius users have taken.
pub const OTHER_ACTION: i64 = 910_001;
/// The service's own user.
pub const USER: i64 = 1;

pub const PREFIX: &str = "urn:uk:gov:accredited-programmes:appointment:";

/// The reference of a number. Their order is not that of the numbers.
pub fn reference(number: u32) -> String {
    format!("{:08x}-0000-4000-8000-{number:012}", number.wrapping_mul(2_654_435_761))
}

/// The first references are those of contacts that stood there before.
pub const STANDING_REFERENCES: u32 = 5;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// What London's clocks show at a time: times that are skipped when they go forward have moved by an hour.
pub fn shown(date: NaiveDate, time: NaiveTime) -> NaiveDateTime {
    let skipped = date == MIDDLE && chrono::Timelike::hour(&time) == 1;
    date.and_time(time) + chrono::TimeDelta::hours(i64::from(skipped))
}

/// The moment of a wall time, with London's offset.
pub fn moment(wall: NaiveDateTime) -> String {
    let summer = wall >= MIDDLE.and_hms_opt(1, 0, 0).expect("a time");
    format!("{}{}", wall.format("%Y-%m-%dT%H:%M:%S%.f"), if summer { "+01:00" } else { "+00:00" })
}
