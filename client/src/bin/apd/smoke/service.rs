//! The steps before anything is read: whether the service is up, whether there is a token, and whether nobody gets in
//! without one.

use super::journey::{Fault, Journey, body};
use crate::connection::Connection;
use crate::problem::Problem;
use apd_client::types::{Health, HealthStatus, MessagingStatus};
use apd_client::{Client, ClientInfo, Error, Failure};

/// Takes these steps, and gives a client that has a token, where there is one.
pub async fn enter(
    journey: &mut Journey,
    anonymous: &Client,
    connection: &Connection,
    crn: &str,
) -> Option<Client> {
    service(journey, anonymous).await;
    let client = journey.step("token", with_token(connection), |_| "there is one".to_owned()).await;
    let refused = refuses(anonymous, crn);
    journey.step("no token", refused, |()| "refused, as it should be".to_owned()).await;
    client
}

async fn service(journey: &mut Journey, client: &Client) {
    let health = async {
        let health = body(client.get_health()).await?;
        match health.status {
            HealthStatus::Up => Ok(health),
            HealthStatus::Down => Err(Fault::unexpected("down")),
        }
    };
    let say = |health: &Health| {
        let messaging = health.components.as_ref().map(|components| components.messaging.status);
        match messaging {
            Some(MessagingStatus::Off) => "up; no events are received".to_owned(),
            _ => "up".to_owned(),
        }
    };
    journey.step("health", health, say).await;
    let info = body(client.get_info());
    journey.step("version", info, |info| format!("{}, revision {}", info.version, info.revision)).await;
}

/// Fetches a token where none was given, so that a fault of the token endpoint is not taken for one of the service.
async fn with_token(connection: &Connection) -> Result<Client, Fault> {
    let client = connection.client(true)?;
    client.inner().authorization().await.map_err(|error| Problem::from(Failure::from(error)))?;
    Ok(client)
}

/// Whether the service keeps out who has no token.
async fn refuses(anonymous: &Client, crn: &str) -> Result<(), Fault> {
    match anonymous.get_personal_details(crn).await {
        Err(Error::ErrorResponse(reply)) if reply.status() == 401 => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Err(Fault::unexpected("somebody without a token was let in")),
    }
}
