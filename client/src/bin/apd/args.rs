//! The words of the command line.

use crate::connection::Connection;
use crate::exit;
use chrono::NaiveDate;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Asks Accredited Programmes and Delius: cases, users, regions and programme appointments.
#[derive(Debug, Parser)]
#[command(name = "apd", version, after_help = exit::HELP)]
pub struct Cli {
    /// What is asked.
    #[command(subcommand)]
    pub command: Command,

    /// How the answer is shown; unless told, a table on a terminal and JSON elsewhere
    #[arg(long, value_enum, global = true)]
    format: Option<Format>,

    /// Which service is asked.
    #[command(flatten)]
    pub connection: Connection,
}

/// How the answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people; times are those of London.
    #[value(help = None::<&str>)]
    Table,
    /// For programs: the values of the contract.
    #[value(help = None::<&str>)]
    Json,
}

/// The things to ask about.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A person on probation: who they are, their sentences and sentence components
    #[command(subcommand)]
    Case(CaseCommand),
    /// A user of Delius: what they may see, and their teams
    #[command(subcommand)]
    User(UserCommand),
    /// Regions: their members and offices
    #[command(subcommand)]
    Region(RegionCommand),
    /// Programme appointments
    #[command(subcommand)]
    Appointment(AppointmentCommand),
    /// Whether the service works; needs no token
    Health,
    /// Which version of the service is running; needs no token
    Info,
    /// Walks the whole journey through a deployed service, and says what works
    Smoke(Smoke),
}

/// What the smoke test is tried on.
#[derive(Args, Debug)]
pub struct Smoke {
    /// Case reference number of a test case, for example X123456
    #[arg(long, value_parser = path_value)]
    pub crn: String,
    /// Number of an event; unless told, that of the first requirement or licence condition
    #[arg(long, value_name = "NUMBER", value_parser = path_value)]
    pub event: Option<String>,
    /// Username in Delius, to ask for access and teams
    #[arg(long, value_parser = path_value)]
    pub username: Option<String>,
    /// Creates, updates and deletes an appointment on the case, which has to be a test case
    #[arg(long)]
    pub write: bool,
    /// Requirement to create the appointment for; unless told, the first component of the case
    #[arg(long, value_name = "ID", value_parser = id_parser(), requires = "write", conflicts_with = "licence_condition")]
    pub requirement: Option<i64>,
    /// Licence condition to create the appointment for
    #[arg(long, value_name = "ID", value_parser = id_parser(), requires = "write")]
    pub licence_condition: Option<i64>,
}

/// What to ask about a case.
#[derive(Debug, Subcommand)]
pub enum CaseCommand {
    /// Name, age, and who supervises the person
    PersonalDetails(Case),
    /// Sentence of an event
    Sentence(Event),
    /// Offences of an event
    Offences(Event),
    /// Registrations in force, the latest first
    Registrations(Case),
    /// One requirement of an accredited-programme category
    Requirement(Component),
    /// All requirements of an accredited-programme category
    Requirements(Case),
    /// One licence condition of the accredited-programme category
    LicenceCondition(Component),
    /// All licence conditions of the accredited-programme category
    LicenceConditions(Case),
}

/// Names a person.
#[derive(Args, Debug)]
pub struct Case {
    /// Case reference number, for example X123456
    #[arg(value_parser = path_value)]
    pub crn: String,
}

/// Names an event of a person.
#[derive(Args, Debug)]
pub struct Event {
    /// Case reference number, for example X123456
    #[arg(value_parser = path_value)]
    pub crn: String,
    /// Number of the event, for example 1
    #[arg(value_name = "EVENT", value_parser = path_value)]
    pub event_number: String,
}

/// Names a requirement or licence condition of a person.
#[derive(Args, Debug)]
pub struct Component {
    /// Case reference number, for example X123456
    #[arg(value_parser = path_value)]
    pub crn: String,
    /// Id in Delius
    #[arg(value_parser = path_value)]
    pub id: String,
}

/// What to ask about a user.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Whether the user may see cases, or is excluded or kept out by a restriction
    Access(Access),
    /// Open teams of the user
    Teams(User),
}

/// Names a user.
#[derive(Args, Debug)]
pub struct User {
    /// Username in Delius
    #[arg(value_parser = path_value)]
    pub username: String,
}

/// Names a user and cases.
#[derive(Args, Debug)]
pub struct Access {
    /// Username in Delius
    #[arg(value_parser = path_value)]
    pub username: String,
    /// Case reference numbers, at most 500; "-" reads them from standard input
    #[arg(value_name = "CRN", required = true)]
    pub crns: Vec<String>,
}

/// What to ask about a region.
#[derive(Debug, Subcommand)]
pub enum RegionCommand {
    /// Everybody who works in a region, by probation delivery unit and team
    Members(Region),
    /// Members of the accredited-programmes teams of a region
    AccreditedProgrammesMembers(Region),
    /// Offices of a probation delivery unit
    Offices(Pdu),
}

/// Names a region.
#[derive(Args, Debug)]
pub struct Region {
    /// Code of the region, for example N07
    #[arg(value_parser = path_value)]
    pub code: String,
}

/// Names a probation delivery unit.
#[derive(Args, Debug)]
pub struct Pdu {
    /// Code of the probation delivery unit
    #[arg(value_name = "PDU", value_parser = path_value)]
    pub code: String,
}

/// What to ask about appointments, and what to do with them.
#[derive(Debug, Subcommand)]
pub enum AppointmentCommand {
    /// Appointments for requirements and licence conditions
    Search(Search),
    /// Creates appointments, all or none; one that is there already with the same details stays as it is
    Create(Body),
    /// Moves, reassigns and completes appointments, all or none
    Update(Body),
    /// Deletes appointments, all or none; one that is not known, or deleted already, is passed over
    Delete(References),
}

/// Which appointments to find.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("component").args(["requirements", "licence_conditions"]).required(true).multiple(true))]
pub struct Search {
    /// Ids of requirements
    #[arg(long = "requirement", value_name = "ID", num_args = 1.., value_parser = id_parser())]
    pub requirements: Vec<i64>,
    /// Ids of licence conditions
    #[arg(long = "licence-condition", value_name = "ID", num_args = 1.., value_parser = id_parser())]
    pub licence_conditions: Vec<i64>,
    /// First day, for example 2026-09-01
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
}

/// Where a request body is.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct Body {
    /// File with the request body of the contract as JSON, at most 2,000 appointments; "-" reads standard input
    pub file: Option<PathBuf>,
    /// Prints a request body to start from; nothing is asked, and no token is needed
    #[arg(long)]
    example: bool,
}

/// Names appointments.
#[derive(Args, Debug)]
pub struct References {
    /// References under which the appointments were created, at most 2,000; "-" reads them from standard input
    #[arg(value_name = "REFERENCE", required = true)]
    pub references: Vec<String>,
}

impl Cli {
    /// How the answer is to be shown.
    pub fn format(&self) -> Format {
        let usual = if io::stdout().is_terminal() { Format::Table } else { Format::Json };
        self.format.unwrap_or(usual)
    }
}

impl Command {
    /// Whether nothing can be asked without a token. A smoke test asks for one as it goes, and says what comes of it.
    pub fn needs_token(&self) -> bool {
        match self {
            Command::Appointment(AppointmentCommand::Create(body) | AppointmentCommand::Update(body)) => {
                !body.example
            }
            Command::Smoke(_) | Command::Health | Command::Info => false,
            _ => true,
        }
    }
}

fn id_parser() -> clap::builder::RangedI64ValueParser<i64> {
    clap::value_parser!(i64).range(0..)
}

/// Refuses what would change the path of the request instead of naming something: URLs lose dot segments and empty
/// ones, and a backslash counts as a slash.
fn path_value(text: &str) -> Result<String, &'static str> {
    match text.trim() {
        "" => Err("must not be empty"),
        "." | ".." => Err("names nothing"),
        value if value.contains('\\') => Err("must not contain a backslash"),
        value => Ok(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// The help of a command and of all below it, as a reader meets them.
    fn help(command: &mut clap::Command, text: &mut String) {
        if command.get_name() == "help" {
            return;
        }
        let help_text = command.render_help();
        *text += &format!("$ {} --help\n{help_text}\n", command.get_bin_name().unwrap());
        for below in command.get_subcommands_mut() {
            help(below, text);
        }
    }

    fn rejected(words: &[&str]) -> clap::error::ErrorKind {
        Cli::try_parse_from(words).unwrap_err().kind()
    }

    #[test]
    fn help_is_as_recorded() {
        let mut command = Cli::command().bin_name("apd");
        command.build();
        let mut text = String::new();
        help(&mut command, &mut text);
        expectorate::assert_contents("tests/output/help.txt", &text);
    }

    #[test]
    fn command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn value_that_would_change_the_path_is_refused() {
        for crn in ["", " ", ".", "..", "a\\..\\b"] {
            let kind = rejected(&["apd", "case", "personal-details", crn]);
            assert_eq!(kind, clap::error::ErrorKind::ValueValidation, "{crn:?}");
        }
    }

    #[test]
    fn search_needs_a_requirement_or_a_licence_condition() {
        let kind = rejected(&["apd", "appointment", "search", "--from", "2026-09-01"]);
        assert_eq!(kind, clap::error::ErrorKind::MissingRequiredArgument);
    }

    #[test]
    fn search_takes_several_ids_after_one_option() {
        let words = ["apd", "appointment", "search", "--requirement", "1", "2", "--licence-condition", "3"];
        let cli = Cli::try_parse_from(words).unwrap();
        let Command::Appointment(AppointmentCommand::Search(search)) = cli.command else { panic!("{cli:?}") };
        assert_eq!((search.requirements, search.licence_conditions), (vec![1, 2], vec![3]));
    }

    #[test]
    fn body_is_a_file_or_an_example_and_not_both() {
        let neither = rejected(&["apd", "appointment", "create"]);
        let both = rejected(&["apd", "appointment", "update", "body.json", "--example"]);
        assert_eq!(neither, clap::error::ErrorKind::MissingRequiredArgument);
        assert_eq!(both, clap::error::ErrorKind::ArgumentConflict);
    }

    #[test]
    fn delete_needs_a_reference() {
        let kind = rejected(&["apd", "appointment", "delete"]);
        assert_eq!(kind, clap::error::ErrorKind::MissingRequiredArgument);
    }

    #[test]
    fn token_endpoint_needs_a_client_id_and_excludes_a_token() {
        let alone = rejected(&["apd", "info", "--token-url", "http://auth"]);
        let both =
            rejected(&["apd", "info", "--token-url", "http://auth", "--client-id", "a", "--token", "b"]);
        assert_eq!(alone, clap::error::ErrorKind::MissingRequiredArgument);
        assert_eq!(both, clap::error::ErrorKind::ArgumentConflict);
    }
}
