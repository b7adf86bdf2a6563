//! The samples of `localstack/samples` and what each has to lead to, for the end-to-end run and the tests.

mod effects;
mod written;

pub use effects::{EFFECTS, Effect, effect_of, refusals};
pub use written::Written;

use anyhow::Context;
use serde_json::Value;
use std::path::Path;
use uuid::Uuid;

/// A sample.
pub struct Sample {
    /// Folder and file.
    pub name: String,
    /// The message, byte for byte.
    pub body: String,
}

/// Where the samples say that the client's API is.
pub const CLIENT_API: &str = "127.0.0.1:9090";

/// The folder of the samples.
pub fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../localstack/samples"))
}

/// The samples of a folder, in the order of their names.
///
/// # Errors
///
/// When the folder or one of its files cannot be read.
pub fn of(name: &str) -> anyhow::Result<Vec<Sample>> {
    let folder = folder().join(name);
    let entries = folder.read_dir().with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut samples = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        samples.push(Sample { name: format!("{name}/{file}"), body: std::fs::read_to_string(&path)? });
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(samples)
}

impl Sample {
    /// The event and the attribute `eventType` that its publisher gave it.
    ///
    /// # Errors
    ///
    /// When the sample is not a notification.
    pub fn event(&self) -> anyhow::Result<(String, String)> {
        let body: Value = serde_json::from_str(&self.body)?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let event_type = &body["MessageAttributes"]["eventType"]["Value"];
        text(&body["Message"]).zip(text(event_type)).context("no envelope with an event")
    }

    /// The attribute `eventType` of the message itself: that of a raw event.
    pub fn own_event_type(&self) -> Option<String> {
        let body: Value = serde_json::from_str(&self.body).ok()?;
        body.get("eventType").and_then(Value::as_str).map(str::to_owned)
    }

    /// What a failure of it is kept under where the queue got it as it is: the id that SNS gave to the notification, or one
    /// made of the body's bytes (behaviour S22, S32).
    pub fn key(&self) -> String {
        let told = serde_json::from_str::<Value>(&self.body).ok();
        let told = told.and_then(|body| body["MessageId"].as_str().map(str::to_owned));
        told.unwrap_or_else(|| Uuid::new_v5(&Uuid::NAMESPACE_OID, self.body.as_bytes()).to_string())
    }
}
