//! Personal details, sentence, offences and registrations of a person on probation.

use super::common::{CodedValue, Name, Practitioner};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Names a person.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct CasePath {
    /// Case reference number (CRN): a letter and six digits, in upper or lower case.
    pub crn: String,
}

/// Names an event, that is a conviction and its sentence, of a person.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventPath {
    /// Case reference number (CRN): a letter and six digits, in upper or lower case.
    pub crn: String,
    /// Number of the event within the person's record, for example `1`.
    pub event_number: String,
}

/// Who a person is, and who supervises them.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct PersonalDetails {
    /// Case reference number (CRN) as Delius holds it.
    pub crn: String,
    /// Name. `middleNames` is always there, and empty for a person who has none.
    pub name: Name,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Age today in London, in whole years and months, always in the plural: `45 years, 1 months`.
    pub age: String,
    /// Sex.
    pub sex: CodedValue,
    /// Ethnicity, where it is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<CodedValue>,
    /// The person's manager.
    pub probation_practitioner: Practitioner,
    /// The manager's team.
    pub team: CodedValue,
    /// The probation delivery unit (PDU) of that team.
    pub probation_delivery_unit: CodedValue,
    /// The region (probation provider) of that team. The text is the one of `GET /user/{username}/teams`.
    pub region: CodedValue,
}

/// The sentence of an event.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Sentence {
    /// Type of sentence, with its length where one is recorded: `ORA Community Order (6 Months)`.
    pub description: String,
    /// Day on which the sentence was passed.
    pub start_date: NaiveDate,
    /// Expected last day of the sentence: as entered by a user, else as worked out by Delius.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_end_date: Option<NaiveDate>,
    /// Day on which the licence expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence_expiry_date: Option<NaiveDate>,
    /// Last day of post-sentence supervision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_sentence_supervision_end_date: Option<NaiveDate>,
    /// Two-thirds point of the supervision: the probation reset date, else the date of the latest two-thirds contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub two_thirds_supervision_date: Option<NaiveDate>,
    /// Whether the sentence is served in custody.
    pub custodial: bool,
    /// Type of the most recent release from custody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_type: Option<String>,
    /// Licence conditions of any category: the sub category, or the main category where there is none.
    pub licence_conditions: Vec<CodedValue>,
    /// Requirements of any category: the sub category, or the main category where there is none.
    pub requirements: Vec<CodedValue>,
    /// Active requirements of post-sentence supervision; empty for a sentence without custody.
    pub post_sentence_supervision_requirements: Vec<CodedValue>,
}

/// The offences of an event.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Offences {
    /// The main offence; it always has a date.
    pub main_offence: Offence,
    /// Further offences of the event.
    pub additional_offences: Vec<Offence>,
}

/// An offence, by the two levels of the Home Office classification.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Offence {
    /// Day of the offence; additional offences may have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Main category, three characters.
    pub main_category_code: String,
    /// Words for the main category.
    pub main_category_description: String,
    /// Sub category, two characters.
    pub sub_category_code: String,
    /// Words for the sub category.
    pub sub_category_description: String,
}

/// The registrations of a person.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Registrations {
    /// Registrations in force, the latest first.
    pub registrations: Vec<Registration>,
}

/// An entry for a person in one of Delius' registers, such as a risk of serious harm.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// The register.
    #[serde(rename = "type")]
    pub register_type: CodedValue,
    /// Category within the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<CodedValue>,
    /// Day of the registration.
    pub date: NaiveDate,
    /// Day on which it is next due for review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_review_date: Option<NaiveDate>,
}
