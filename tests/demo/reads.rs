//! The reading half of the story: what the client's pages ask for.

use anyhow::Context;
use apd_client::types::{NumericId, SearchAppointments};
use apd_client::{Client, Failure, classify};
use apd_tests::narration::Narration;

/// Of the sample data: in custody and on a community order, with a programme in both.
const PERSON: &str = "X123456";
/// Of the sample data: on a programme, with a log of appointments.
const PARTICIPANT: &str = "X234567";
/// Of the sample data: a user who is excluded from the first person's case.
const EXCLUDED_USER: &str = "GarethPritchardNPS";
/// Of the sample data: the first person's practitioner.
const PRACTITIONER: &str = "AmaraOkaforNPS";

/// Tells the reads.
pub(crate) async fn tell(story: &Narration, client: &Client) -> anyhow::Result<()> {
    access(story, client).await?;
    case(story, client).await?;
    components(story, client).await?;
    appointments(story, client).await?;
    organisation(story, client).await?;
    refusals(story, client).await
}

async fn access(story: &Narration, client: &Client) -> anyhow::Result<()> {
    story.chapter("May the user see the case?");
    for user in [PRACTITIONER, EXCLUDED_USER] {
        story.call(&format!("POST /user/{user}/access [\"{PERSON}\"]"));
        let access = client.check_access(user, &vec![PERSON.to_owned()]).await.map_err(Failure::from)?;
        let case = access.access.first().context("the answer has no element")?;
        if case.user_excluded || case.user_restricted {
            story.line(&format!("No: {}", case.exclusion_message.as_deref().unwrap_or("kept out")));
        } else {
            story.line("Yes.");
        }
    }
    Ok(())
}

async fn case(story: &Narration, client: &Client) -> anyhow::Result<()> {
    story.chapter("Who is it, and what is the sentence?");
    story.call(&format!("GET /case/{PERSON}/personal-details"));
    let person = client.get_personal_details(PERSON).await.map_err(Failure::from)?;
    story.line(&format!("{} {}, {}", person.name.forename, person.name.surname, person.age));
    let practitioner = &person.probation_practitioner;
    story.line(&format!(
        "supervised by {} {} ({}), {}, {}",
        practitioner.name.forename,
        practitioner.name.surname,
        practitioner.email.as_deref().unwrap_or("no e-mail address"),
        person.team.description,
        person.region.description,
    ));
    story.call(&format!("GET /case/{PERSON}/sentence/1"));
    let sentence = client.get_sentence(PERSON, "1").await.map_err(Failure::from)?;
    story.line(&format!("{}, from {}", sentence.description, sentence.start_date));
    for condition in &sentence.licence_conditions {
        story.line(&format!("licence condition: {}", condition.description));
    }
    story.call(&format!("GET /case/{PERSON}/sentence/1/offences"));
    let offences = client.get_offences(PERSON, "1").await.map_err(Failure::from)?;
    story.line(&format!(
        "{}, and {} further",
        offences.main_offence.sub_category_description,
        offences.additional_offences.len()
    ));
    story.call(&format!("GET /case/{PERSON}/registrations"));
    let registrations = client.list_registrations(PERSON).await.map_err(Failure::from)?;
    for registration in &registrations.registrations {
        story.line(&format!("{} since {}", registration.type_.description, registration.date));
    }
    Ok(())
}

async fn components(story: &Narration, client: &Client) -> anyhow::Result<()> {
    story.chapter("Which programmes, and who manages them?");
    story.call(&format!("GET /case/{PERSON}/requirements"));
    let requirements = client.list_requirements(PERSON).await.map_err(Failure::from)?;
    for requirement in &requirements.content {
        let programme =
            requirement.sub_category.as_ref().map_or("no sub category", |value| &value.description);
        let manager = &requirement.manager;
        story.line(&format!(
            "{}: {programme}, event {}, managed by {} {} of {}",
            requirement.id,
            requirement.event_number,
            manager.staff.name.forename,
            manager.staff.name.surname,
            manager.team.description,
        ));
    }
    story.call(&format!("GET /case/{PERSON}/licence-conditions"));
    let conditions = client.list_licence_conditions(PERSON).await.map_err(Failure::from)?;
    for condition in &conditions.content {
        let programme = condition.sub_category.as_ref().map_or("no sub category", |value| &value.description);
        story.line(&format!("{}: {programme}, event {}", condition.id, condition.event_number));
    }
    Ok(())
}

async fn appointments(story: &Narration, client: &Client) -> anyhow::Result<()> {
    story.chapter("Which appointments are in Delius?");
    let requirements = client.list_requirements(PARTICIPANT).await.map_err(Failure::from)?;
    let ids = requirements.content.iter().map(|requirement| NumericId::from(requirement.id)).collect();
    let search = SearchAppointments {
        requirement_ids: ids,
        licence_condition_ids: Vec::new(),
        from_date: None,
        to_date: None,
    };
    story.call("POST /appointments/search");
    let found = client.search_appointments(&search).await.map_err(Failure::from)?;
    for appointment in found.content.values().flatten().take(6) {
        let outcome = appointment.outcome.as_ref().map_or("no outcome yet", |outcome| &outcome.description);
        story.line(&format!("{} {}: {outcome}", appointment.date, appointment.type_.description));
    }
    let total: usize = found.content.values().map(Vec::len).sum();
    story.line(&format!("{total} in all"));
    Ok(())
}

async fn organisation(story: &Narration, client: &Client) -> anyhow::Result<()> {
    story.chapter("Who can run a group, and where?");
    story.call(&format!("GET /user/{PRACTITIONER}/teams"));
    let teams = client.list_user_teams(PRACTITIONER).await.map_err(Failure::from)?;
    let region = teams.teams.first().map(|team| team.region.clone()).context("the user has no team")?;
    story.line(&format!("the user's region is {}", region.description));
    let path = "local-admin-units/accredited-programmes/members";
    story.call(&format!("GET /regions/{}/{path}", region.code));
    let programme = client.list_accredited_programmes_members(&region.code).await.map_err(Failure::from)?;
    for team in &programme.teams {
        let members = team.members.iter().map(|member| member.name.surname.as_str());
        story.line(&format!("{}: {}", team.description, members.collect::<Vec<_>>().join(", ")));
    }
    Ok(())
}

async fn refusals(story: &Narration, client: &Client) -> anyhow::Result<()> {
    story.chapter("What does a refusal look like?");
    story.call("GET /case/X000000/personal-details");
    let Err(error) = client.get_personal_details("X000000").await else {
        anyhow::bail!("an unknown person was found");
    };
    let failure = classify(&error);
    let status = failure.status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
    let advice = if failure.retryable { "try again" } else { "do not try again" };
    story.line(&format!("{status}, {advice}: {failure}"));
    Ok(())
}
