//! Persons, their managers, events, sentences, offences and registrations.

use super::organisation::{CodedRow, StaffRow};
use chrono::NaiveDate;
use diesel::Queryable;

/// A person.
#[derive(Clone, Debug, Queryable)]
pub struct PersonRow {
    /// `offender_id`.
    pub id: i64,
    /// Case reference number.
    pub crn: String,
    /// First name.
    pub first_name: String,
    /// Second name.
    pub second_name: Option<String>,
    /// Third name.
    pub third_name: Option<String>,
    /// Last name.
    pub surname: String,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Sex.
    pub gender: CodedRow,
    /// Ethnicity.
    pub ethnicity: Option<CodedRow>,
}

/// Who manages a person, and from where.
#[derive(Clone, Debug, Queryable)]
pub struct ManagerRow {
    /// The manager.
    pub staff: StaffRow,
    /// Username of the user account that points at the manager.
    pub username: Option<String>,
    /// The manager's team.
    pub team: CodedRow,
    /// The team's delivery unit.
    pub pdu: CodedRow,
    /// The team's region.
    pub region: CodedRow,
}

/// An active event and its sentence, if it has one.
#[derive(Clone, Debug, Queryable)]
pub struct SentencedEventRow {
    /// `event_id`.
    pub id: i64,
    /// The sentence.
    pub sentence: Option<SentenceRow>,
    /// The custody of the sentence, `custody_id`.
    pub custody_id: Option<i64>,
    /// Units of the length of the sentence.
    pub length_units: Option<String>,
}

/// A sentence.
#[derive(Clone, Debug, Queryable)]
pub struct SentenceRow {
    /// `disposal_id`.
    pub id: i64,
    /// Type of sentence, in words.
    pub description: String,
    /// Type of sentence: `NC` and `SC` are custodial.
    pub sentence_type: String,
    /// When it was passed.
    pub start_date: NaiveDate,
    /// Its length, in the event's `length_units`.
    pub length: Option<i64>,
    /// Expected end, as worked out by Delius.
    pub notional_end_date: Option<NaiveDate>,
    /// Expected end, as entered by a user.
    pub entered_notional_end_date: Option<NaiveDate>,
}

/// An offence of an event.
#[derive(Clone, Debug, Queryable)]
pub struct OffenceRow {
    /// When it was committed.
    pub date: Option<NaiveDate>,
    /// Code of the main category.
    pub main_category_code: String,
    /// The main category in words.
    pub main_category_description: String,
    /// Code of the sub category.
    pub sub_category_code: String,
    /// The sub category in words.
    pub sub_category_description: String,
}

/// A registration of a person.
#[derive(Clone, Debug, Queryable)]
pub struct RegistrationRow {
    /// The register.
    pub register_type: CodedRow,
    /// Category within the register.
    pub category: Option<CodedRow>,
    /// When it was made.
    pub date: NaiveDate,
    /// When it is due for review.
    pub next_review_date: Option<NaiveDate>,
}
