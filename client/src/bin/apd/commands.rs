//! Asks the service and words its answer.

use crate::args::{AppointmentCommand, CaseCommand, Command, Format, RegionCommand, Search, UserCommand};
use crate::connection::Connection;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::render::{self, Table};
use crate::{changes, input, smoke};
use apd_client::failure::ErrorBody;
use apd_client::{Client, Error, Failure, ResponseValue, types};
use serde::Serialize;
use std::io;

/// What to print, and how to end.
pub struct Answer {
    /// The answer with its last line end.
    pub text: String,
    /// How to end once it is printed.
    pub exit: Exit,
}

impl Answer {
    /// Text of a command that worked.
    pub fn ok(text: String) -> Self {
        Self { text, exit: Exit::Ok }
    }

    /// What a command that worked got, shown as asked for.
    pub fn of<T: Table + Serialize>(value: &T, format: Format) -> Result<Self, Problem> {
        text(value, format).map(Self::ok)
    }
}

/// What the client gives for an operation.
pub type Reply<T, E = types::ErrorResponse> = Result<ResponseValue<T>, Error<E>>;

/// Asks the service what the command says.
pub async fn ask(connection: &Connection, command: Command, format: Format) -> Result<Answer, Problem> {
    let client = &connection.client(command.needs_token())?;
    match command {
        Command::Case(command) => ask_case(client, command, format).await,
        Command::User(command) => ask_user(client, command, format).await,
        Command::Region(command) => ask_region(client, command, format).await,
        Command::Appointment(command) => ask_appointment(client, command, format).await,
        Command::Smoke(on) => smoke::run(client, connection, &on, format).await,
        Command::Health => health(client.get_health().await, format),
        Command::Info => shown(client.get_info().await, format),
    }
}

async fn ask_case(client: &Client, command: CaseCommand, format: Format) -> Result<Answer, Problem> {
    match command {
        CaseCommand::PersonalDetails(of) => shown(client.get_personal_details(&of.crn).await, format),
        CaseCommand::Sentence(of) => shown(client.get_sentence(&of.crn, &of.event_number).await, format),
        CaseCommand::Offences(of) => shown(client.get_offences(&of.crn, &of.event_number).await, format),
        CaseCommand::Registrations(of) => shown(client.list_registrations(&of.crn).await, format),
        CaseCommand::Requirement(of) => shown(client.get_requirement(&of.crn, &of.id).await, format),
        CaseCommand::Requirements(of) => shown(client.list_requirements(&of.crn).await, format),
        CaseCommand::LicenceCondition(of) => {
            shown(client.get_licence_condition(&of.crn, &of.id).await, format)
        }
        CaseCommand::LicenceConditions(of) => shown(client.list_licence_conditions(&of.crn).await, format),
    }
}

async fn ask_user(client: &Client, command: UserCommand, format: Format) -> Result<Answer, Problem> {
    match command {
        UserCommand::Access(to) => {
            let crns = input::words(to.crns, io::stdin())?;
            shown(client.check_access(&to.username, &crns).await, format)
        }
        UserCommand::Teams(of) => shown(client.list_user_teams(&of.username).await, format),
    }
}

async fn ask_region(client: &Client, command: RegionCommand, format: Format) -> Result<Answer, Problem> {
    match command {
        RegionCommand::Members(of) => shown(client.list_region_members(&of.code).await, format),
        RegionCommand::AccreditedProgrammesMembers(of) => {
            shown(client.list_accredited_programmes_members(&of.code).await, format)
        }
        RegionCommand::Offices(of) => shown(client.list_office_locations(&of.code).await, format),
    }
}

async fn ask_appointment(
    client: &Client,
    command: AppointmentCommand,
    format: Format,
) -> Result<Answer, Problem> {
    match command {
        AppointmentCommand::Search(search) => shown(client.search_appointments(&search.into()).await, format),
        AppointmentCommand::Create(from) => changes::create(client, from, format).await,
        AppointmentCommand::Update(from) => changes::update(client, from, format).await,
        AppointmentCommand::Delete(of) => changes::delete(client, of, format).await,
    }
}

impl From<Search> for types::SearchAppointments {
    fn from(search: Search) -> Self {
        let ids = |ids: Vec<i64>| ids.into_iter().map(types::NumericId::from).collect();
        Self {
            requirement_ids: ids(search.requirements),
            licence_condition_ids: ids(search.licence_conditions),
            from_date: search.from,
            to_date: search.to,
        }
    }
}

fn shown<T: Table + Serialize, E: ErrorBody>(reply: Reply<T, E>, format: Format) -> Result<Answer, Problem> {
    Answer::of(&reply.map_err(Failure::from)?.into_inner(), format)
}

/// A service that is down still says which part is.
fn health(reply: Reply<types::Health, types::Health>, format: Format) -> Result<Answer, Problem> {
    match reply {
        Err(Error::ErrorResponse(down)) => Ok(Answer { text: text(&*down, format)?, exit: Exit::Temporary }),
        other => shown(other, format),
    }
}

fn text<T: Table + Serialize>(value: &T, format: Format) -> Result<String, Problem> {
    let text = match format {
        Format::Table => value.table(render::terminal_width()),
        Format::Json => serde_json::to_string_pretty(value).map_err(Problem::Json)?,
    };
    Ok(text.trim_end().to_owned() + "\n")
}
