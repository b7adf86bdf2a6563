//! The steps that change nothing.

use super::found::Found;
use super::journey::{Fault, Journey, body};
use crate::args::Smoke;
use apd_client::Client;
use apd_client::types::{NumericId, PersonalDetails, SearchAppointments};

/// Why a step is left out that a component of the case would be needed for.
pub const COMPONENTS_NOT_KNOWN: &str = "the requirements and licence conditions are not known";

/// Asks everything that the client team asks about a case.
pub async fn read(journey: &mut Journey, client: &Client, smoke: &Smoke) -> Found {
    let case = case(journey, client, smoke).await;
    let found = components(journey, client, smoke).await;
    event(journey, client, smoke, &found).await;
    appointments(journey, client, &found).await;
    user(journey, client, smoke).await;
    region(journey, client, case.as_ref()).await;
    found
}

async fn case(journey: &mut Journey, client: &Client, smoke: &Smoke) -> Option<PersonalDetails> {
    let details = body(client.get_personal_details(&smoke.crn));
    let say = |details: &PersonalDetails| {
        format!(
            "team {}, probation delivery unit {}, region {}",
            details.team.code, details.probation_delivery_unit.code, details.region.code
        )
    };
    let case = journey.step("personal details", details, say).await;
    let registrations = body(client.list_registrations(&smoke.crn));
    journey.step("registrations", registrations, |found| number(found.registrations.len())).await;
    case
}

async fn components(journey: &mut Journey, client: &Client, smoke: &Smoke) -> Found {
    let crn = &smoke.crn;
    let listed = body(client.list_requirements(crn));
    let listed = journey.step("requirements", listed, |found| number(found.content.len())).await;
    let requirements = listed.map(|listed| listed.content);
    match requirements.as_ref().map(|requirements| requirements.first()) {
        Some(Some(first)) => {
            let id = first.id.to_string();
            let one = body(client.get_requirement(crn, &id));
            journey.step("requirement", one, |_| format!("id {id}")).await;
        }
        Some(None) => journey.skip("requirement", "the case has none"),
        None => journey.skip("requirement", "the requirements are not known"),
    }
    let listed = body(client.list_licence_conditions(crn));
    let listed = journey.step("licence conditions", listed, |found| number(found.content.len())).await;
    let licence_conditions = listed.map(|listed| listed.content);
    match licence_conditions.as_ref().map(|conditions| conditions.first()) {
        Some(Some(first)) => {
            let id = first.id.to_string();
            let one = body(client.get_licence_condition(crn, &id));
            journey.step("licence condition", one, |_| format!("id {id}")).await;
        }
        Some(None) => journey.skip("licence condition", "the case has none"),
        None => journey.skip("licence condition", "the licence conditions are not known"),
    }
    Found { requirements, licence_conditions }
}

async fn event(journey: &mut Journey, client: &Client, smoke: &Smoke, found: &Found) {
    let of_requirement = found.requirements().first().map(|requirement| &requirement.event_number);
    let of_condition = found.licence_conditions().first().map(|condition| &condition.event_number);
    let Some(event) = smoke.event.as_ref().or(of_requirement).or(of_condition) else {
        let reason = match found.is_complete() {
            true => "the case has no component that names an event; give --event",
            false => COMPONENTS_NOT_KNOWN,
        };
        for name in ["sentence", "offences"] {
            journey.skip(name, reason);
        }
        return;
    };
    let sentence = body(client.get_sentence(&smoke.crn, event));
    journey.step("sentence", sentence, |_| format!("event {event}")).await;
    let offences = body(client.get_offences(&smoke.crn, event));
    journey.step("offences", offences, |found| number(1 + found.additional_offences.len())).await;
}

async fn appointments(journey: &mut Journey, client: &Client, found: &Found) {
    if found.requirements().is_empty() && found.licence_conditions().is_empty() {
        let reason = if found.is_complete() { "the case has no component" } else { COMPONENTS_NOT_KNOWN };
        return journey.skip("appointments", reason);
    }
    let search = SearchAppointments {
        requirement_ids: found
            .requirements()
            .iter()
            .map(|requirement| NumericId::from(requirement.id))
            .collect(),
        licence_condition_ids: found
            .licence_conditions()
            .iter()
            .map(|condition| NumericId::from(condition.id))
            .collect(),
        from_date: None,
        to_date: None,
    };
    let listed = body(client.search_appointments(&search));
    journey.step("appointments", listed, |found| number(found.content.values().map(Vec::len).sum())).await;
}

async fn user(journey: &mut Journey, client: &Client, smoke: &Smoke) {
    let Some(username) = &smoke.username else {
        for name in ["access", "teams"] {
            journey.skip(name, "give --username");
        }
        return;
    };
    let crns = vec![smoke.crn.clone()];
    let access = async {
        let access = body(client.check_access(username, &crns)).await?.access;
        match access.iter().any(|entry| entry.crn == smoke.crn) {
            true => Ok(()),
            false => Err(Fault::unexpected("the answer does not tell of the case")),
        }
    };
    journey.step("access", access, |()| "told".to_owned()).await;
    let teams = body(client.list_user_teams(username));
    journey.step("teams", teams, |found| number(found.teams.len())).await;
}

async fn region(journey: &mut Journey, client: &Client, case: Option<&PersonalDetails>) {
    let Some(case) = case else {
        for name in ["region members", "accredited programmes members", "offices"] {
            journey.skip(name, "the personal details are not known");
        }
        return;
    };
    let code = &case.region.code;
    let members = body(client.list_region_members(code));
    journey.step("region members", members, |found| format!("{} delivery units", found.pdus.len())).await;
    let teams = body(client.list_accredited_programmes_members(code));
    journey
        .step("accredited programmes members", teams, |found| format!("{} teams", found.teams.len()))
        .await;
    let offices = body(client.list_office_locations(&case.probation_delivery_unit.code));
    journey.step("offices", offices, |found| number(found.office_locations.len())).await;
}

fn number(count: usize) -> String {
    format!("{count} found")
}
