//! What has to be true before an interaction: a table of name to function.
//!
//! The functions write into a database that holds the fixtures of `tests/data/acceptance.json`. Its organisation (teams,
//! staff, offices) is the background of all states; whatever a contract names is written by them, as their parameters
//! say. `docs/contracts.md` lists the states for those who write contracts.

mod absences;
mod appointments;
mod components;
mod faults;
mod offences;
mod organisation;
mod params;
mod people;
mod registrations;
mod senders;
mod sentences;
mod terminations;
mod users;

pub use params::Params;

use crate::provider::Stage;
use futures::future::LocalBoxFuture;

type SetUp = for<'a> fn(&'a mut Stage, &'a Params) -> LocalBoxFuture<'a, ()>;

/// A state that contracts can name.
pub struct State {
    /// Its name.
    pub name: &'static str,
    /// Makes it true.
    pub set_up: SetUp,
}

macro_rules! states {
    ($($name:literal => $set_up:path),+ $(,)?) => {
        /// All states.
        pub const TABLE: &[State] = &[
            $(State { name: $name, set_up: |stage, params| Box::pin($set_up(stage, params)) }),+
        ];
    };
}

states! {
    "a person" => people::person,
    "a person of whom little is known" => people::sparse_person,
    "a person without a manager" => people::without_manager,
    "a person whom a user may not see" => people::excluded_from,
    "a person whom only others may see" => people::restricted_to_others,
    "no person" => absences::no_person,
    "a custodial sentence" => sentences::custodial,
    "a community sentence" => sentences::community,
    "an event without a sentence" => sentences::unsentenced,
    "no event" => absences::no_event,
    "a main and an additional offence" => offences::main_and_additional,
    "a main offence only" => offences::main_only,
    "an event without a main offence" => offences::none,
    "registrations" => registrations::some,
    "a requirement" => components::requirement,
    "a terminated requirement" => components::terminated_requirement,
    "a requirement of somebody else" => components::foreign_requirement,
    "no requirement" => absences::no_requirement,
    "a licence condition" => components::licence_condition,
    "a terminated licence condition" => components::terminated_licence_condition,
    "a licence condition of somebody else" => components::foreign_licence_condition,
    "no licence condition" => absences::no_licence_condition,
    "a user" => users::user,
    "a user with teams" => users::with_teams,
    "no user" => absences::no_user,
    "a region with members" => organisation::region_with_members,
    "no region" => absences::no_region,
    "a delivery unit with offices" => organisation::delivery_unit_with_offices,
    "a delivery unit without offices" => organisation::delivery_unit_without_offices,
    "no delivery unit" => absences::no_delivery_unit,
    "a region with an accredited programmes team" => organisation::programmes_team,
    "a region whose accredited programmes unit is empty" => organisation::empty_programmes_unit,
    "a team with staff and an office" => organisation::team,
    "an appointment" => appointments::appointment,
    "no appointment" => absences::no_appointment,
    "a sender without a token" => senders::anonymous,
    "a sender whose token has expired" => senders::expired,
    "a sender without the role" => senders::without_role,
    "Delius fails" => faults::delius_fails,
    "a terminated requirement has been reported" => terminations::requirement,
    "a terminated licence condition has been reported" => terminations::licence_condition,
}

/// The state of that name.
pub fn find(name: &str) -> Option<&'static State> {
    TABLE.iter().find(|state| state.name == name)
}
