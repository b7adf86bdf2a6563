//! The appointment that is made: what is in it, and the requests about it.

use super::found::Found;
use super::journey::{Fault, body};
use crate::args::Smoke;
use crate::render::words;
use apd_client::types::{
    Appointment, ChangedAppointment, Code, CreateAppointments, DeleteAppointments, DeletedAppointment,
    Manager, NewAppointment, NumericId, SearchAppointments, UpdateAppointments,
};
use apd_client::{Client, patch};
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Europe::London;
use uuid::Uuid;

/// Far enough away for nobody to miss it, and in the future, where an appointment has no outcome.
const DAYS_AHEAD: Days = Days::new(28);

/// When it is at first, by a clock in London.
pub const FIRST: (&str, &str) = ("10:00", "10:30");
/// When it is moved to, by a clock in London.
pub const MOVED: (&str, &str) = ("14:15", "15:45");

const NOTES: &str = "Smoke test of Accredited Programmes and Delius: made to be deleted.";

/// The appointment that is made.
pub struct Plan {
    reference: Uuid,
    component: Component,
    manager: Manager,
    day: NaiveDate,
}

/// What the appointment is for.
#[derive(Clone, Copy)]
enum Component {
    Requirement(i64),
    LicenceCondition(i64),
}

impl Plan {
    /// For the component that was asked for, or else the first of the case. Who manages it holds the appointment.
    pub fn for_component(smoke: &Smoke, found: &Found) -> Option<Plan> {
        let is_named = smoke.requirement.is_some() || smoke.licence_condition.is_some();
        let requirement = found
            .requirements()
            .iter()
            .find(|requirement| if is_named { Some(requirement.id) == smoke.requirement } else { true });
        let condition = found
            .licence_conditions()
            .iter()
            .find(|condition| if is_named { Some(condition.id) == smoke.licence_condition } else { true });
        let (component, manager) = match (requirement, condition) {
            (Some(requirement), _) => (Component::Requirement(requirement.id), &requirement.manager),
            (None, Some(condition)) => (Component::LicenceCondition(condition.id), &condition.manager),
            (None, None) => return None,
        };
        let day = Utc::now().with_timezone(&London).date_naive() + DAYS_AHEAD;
        Some(Plan { reference: Uuid::new_v4(), component, manager: manager.clone(), day })
    }

    /// Under which it is created.
    pub fn reference(&self) -> Uuid {
        self.reference
    }

    /// What is told of it, nothing personal.
    pub fn told(&self) -> String {
        let (kind, id) = match self.component {
            Component::Requirement(id) => ("requirement", id),
            Component::LicenceCondition(id) => ("licence condition", id),
        };
        format!("{} on {} for {kind} {id}", self.reference, self.day)
    }

    fn requirement(&self) -> Option<NumericId> {
        match self.component {
            Component::Requirement(id) => Some(id.into()),
            Component::LicenceCondition(_) => None,
        }
    }

    fn licence_condition(&self) -> Option<NumericId> {
        match self.component {
            Component::LicenceCondition(id) => Some(id.into()),
            Component::Requirement(_) => None,
        }
    }

    fn staff(&self) -> Code {
        Code { code: self.manager.staff.code.clone() }
    }

    fn team(&self) -> Code {
        Code { code: self.manager.team.code.clone() }
    }

    fn appointment(&self) -> NewAppointment {
        let location = self.manager.office_locations.first().map(|office| Code { code: office.code.clone() });
        NewAppointment {
            reference: self.reference,
            requirement_id: self.requirement(),
            licence_condition_id: self.licence_condition(),
            date: self.day,
            start_time: FIRST.0.to_owned(),
            end_time: FIRST.1.to_owned(),
            location,
            staff: self.staff(),
            team: self.team(),
            notes: Some(NOTES.to_owned()),
            sensitive: false,
            outcome: None,
            description: None,
            type_: None,
        }
    }

    fn moved(&self) -> ChangedAppointment {
        ChangedAppointment {
            reference: self.reference,
            date: self.day,
            start_time: MOVED.0.to_owned(),
            end_time: MOVED.1.to_owned(),
            staff: self.staff(),
            team: self.team(),
            sensitive: false,
            location: patch::keep(),
            description: patch::keep(),
            outcome: None,
            notes: None,
        }
    }

    /// Creates it. Creating it again changes nothing while it is there (D15).
    pub async fn create(&self, client: &Client) -> Result<(), Fault> {
        let create = CreateAppointments { appointments: vec![self.appointment()] };
        body(client.create_appointments(&create)).await
    }

    /// Moves it to another time of the day.
    pub async fn update(&self, client: &Client) -> Result<(), Fault> {
        let update = UpdateAppointments { appointments: vec![self.moved()] };
        body(client.update_appointments(&update)).await
    }

    /// Deletes it. That does no harm where it is not there.
    pub async fn delete(&self, client: &Client) -> Result<(), Fault> {
        let deletion =
            DeleteAppointments { appointments: vec![DeletedAppointment { reference: self.reference }] };
        body(client.delete_appointments(&deletion)).await
    }

    /// Sees that the appointment is there, at these times.
    pub async fn expect(&self, client: &Client, (start, end): (&str, &str)) -> Result<(), Fault> {
        let Some(found) = self.find(client).await? else {
            return Err(Fault::unexpected("the search does not find it"));
        };
        let times = (time(found.start_time), time(found.end_time));
        if (times.0.as_str(), times.1.as_str()) == (start, end) {
            Ok(())
        } else {
            Err(Fault::unexpected(format!(
                "it is from {} to {}, not from {start} to {end}",
                times.0, times.1
            )))
        }
    }

    /// Sees that the appointment is not there.
    pub async fn expect_nothing(&self, client: &Client) -> Result<(), Fault> {
        match self.find(client).await? {
            None => Ok(()),
            Some(_) => Err(Fault::unexpected("the search still finds it")),
        }
    }

    async fn find(&self, client: &Client) -> Result<Option<Appointment>, Fault> {
        let search = SearchAppointments {
            requirement_ids: self.requirement().into_iter().collect(),
            licence_condition_ids: self.licence_condition().into_iter().collect(),
            from_date: Some(self.day),
            to_date: Some(self.day),
        };
        let reference = self.reference.to_string();
        let found = body(client.search_appointments(&search)).await?.content.into_values().flatten();
        Ok(found.into_iter().find(|appointment| appointment.reference.as_ref() == Some(&reference)))
    }
}

fn time(moment: Option<DateTime<Utc>>) -> String {
    moment.map_or_else(|| "none".to_owned(), words::time)
}
