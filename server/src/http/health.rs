//! Health of the service (behaviour 6.8).

use crate::context::ServerContext;
use apd_api::types::service::{
    Health, HealthComponent, HealthComponents, HealthStatus, MessagingComponent, MessagingStatus,
};

/// The process answers, which is all that is asked.
pub(super) fn alive() -> Health {
    Health { status: HealthStatus::Up, components: None }
}

/// The service and its parts.
pub(super) async fn whole(context: &ServerContext) -> Health {
    let (database_works, messaging) = (context.database_answers().await, context.messaging_status());
    let components = HealthComponents {
        db: HealthComponent { status: status(database_works) },
        messaging: MessagingComponent { status: messaging },
    };
    let works = database_works && messaging != MessagingStatus::Down;
    Health { status: status(works), components: Some(components) }
}

/// Whether requests can be served: the database is prepared and answers, and there are keys to check tokens with. The queue
/// does not matter: callers can be served without it, and events wait in it.
pub(super) async fn ready(context: &ServerContext) -> Health {
    let ready =
        context.readiness.is_ready() && context.keys.keys_loaded() && context.database_answers().await;
    Health { status: status(ready), components: None }
}

fn status(works: bool) -> HealthStatus {
    if works { HealthStatus::Up } else { HealthStatus::Down }
}
