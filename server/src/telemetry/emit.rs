//! Writing fields.

use std::time::Duration;

/// Writes a field that may be absent. An absent one is left out of the line, not written as null.
///
/// # Errors
///
/// When the line cannot be written.
pub fn emit_some(
    serializer: &mut dyn slog::Serializer,
    name: &'static str,
    value: Option<&str>,
) -> slog::Result {
    value.map_or(Ok(()), |value| serializer.emit_str(name.into(), value))
}

/// A duration as the log tells it: in milliseconds, to the microsecond.
pub fn milliseconds(duration: Duration) -> f64 {
    let micros = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
    f64::from(micros) / 1_000.0
}
