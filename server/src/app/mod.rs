//! What the service can do, one file a use case.
//!
//! A use case takes the [`App`], the context of the operation and its arguments as the caller wrote them; it gives the
//! wire type, or an [`Error`](crate::error::Error) in the words of the specification. It reads rows through
//! `store::query`, in as many statements as it has kinds of rows to read, whatever their number (behaviour D8).

pub mod access;
pub mod appointments;
mod component_key;
pub mod components;
mod contact_type;
mod contacts;
pub mod database;
mod emails;
pub mod events;
mod inconsistent;
pub mod offences;
pub mod personal_details;
mod reference_data;
pub mod regions;
pub mod registrations;
pub mod sentence;
mod service_user;
pub mod users;
mod wire;

use crate::callback::CallBack;
use crate::clock::Clock;
use crate::directory::Directory;
use crate::store::Store;
use std::sync::Arc;

/// What the use cases work with.
pub struct App {
    /// Delius.
    pub store: Store,
    /// E-mail addresses.
    pub directory: Arc<dyn Directory>,
    /// The client's API.
    pub call_back: Arc<dyn CallBack>,
    /// The time.
    pub clock: Arc<dyn Clock>,
}
