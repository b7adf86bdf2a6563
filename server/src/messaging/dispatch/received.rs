//! What is logged and counted of every event that can be read, before anything is done about it (behaviour 3.2, 6.7).

use crate::domain::ReceivedEvent;
use crate::op::OpContext;
use crate::telemetry::field;

/// Kinds of identifiers that HMPPS uses. Others have no place in the log: a publisher must not be able to name its fields.
const IDENTIFIERS: [&str; 3] = ["CRN", "NOMS", "PNC"];

/// Longer texts are cut: a publisher must not be able to swell the log.
const MAX_CHARS: usize = 256;

/// Logs and counts that an event was received.
pub(super) fn report(op: &OpContext, event: &ReceivedEvent) {
    op.counters().notifications_received.increment();
    slog::info!(op.log, "notification"; Received(event));
}

/// The fields are spelt as the specification spells them. The type is the one that the event itself tells (behaviour 3.1); the
/// one that decides stands in every line about the message.
struct Received<'a>(&'a ReceivedEvent);

impl slog::KV for Received<'_> {
    fn serialize(&self, _: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        let Received(event) = self;
        serializer.emit_str(field::EVENT.into(), "NotificationReceived")?;
        serializer.emit_str("eventType".into(), &cut(&event.told_type))?;
        if let Some(url) = event.detail_url.as_deref().and_then(without_secrets) {
            serializer.emit_str("detailUrl".into(), &url)?;
        }
        for kind in IDENTIFIERS {
            let mut told = event.identifiers.iter().filter(|(other, _)| other == kind);
            if let Some((_, value)) = told.next() {
                serializer.emit_str(kind.into(), &cut(value))?;
            }
        }
        Ok(())
    }
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_CHARS).collect()
}

/// A detail URL up to its query. None is logged of one that may hold a user and a password.
fn without_secrets(url: &str) -> Option<String> {
    let place = url.split(['?', '#']).next().unwrap_or_default();
    let may_hold_a_password = url.contains('@');
    (!may_hold_a_password && !place.is_empty()).then(|| cut(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_and_credentials_of_a_detail_url_are_left_out() {
        for (url, logged) in [
            (
                "https://mad.example/referral/1/completion-data",
                Some("https://mad.example/referral/1/completion-data"),
            ),
            ("https://mad.example/referral/1?token=S3cr3t", Some("https://mad.example/referral/1")),
            ("https://mad.example/referral/1#S3cr3t", Some("https://mad.example/referral/1")),
            ("https://user:S3cr3t@mad.example/referral/1", None),
            ("https://user:S3c?r3t@mad.example/referral/1", None),
            ("", None),
        ] {
            assert_eq!(without_secrets(url).as_deref(), logged, "{url}");
        }
    }
}
