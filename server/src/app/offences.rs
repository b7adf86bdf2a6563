//! The offences of an event (behaviour 2.3).

use super::sentence::{event_not_found, parse_event};
use super::{App, inconsistent};
use crate::error::Error;
use crate::op::OpContext;
use crate::store::model::OffenceRow;
use crate::store::query;
use apd_api::types::cases::{Offence, Offences};

/// Finds the offences of an active event, sentenced or not.
///
/// # Errors
///
/// `Event for … with number of … not found`; inconsistent: `Event does not have a main offence`, `Event has more than
/// one main offence`.
pub async fn find(app: &App, op: &OpContext, crn: &str, event_number: &str) -> Result<Offences, Error> {
    let (person, number) = parse_event(crn, event_number)?;
    let found = app
        .store
        .read(op, move |conn| {
            let Some(event_id) = query::sentence::find_event_id(conn, &person, &number)? else {
                return Ok(None);
            };
            let main = query::offence::list_main_offences(conn, event_id)?;
            let additional = query::offence::list_additional_offences(conn, event_id)?;
            Ok(Some((event_id, main, additional)))
        })
        .await?;
    let (event_id, main, additional) = found.ok_or_else(|| event_not_found(crn, event_number))?;
    Ok(Offences {
        main_offence: offence(only(main, event_id)?),
        additional_offences: additional.into_iter().map(offence).collect(),
    })
}

fn only(main_offences: Vec<OffenceRow>, event_id: i64) -> Result<OffenceRow, Error> {
    let mut main_offences = main_offences.into_iter();
    match (main_offences.next(), main_offences.next()) {
        (Some(offence), None) => Ok(offence),
        (None, _) => Err(inconsistent::fault("Event does not have a main offence", "event", event_id)),
        (Some(_), Some(_)) => {
            Err(inconsistent::fault("Event has more than one main offence", "event", event_id))
        }
    }
}

fn offence(row: OffenceRow) -> Offence {
    Offence {
        date: row.date,
        main_category_code: row.main_category_code,
        main_category_description: row.main_category_description,
        sub_category_code: row.sub_category_code,
        sub_category_description: row.sub_category_description,
    }
}
