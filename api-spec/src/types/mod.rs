//! Request and response bodies, one file a group of operations. All JSON names are camelCase; an absent value is
//! left out of a response, never written as null.

pub mod appointments;
pub mod cases;
pub mod common;
pub mod components;
mod day;
mod london_date_time;
mod numeric_id;
pub mod regions;
pub mod service;
pub mod users;

pub use london_date_time::LondonDateTime;
pub use numeric_id::NumericId;
