//! The sentence of an event (behaviour 2.2).

use super::wire::coded;
use super::{App, inconsistent};
use crate::domain::{Crn, EventNumber};
use crate::error::Error;
use crate::op::OpContext;
use crate::store::conn::DbConn;
use crate::store::model::{SentenceComponentRow, SentenceRow, SentencedEventRow};
use crate::store::query::sentence as query;
use apd_api::types::cases::Sentence;
use apd_api::types::common::CodedValue;
use chrono::NaiveDate;
use diesel::QueryResult;

/// Key date types: licence expiry, end of post-sentence supervision, probation reset.
const KEY_DATE_TYPES: [&str; 3] = [LICENCE_EXPIRY, PSS_END, PROBATION_RESET];
const LICENCE_EXPIRY: &str = "LED";
const PSS_END: &str = "PSSED";
const PROBATION_RESET: &str = "PR1";

/// Contact types that mark the two-thirds point, of supervision and of licence supervision.
const TWO_THIRDS_CONTACT_TYPES: [&str; 2] = ["PRST02", "PRST03"];

/// Sentence types that are served in custody.
const CUSTODIAL: [&str; 2] = ["NC", "SC"];

/// Finds the sentence of an active event.
///
/// # Errors
///
/// `Event for … with number of … not found`, `Event is not sentenced`; inconsistent: `Sentence has length without
/// units`.
pub async fn find(app: &App, op: &OpContext, crn: &str, event_number: &str) -> Result<Sentence, Error> {
    let (person, number) = parse_event(crn, event_number)?;
    let found = app
        .store
        .read(op, move |conn| {
            let Some(event) = query::find_sentenced_event(conn, &person, &number)? else { return Ok(None) };
            let details = match &event.sentence {
                Some(sentence) => Some(Details::read(conn, &event, sentence)?),
                None => None,
            };
            Ok(Some((event, details)))
        })
        .await?;
    let (event, details) = found.ok_or_else(|| event_not_found(crn, event_number))?;
    let (Some(sentence), Some(details)) = (event.sentence, details) else {
        return Err(Error::rule("Event is not sentenced"));
    };
    let description = description(&sentence, event.length_units)?;
    Ok(details.into_sentence(sentence, description))
}

/// Reads the path of an event; what cannot name one is not found (behaviour D4).
pub(super) fn parse_event(crn: &str, event_number: &str) -> Result<(Crn, EventNumber), Error> {
    Crn::parse(crn).zip(EventNumber::parse(event_number)).ok_or_else(|| event_not_found(crn, event_number))
}

pub(super) fn event_not_found(crn: &str, event_number: &str) -> Error {
    Error::NotFound(format!("Event for {crn} with number of {event_number} not found"))
}

fn description(sentence: &SentenceRow, units: Option<String>) -> Result<String, Error> {
    let description = &sentence.description;
    match (sentence.length, units) {
        (None, _) => Ok(description.clone()),
        (Some(length), Some(units)) => Ok(format!("{description} ({length} {units})")),
        (Some(_), None) => {
            Err(inconsistent::fault("Sentence has length without units", "disposal", sentence.id))
        }
    }
}

/// What stands around a sentence in other tables.
struct Details {
    key_dates: Vec<(String, NaiveDate)>,
    two_thirds_contact: Option<NaiveDate>,
    release_type: Option<String>,
    licence_conditions: Vec<SentenceComponentRow>,
    requirements: Vec<SentenceComponentRow>,
    pss_requirements: Vec<SentenceComponentRow>,
}

impl Details {
    fn read(conn: &mut DbConn, event: &SentencedEventRow, sentence: &SentenceRow) -> QueryResult<Details> {
        let mut details = Details {
            key_dates: Vec::new(),
            two_thirds_contact: query::find_latest_contact_date(conn, event.id, &TWO_THIRDS_CONTACT_TYPES)?,
            release_type: None,
            licence_conditions: query::list_licence_conditions(conn, sentence.id)?,
            requirements: query::list_requirements(conn, sentence.id)?,
            pss_requirements: Vec::new(),
        };
        if let Some(custody_id) = event.custody_id {
            details.key_dates = query::list_key_dates(conn, custody_id, &KEY_DATE_TYPES)?;
            details.release_type = query::find_latest_release_type(conn, custody_id)?;
            details.pss_requirements = query::list_pss_requirements(conn, custody_id)?;
        }
        Ok(details)
    }

    fn key_date(&self, key_date_type: &str) -> Option<NaiveDate> {
        self.key_dates.iter().find(|(code, _)| code == key_date_type).map(|(_, date)| *date)
    }

    fn into_sentence(self, sentence: SentenceRow, description: String) -> Sentence {
        Sentence {
            description,
            start_date: sentence.start_date,
            expected_end_date: sentence.entered_notional_end_date.or(sentence.notional_end_date),
            licence_expiry_date: self.key_date(LICENCE_EXPIRY),
            post_sentence_supervision_end_date: self.key_date(PSS_END),
            two_thirds_supervision_date: self.key_date(PROBATION_RESET).or(self.two_thirds_contact),
            custodial: CUSTODIAL.contains(&sentence.sentence_type.as_str()),
            release_type: self.release_type,
            licence_conditions: categories(self.licence_conditions),
            requirements: categories(self.requirements),
            post_sentence_supervision_requirements: categories(self.pss_requirements),
        }
    }
}

/// The most specific category of each component; one without any is skipped.
fn categories(components: Vec<SentenceComponentRow>) -> Vec<CodedValue> {
    components.into_iter().filter_map(|row| row.sub_category.or(row.main_category)).map(coded).collect()
}
