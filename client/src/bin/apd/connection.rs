//! Which service is asked, and with which token.

use crate::problem::Problem;
use apd_client::{Client, ClientCredentials, Secret, TokenSource, connect};
use clap::Args;
use std::env;

/// The only place that the secret may come from: arguments are seen by every user of the machine.
const SECRET_VARIABLE: &str = "APD_CLIENT_SECRET";

/// The options that every command has.
#[derive(Args, Debug)]
#[command(next_help_heading = "Connection")]
pub struct Connection {
    /// Address of the service
    #[arg(
        long,
        env = "APD_CLIENT_URL",
        hide_env_values = true,
        default_value = "http://127.0.0.1:8080",
        global = true
    )]
    url: String,

    /// Access token; rather put it into the environment, where other users of the machine do not see it
    #[arg(long, env = "APD_CLIENT_TOKEN", hide_env_values = true, global = true)]
    token: Option<Secret>,

    /// Fetch a token from this OAuth2 token endpoint
    #[arg(
        long,
        env = "APD_CLIENT_TOKEN_URL",
        hide_env_values = true,
        value_name = "URL",
        requires = "client_id",
        conflicts_with = "token",
        global = true
    )]
    token_url: Option<String>,

    /// Client that asks the token endpoint; its secret is taken from the environment
    #[arg(
        long,
        env = "APD_CLIENT_ID",
        hide_env_values = true,
        value_name = "ID",
        requires = "token_url",
        conflicts_with = "token",
        global = true
    )]
    client_id: Option<String>,
}

impl Connection {
    /// Makes the client.
    pub fn client(&self, needs_token: bool) -> Result<Client, Problem> {
        let tokens = if needs_token { self.tokens()? } else { TokenSource::none() };
        connect(&self.url, tokens).map_err(Problem::Service)
    }

    fn tokens(&self) -> Result<TokenSource, Problem> {
        match (&self.token, &self.token_url, &self.client_id) {
            (Some(token), _, _) => TokenSource::fixed(token.clone()).map_err(Problem::Token),
            (None, Some(url), Some(client_id)) => {
                let secret = env::var(SECRET_VARIABLE).map_err(|_| Problem::NoSecret)?;
                let grant = ClientCredentials::new(url, client_id, secret);
                TokenSource::client_credentials(grant).map_err(Problem::Token)
            }
            _ => Err(Problem::NoToken),
        }
    }
}
