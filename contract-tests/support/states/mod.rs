//! What has to be true before an interaction: a table of name to function.
//!
//! The functions write into a database that holds the fixtures of `tests/data/acceptance.json`, whose organisation
//! (teams, staff, offices, users) is the background of all states. People and everything about them are written by the
//! states, as their parameters say. `docs/contracts.md` lists the states for those who write contracts.

mod params;
mod people;

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
}

/// The state of that name.
pub fn find(name: &str) -> Option<&'static State> {
    TABLE.iter().find(|state| state.name == name)
}
