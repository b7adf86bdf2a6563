//! A stand-in for the client's API: `stand-in REPLIES [ADDRESS]` answers as the file of replies says, at 127.0.0.1:9090
//! unless told otherwise. It runs until it is stopped.

use anyhow::Context;
use apd_tests::client_api::{CLIENT_ID, CLIENT_SECRET, ClientApi};
use std::path::Path;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let replies = arguments.next().context("usage: stand-in REPLIES [ADDRESS]")?;
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:9090".to_owned());
    let address = address.parse().with_context(|| format!("{address} is no address"))?;
    let api = ClientApi::start_at(address).await.with_context(|| format!("cannot listen at {address}"))?;
    api.answer_from(Path::new(&replies)).with_context(|| format!("{replies} cannot be used"))?;
    println!("the client's API at {}, tokens at {}", api.base_url(), api.token_url());
    println!("client id {CLIENT_ID}, secret {CLIENT_SECRET}");
    tokio::signal::ctrl_c().await?;
    Ok(())
}
