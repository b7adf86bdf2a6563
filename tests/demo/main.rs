//! `cargo demo`: what the service does, told in one go against a server of its own.
//!
//! The server is the real one, on a free port and a database that goes away afterwards, with the sample data; it is
//! asked through the generated client, and receives events from a queue in this process. Nothing else needs to run.

mod appointments;
mod contact_log;
mod events;
mod publisher;
mod reads;
mod service;

use apd_tests::narration::Narration;
use service::Service;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let story = Narration::to_stdout();
    story.chapter("The service starts");
    let service = service::start().await?;
    story.line(&format!("It listens at {}, on an embedded database with sample data.", service.url));
    let told = tell(&story, &service).await;
    service.stop().await?;
    told?;
    story.chapter("The end");
    story.line("The server has stopped and its database is gone. `cargo run` starts one that stays.");
    Ok(())
}

async fn tell(story: &Narration, service: &Service) -> anyhow::Result<()> {
    reads::tell(story, &service.client).await?;
    appointments::tell(story, service).await?;
    events::tell(story, service).await
}
