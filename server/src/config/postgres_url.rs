//! The URL of a PostgreSQL server, and what of it may be shown.
//!
//! The URL is handed to libpq as it is. It is taken apart here only to know where the password stands;
//! whatever could be read in two ways is refused, because a password that is cut at the wrong place would be
//! shown in part, by us or in an error of libpq.

use std::fmt;

use super::database_url::DatabaseUrlFault as Fault;
use super::secret::Secret;

/// What is shown in place of something secret.
const HIDDEN: &str = "***";

/// The parameters whose values tell an operator something and are never secret.
const SHOWN_PARAMETERS: &[&str] =
    &["application_name", "connect_timeout", "host", "port", "sslmode", "target_session_attrs"];

/// A URL for libpq. `Debug` and `Display` hide the password and all parameters not known to be harmless.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl {
    full: Secret,
    shown: String,
    has_password: bool,
}

impl PostgresUrl {
    pub(super) fn parse(full: Secret) -> Result<Self, Fault> {
        let (scheme, rest) = full
            .expose()
            .split_once("://")
            .filter(|(scheme, _)| ["postgres", "postgresql"].contains(scheme))
            .ok_or(Fault::UnknownScheme)?;
        check_characters(rest)?;
        let (authority, path_and_query) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if path_and_query.contains('@') {
            return Err(Fault::Unencoded);
        }
        let (credentials, hosts) = match authority.rsplit_once('@') {
            Some((credentials, hosts)) => (Some(credentials), hosts),
            None => (None, authority),
        };
        let (credentials, has_password) = show_credentials(credentials)?;
        if !hosts.split(',').all(is_host) {
            return Err(Fault::Unencoded);
        }
        let (path, query, query_has_password) = show_query(path_and_query);
        let shown = format!("{scheme}://{credentials}{hosts}{path}{query}");
        Ok(Self { shown, has_password: has_password || query_has_password, full })
    }

    /// The whole URL, for the one place that connects.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.full.expose()
    }

    pub(super) fn has_password(&self) -> bool {
        self.has_password
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresUrl({})", self.shown)
    }
}

fn check_characters(text: &str) -> Result<(), Fault> {
    if text.contains(char::is_whitespace) {
        return Err(Fault::Blank);
    }
    let encoded = |part: &str| {
        part.get(..2).is_some_and(|digits| digits != "00" && digits.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    if text.split('%').skip(1).all(encoded) { Ok(()) } else { Err(Fault::BadPercent) }
}

/// The credentials as they may be shown, with the at sign, and whether there is a password among them.
fn show_credentials(credentials: Option<&str>) -> Result<(String, bool), Fault> {
    let Some(credentials) = credentials else { return Ok((String::new(), false)) };
    let (user, password) = match credentials.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (credentials, None),
    };
    if user.contains('@') || password.is_some_and(|password| password.contains(['@', ':'])) {
        return Err(Fault::Unencoded);
    }
    match password {
        Some(_) => Ok((format!("{user}:{HIDDEN}@"), true)),
        None => Ok((format!("{user}@"), false)),
    }
}

/// Whether the text is a host with an optional port. Something else than a port behind the colon is most
/// likely the beginning of a password that holds a slash or a question mark.
fn is_host(text: &str) -> bool {
    let port = match text.rsplit_once(']') {
        Some((_, after_address)) => after_address,
        None => text.find(':').map_or("", |colon| &text[colon..]),
    };
    port.is_empty()
        || port.strip_prefix(':').is_some_and(|port| port.is_empty() || port.parse::<u16>().is_ok())
}

/// The path, the parameters as they may be shown, and whether there is a password among them.
fn show_query(path_and_query: &str) -> (&str, String, bool) {
    let Some((path, query)) = path_and_query.split_once('?') else {
        return (path_and_query, String::new(), false);
    };
    let mut has_password = false;
    let shown: Vec<_> = query
        .split('&')
        .map(|parameter| match parameter.split_once('=') {
            Some((name, _)) if SHOWN_PARAMETERS.contains(&name) => parameter,
            _ => {
                // A name with encoded letters may spell anything, so it counts as a password too.
                has_password |= parameter.contains("password") || parameter.contains('%');
                HIDDEN
            }
        })
        .collect();
    (path, format!("?{}", shown.join("&")), has_password)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Result<PostgresUrl, Fault> {
        PostgresUrl::parse(Secret::new(text.to_owned()))
    }

    fn shown(text: &str) -> String {
        parse(text).unwrap().to_string()
    }

    #[test]
    fn password_is_hidden_and_the_rest_is_shown() {
        assert_eq!(shown("postgres://apd:pw@db:5432/delius"), "postgres://apd:***@db:5432/delius");
        assert_eq!(shown("postgresql://apd@db/delius"), "postgresql://apd@db/delius");
        assert_eq!(shown("postgres://a:pw@[::1]:5432,h2/d"), "postgres://a:***@[::1]:5432,h2/d");
    }

    #[test]
    fn url_without_host_is_accepted() {
        assert_eq!(
            shown("postgres:///delius?host=/run/postgresql"),
            "postgres:///delius?host=/run/postgresql"
        );
        assert_eq!(shown("postgres://%2Frun%2Fpostgresql/delius"), "postgres://%2Frun%2Fpostgresql/delius");
    }

    #[test]
    fn unknown_parameters_are_hidden() {
        let url = parse("postgres://db/d?sslmode=require&password=pw&x").unwrap();

        assert_eq!(url.to_string(), "postgres://db/d?sslmode=require&***&***");
        assert!(url.has_password());
    }

    #[test]
    fn full_url_is_exposed_on_demand_only() {
        let url = parse("postgres://apd:pw@db/delius").unwrap();

        assert_eq!(url.expose(), "postgres://apd:pw@db/delius");
        assert_eq!(format!("{url:?}"), "PostgresUrl(postgres://apd:***@db/delius)");
    }

    #[test]
    fn reserved_characters_in_the_password_are_refused() {
        for password in ["p@w", "p/w", "p?w", "p:w"] {
            assert_eq!(
                parse(&format!("postgres://apd:{password}@db/d")),
                Err(Fault::Unencoded),
                "{password}"
            );
        }
        assert_eq!(parse("postgres://apd:100%@db/d"), Err(Fault::BadPercent));
        assert_eq!(parse("postgres://apd:p w@db/d"), Err(Fault::Blank));
    }

    proptest! {
        #[test]
        fn no_text_makes_parsing_panic(text in ".{0,60}") {
            let _ = parse(&format!("postgres://{text}"));
        }

        #[test]
        fn password_never_shows_whatever_it_is_made_of(
            before in "[a-z0-9@/?:%&=+#.,]{0,9}",
            after in "[a-z0-9@/?:%&=+#.,]{0,9}",
        ) {
            let password = format!("{before}S3cr3t{after}");
            if let Ok(url) = parse(&format!("postgres://apd:{password}@db/delius")) {
                let shown = format!("{url} {url:?}");
                prop_assert!(!shown.contains("S3cr3t"));
                prop_assert!(url.has_password());
            }
        }
    }
}
