//! Who has contracts with whom, by the names that a Pact Broker knows them by.

/// This service.
pub const SERVICE: &str = "accredited-programmes-and-delius";

/// The client: it calls this service, publishes the events that this service consumes, and gives their details.
pub const MANAGE_AND_DELIVER: &str = "accredited-programmes-manage-and-deliver-api";

/// What publishes the events that this service leaves in Delius (behaviour 3.7).
pub const DOMAIN_EVENTS: &str = "domain-events-and-delius";
