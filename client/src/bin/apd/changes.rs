//! Creates, updates and deletes appointments.

use crate::args::{Body, Format, References};
use crate::commands::{Answer, Reply};
use crate::problem::Problem;
use crate::render::changes::Done;
use crate::{body, input};
use apd_client::{Client, Failure, types};
use std::collections::HashSet;
use std::io;

/// The example requests of the document.
const CREATE_EXAMPLE: &str = include_str!(concat!(env!("OUT_DIR"), "/create-appointments.json"));
const UPDATE_EXAMPLE: &str = include_str!(concat!(env!("OUT_DIR"), "/update-appointments.json"));

/// Creates the appointments of a file, or shows how one looks.
pub async fn create(client: &Client, from: Body, format: Format) -> Result<Answer, Problem> {
    let Some(file) = from.file else { return Ok(Answer::ok(CREATE_EXAMPLE.to_owned())) };
    let body: types::CreateAppointments = body::read(&file, io::stdin())?;
    let reply = client.create_appointments(&body).await;
    done(reply, Done::Created(body.appointments.len()), format)
}

/// Updates appointments as a file says, or shows how one looks.
pub async fn update(client: &Client, from: Body, format: Format) -> Result<Answer, Problem> {
    let Some(file) = from.file else { return Ok(Answer::ok(UPDATE_EXAMPLE.to_owned())) };
    let body: types::UpdateAppointments = body::read(&file, io::stdin())?;
    let reply = client.update_appointments(&body).await;
    done(reply, Done::Updated(body.appointments.len()), format)
}

/// Deletes the appointments with these references.
pub async fn delete(client: &Client, of: References, format: Format) -> Result<Answer, Problem> {
    let words = input::words(of.references, io::stdin())?;
    let appointments = words.into_iter().map(deleted).collect::<Result<Vec<_>, _>>()?;
    // The service merges those that are given twice.
    let count = appointments.iter().map(|appointment| appointment.reference).collect::<HashSet<_>>().len();
    let reply = client.delete_appointments(&types::DeleteAppointments { appointments }).await;
    done(reply, Done::Deleted(count), format)
}

fn deleted(word: String) -> Result<types::DeletedAppointment, Problem> {
    match word.parse() {
        Ok(reference) => Ok(types::DeletedAppointment { reference }),
        Err(_) => Err(Problem::Reference(word)),
    }
}

fn done(reply: Reply<()>, done: Done, format: Format) -> Result<Answer, Problem> {
    reply.map_err(Failure::from)?;
    Answer::of(&done, format)
}
