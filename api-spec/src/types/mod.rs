//! Request and response bodies, one file a group of operations. All JSON names are camelCase; an absent value is
//! left out of a response, never written as null.

pub mod appointment_changes;
pub mod appointments;
pub mod cases;
mod choice;
pub mod common;
pub mod components;
mod day;
mod local_time;
mod london_date_time;
mod numeric_id;
mod object;
mod patch;
mod reference;
pub mod regions;
pub mod service;
mod text;
pub mod users;
mod wall_time;

pub use local_time::LocalTime;
pub use london_date_time::LondonDateTime;
pub use numeric_id::NumericId;
pub use patch::Patch;
pub use text::Text;
pub use wall_time::WallTime;
