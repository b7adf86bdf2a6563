//! The table of all configuration keys, in the order in which they are documented and described.

use super::key::{Key, PREFIX};
use super::{accredited_programmes, auth, data, database, http, log, messaging, profile};

/// Every key that the file and the environment may set.
pub const KEYS: &[&Key] = &[
    &profile::PROFILE,
    &http::BIND,
    &http::MAX_BODY_BYTES,
    &http::DOCS,
    &database::URL,
    &database::URL_FILE,
    &database::POOL_SIZE,
    &database::QUEUE_LIMIT,
    &database::WRITER_QUEUE_LIMIT,
    &database::ACQUIRE_TIMEOUT_MS,
    &database::BUSY_TIMEOUT_MS,
    &database::STATEMENT_TIMEOUT_MS,
    &database::MIGRATE_ON_START,
    &auth::JWKS_URL,
    &auth::ISSUER,
    &auth::REQUIRED_ROLES,
    &auth::LEEWAY_SECONDS,
    &auth::JWKS_REFRESH_SECONDS,
    &auth::JWKS_REFETCH_SECONDS,
    &auth::JWKS_TIMEOUT_MS,
    &auth::VERIFIED_TOKENS,
    &auth::DEVELOPMENT_KEY_FILE,
    &messaging::QUEUE_URL,
    &messaging::ENABLED,
    &messaging::ENDPOINT_URL,
    &messaging::REGION,
    &messaging::CONCURRENCY,
    &messaging::WAIT_TIME_SECONDS,
    &messaging::VISIBILITY_TIMEOUT_SECONDS,
    &messaging::RETRY_DELAY_MS,
    &messaging::RETRY_DELAY_MAX_SECONDS,
    &accredited_programmes::ALLOWED_BASE_URLS,
    &accredited_programmes::TOKEN_URL,
    &accredited_programmes::CLIENT_ID,
    &accredited_programmes::CLIENT_SECRET,
    &accredited_programmes::CLIENT_SECRET_FILE,
    &accredited_programmes::CALL_TIMEOUT_MS,
    &log::FORMAT,
    &log::LEVEL,
    &data::LOAD_SAMPLE,
];

/// The key of a name as the file writes it.
pub(super) fn by_name(name: &str) -> Option<&'static Key> {
    KEYS.iter().copied().find(|key| key.name == name)
}

/// The key of an environment variable. Letter case counts, as it does for the operating system.
pub(super) fn by_variable(variable: &str) -> Option<&'static Key> {
    KEYS.iter().copied().find(|key| key.variable() == variable)
}

/// Whether `name` is a section, that is a table of the file.
pub(super) fn is_section(name: &str) -> bool {
    KEYS.iter().any(|key| key.section() == name && key.name != name)
}

/// The keys that somebody may have meant by an unknown name: the one that differs in punctuation or letter
/// case only, else those of the same section, else none.
pub(super) fn candidates(unknown: &str) -> Vec<&'static Key> {
    let bare = unknown.strip_prefix(PREFIX).unwrap_or(unknown);
    let same_letters = |key: &&Key| letters(key.name) == letters(bare);
    if let Some(key) = KEYS.iter().copied().find(same_letters) {
        return vec![key];
    }
    let dotted = bare.replace("__", ".").to_lowercase();
    let section = dotted.split('.').next().unwrap_or_default();
    KEYS.iter().copied().filter(|key| key.section() == section).collect()
}

/// The names that stand before the first dot, in the order of the table.
pub(super) fn sections() -> Vec<&'static str> {
    let mut sections: Vec<_> = KEYS.iter().map(|key| key.section()).collect();
    sections.dedup();
    sections
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The document that operators read; it must show the table as it is.
    const DOCUMENT: &str = include_str!("../../../docs/configuration.md");

    fn row(key: &Key) -> String {
        format!(
            "| `{}` | `{}` | {} | {} | `{}` | {} |",
            key.name,
            key.variable(),
            key.meaning,
            key.kind,
            key.example,
            key.default.unwrap_or("none"),
        )
    }

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = KEYS.iter().map(|key| key.name).collect();

        assert_eq!(names.len(), KEYS.len());
    }

    #[test]
    fn document_shows_every_key_in_order() {
        let expected = KEYS.iter().map(|key| row(key)).collect::<Vec<_>>().join("\n");

        let shown = DOCUMENT.lines().filter(|line| line.starts_with("| `")).collect::<Vec<_>>().join("\n");

        assert_eq!(shown, expected, "docs/configuration.md must hold these rows:\n{expected}\n");
    }

    #[test]
    fn keys_of_a_section_stand_together() {
        let expected =
            ["profile", "http", "database", "auth", "messaging", "accredited_programmes", "log", "data"];
        assert_eq!(sections(), expected);
    }

    #[test]
    fn keys_are_found_by_exact_name_and_variable_only() {
        assert_eq!(by_name("http.bind"), Some(&http::BIND));
        assert_eq!(by_variable("APD_HTTP__BIND"), Some(&http::BIND));
        assert_eq!(by_name("HTTP.BIND"), None);
        assert_eq!(by_variable("apd_http__bind"), None);
    }

    #[test]
    fn wrong_punctuation_suggests_the_key_meant() {
        assert_eq!(candidates("APD_HTTP_BIND"), [&http::BIND]);
        assert_eq!(candidates("http.max-body-bytes"), [&http::MAX_BODY_BYTES]);
    }

    #[test]
    fn wrong_name_in_a_section_suggests_that_section() {
        assert_eq!(candidates("APD_HTTP__PORT"), [&http::BIND, &http::MAX_BODY_BYTES, &http::DOCS]);
        assert_eq!(candidates("nonsense.key"), [] as [&Key; 0]);
    }
}
