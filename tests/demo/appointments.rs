//! The writing half of the story: somebody joins a group, a session moves, another one is missed, and the person leaves.

use crate::contact_log;
use crate::service::Service;
use anyhow::Context;
use apd_client::types::{
    ChangedAppointment, Code, CreateAppointments, DeleteAppointments, DeletedAppointment, NewAppointment,
    NumericId, Requirement, UpdateAppointments,
};
use apd_client::{Client, Failure, classify, patch};
use apd_server::clock::{Clock, SystemClock};
use apd_tests::narration::Narration;
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

/// Of the sample data: on a community order with a programme, who has failed to comply once.
const PERSON: &str = "X123456";
/// Their programme.
const REQUIREMENT: i64 = 2_500_000_001;

/// Weeks of the sessions of the group, from now.
const WEEKS: [i64; 5] = [-2, -1, 1, 2, 3];
/// The session two weeks ago, which is missed.
const MISSED: usize = 0;
/// The session next week, which is moved.
const MOVED: usize = 2;

/// Tells the writes.
pub(crate) async fn tell(story: &Narration, service: &Service) -> anyhow::Result<()> {
    let client = &service.client;
    let group = Group::joined_by(client, PERSON).await?;
    let mut conn = service.connect()?;
    let log = contact_log::end(&mut conn)?;
    let show = |conn: &mut _| contact_log::show(story, conn, group.requirement_id, log);

    create(story, client, &group).await?;
    show(&mut conn)?;
    reschedule(story, client, &group).await?;
    show(&mut conn)?;
    let before = contact_log::failures_to_comply(&mut conn, group.requirement_id)?;
    record_failure(story, client, &group).await?;
    show(&mut conn)?;
    let after = contact_log::failures_to_comply(&mut conn, group.requirement_id)?;
    story.line(&format!(
        "Failures to comply on the event: {before} before, {after} now. Two call for a review."
    ));
    refuse(story, client, &group).await?;
    delete(story, client, &group).await?;
    show(&mut conn)
}

/// The sessions of a group for one person, as the client knows them.
struct Group {
    requirement_id: i64,
    staff: Code,
    team: Code,
    office: Option<Code>,
    sessions: Vec<(Uuid, NaiveDate)>,
}

impl Group {
    /// Held by the team that manages the person's programme, in its first office.
    async fn joined_by(client: &Client, crn: &str) -> anyhow::Result<Group> {
        let requirements = client.list_requirements(crn).await.map_err(Failure::from)?.into_inner();
        let is_it = |requirement: &&Requirement| requirement.id == REQUIREMENT;
        let requirement = requirements.content.iter().find(is_it).context("the programme is not there")?;
        let manager = &requirement.manager;
        let today = SystemClock.today();
        Ok(Group {
            requirement_id: requirement.id,
            staff: code(&manager.staff.code),
            team: code(&manager.team.code),
            office: manager.office_locations.first().map(|office| code(&office.code)),
            sessions: WEEKS.map(|weeks| (Uuid::new_v4(), today + TimeDelta::weeks(weeks))).to_vec(),
        })
    }

    fn new_appointment(&self, reference: Uuid, date: NaiveDate) -> NewAppointment {
        NewAppointment {
            reference,
            requirement_id: Some(NumericId::from(self.requirement_id)),
            licence_condition_id: None,
            date,
            start_time: "09:30".to_owned(),
            end_time: "12:00".to_owned(),
            outcome: None,
            location: self.office.clone(),
            staff: self.staff.clone(),
            team: self.team.clone(),
            notes: Some("Session of the group".to_owned()),
            sensitive: false,
            type_: None,
            description: None,
        }
    }

    /// A session as it stands; what is absent stays as it is.
    fn unchanged(&self, session: usize) -> ChangedAppointment {
        let (reference, date) = self.sessions[session];
        ChangedAppointment {
            reference,
            date,
            start_time: "09:30".to_owned(),
            end_time: "12:00".to_owned(),
            outcome: None,
            location: patch::keep(),
            staff: self.staff.clone(),
            team: self.team.clone(),
            notes: None,
            sensitive: false,
            description: patch::keep(),
        }
    }
}

async fn create(story: &Narration, client: &Client, group: &Group) -> anyhow::Result<()> {
    story.chapter("Somebody joins a group: its sessions become appointments");
    let sessions = group.sessions.iter();
    let appointments = sessions.map(|(reference, date)| group.new_appointment(*reference, *date)).collect();
    let request = CreateAppointments { appointments };
    story.call(&format!("POST /appointments ({} items)", request.appointments.len()));
    client.create_appointments(&request).await.map_err(Failure::from)?;
    story
        .line("Created, all in one transaction. The answer might have been lost, so the same is sent again:");
    story.call("POST /appointments (the same items)");
    client.create_appointments(&request).await.map_err(Failure::from)?;
    story.line("Done, and nothing was created twice. The contact log of Delius:");
    Ok(())
}

async fn reschedule(story: &Narration, client: &Client, group: &Group) -> anyhow::Result<()> {
    story.chapter("The session of next week moves to the afternoon of the day after");
    let session = group.unchanged(MOVED);
    let moved = ChangedAppointment {
        date: session.date + TimeDelta::days(1),
        start_time: "14:00".to_owned(),
        end_time: "16:30".to_owned(),
        ..session
    };
    update(story, client, vec![moved]).await
}

async fn record_failure(story: &Narration, client: &Client, group: &Group) -> anyhow::Result<()> {
    story.chapter("The first session was missed without an excuse");
    let missed = ChangedAppointment {
        outcome: Some(code("AFTC")),
        notes: Some("Did not attend and did not call.".to_owned()),
        ..group.unchanged(MISSED)
    };
    update(story, client, vec![missed]).await?;
    story.line(
        "The outcome is enforced: the appointment's notes say what is done about it, a contact that hangs",
    );
    story
        .line("on it refers it to the manager, and another one asks for a review of the enforcement status.");
    Ok(())
}

async fn update(
    story: &Narration,
    client: &Client,
    appointments: Vec<ChangedAppointment>,
) -> anyhow::Result<()> {
    story.call(&format!("PUT /appointments ({} item)", appointments.len()));
    client.update_appointments(&UpdateAppointments { appointments }).await.map_err(Failure::from)?;
    Ok(())
}

async fn refuse(story: &Narration, client: &Client, group: &Group) -> anyhow::Result<()> {
    story.chapter("A batch with faults is refused as a whole, and says which items are at fault");
    let fine = group.new_appointment(Uuid::new_v4(), SystemClock.today() + TimeDelta::weeks(4));
    let elsewhere = NewAppointment {
        requirement_id: Some(NumericId::from(1)),
        reference: Uuid::new_v4(),
        ..fine.clone()
    };
    let nowhere = NewAppointment {
        requirement_id: Some(NumericId::from(2)),
        reference: Uuid::new_v4(),
        ..fine.clone()
    };
    let request = CreateAppointments { appointments: vec![elsewhere, fine, nowhere] };
    story.call("POST /appointments (3 items, of which the second has no fault)");
    let Err(error) = client.create_appointments(&request).await else {
        anyhow::bail!("a batch with faults was accepted");
    };
    let body = classify(&error).body.context("the refusal has no body")?;
    story.line(&format!("{}: {}", body.status, body.message));
    for field in &body.fields {
        story.line(&format!("{} {} ({})", field.field, field.message, field.type_));
    }
    story.line("Nothing was written but a row of the audit.");
    Ok(())
}

async fn delete(story: &Narration, client: &Client, group: &Group) -> anyhow::Result<()> {
    story.chapter("The person leaves the group: the sessions to come are deleted");
    let today = SystemClock.today();
    let to_come = group.sessions.iter().filter(|(_, date)| *date > today);
    let appointments: Vec<_> =
        to_come.map(|(reference, _)| DeletedAppointment { reference: *reference }).collect();
    story.call(&format!("DELETE /appointments ({} items)", appointments.len()));
    client.delete_appointments(&DeleteAppointments { appointments }).await.map_err(Failure::from)?;
    story.line("What has been stays, with its enforcement:");
    Ok(())
}

fn code(code: &str) -> Code {
    Code { code: code.to_owned() }
}
