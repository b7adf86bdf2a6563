//! Health of the service (behaviour 6.8).

use crate::context::ServerContext;
use apd_api::types::service::{Health, HealthComponent, HealthComponents, HealthDown, HealthStatus};
use dropshot::HttpResponseOk;

type HealthResponse = Result<HttpResponseOk<Health>, HealthDown>;

/// The process answers, which is all that is asked.
pub(super) fn up() -> HealthResponse {
    Ok(HttpResponseOk(Health { status: HealthStatus::Up, components: None }))
}

/// The service and its parts.
pub(super) async fn health(context: &ServerContext) -> HealthResponse {
    let status = status(context.database_answers().await);
    let components = HealthComponents { db: HealthComponent { status } };
    respond(Health { status, components: Some(components) })
}

/// Whether requests can be served: the database is prepared and answers, and there are keys to check tokens with.
pub(super) async fn readiness(context: &ServerContext) -> HealthResponse {
    let ready =
        context.readiness.is_ready() && context.keys.keys_loaded() && context.database_answers().await;
    respond(Health { status: status(ready), components: None })
}

fn status(works: bool) -> HealthStatus {
    if works { HealthStatus::Up } else { HealthStatus::Down }
}

fn respond(health: Health) -> HealthResponse {
    match health.status {
        HealthStatus::Up => Ok(HttpResponseOk(health)),
        HealthStatus::Down => Err(HealthDown(health)),
    }
}
