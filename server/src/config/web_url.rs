//! URLs of the web: their form, and whether they are fit for production.

use std::net::IpAddr;

use reqwest::Url;

use super::key::Key;
use super::reason::Reason;

/// Understands a URL without credentials, with the parser of the client that will call it.
pub(super) fn parse(key: &Key, text: &str) -> Result<Url, Reason> {
    let url = web_url(text).ok_or_else(|| Reason::unfit(key, text))?;
    if has_credentials(&url) { Err(Reason::Credentials) } else { Ok(url) }
}

/// Understands a URL that is no more than a scheme, a host and perhaps a port.
pub(super) fn parse_base(key: &Key, text: &str) -> Result<Url, Reason> {
    let url = parse(key, text)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if bare { Ok(url) } else { Err(Reason::unfit(key, text)) }
}

/// Checks an issuer and leaves it as it is, because it is compared to the letter. Outside production any text
/// will do: the standard asks for no more.
pub(super) fn check_issuer(key: &Key, text: &str) -> Result<String, Reason> {
    match Url::parse(text) {
        Ok(url) if has_credentials(&url) => Err(Reason::Credentials),
        _ if text.contains('@') => Err(Reason::unfit(key, text)),
        _ => Ok(text.to_owned()),
    }
}

/// What keeps production from calling this URL.
pub(super) fn refuse_in_production(url: &Url) -> Option<Reason> {
    if is_this_machine(url) {
        Some(Reason::ThisMachine(url.to_string()))
    } else if url.scheme() != "https" {
        Some(Reason::NotEncrypted(url.to_string()))
    } else {
        None
    }
}

/// What keeps production from trusting this issuer. It is a name that nothing is fetched from, so it need not
/// be encrypted; it must be a URL, so that `localhost` cannot hide in another notation.
pub(super) fn refuse_issuer_in_production(key: &Key, issuer: &str) -> Option<Reason> {
    match web_url(issuer) {
        None => Some(Reason::unfit(key, issuer)),
        Some(url) if is_this_machine(&url) => Some(Reason::ThisMachine(issuer.to_owned())),
        Some(_) => None,
    }
}

fn web_url(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| ["http", "https"].contains(&url.scheme()) && url.has_host())
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// The parser has brought the host into lower case and addresses such as `127.1` into their usual notation.
fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match address.map(|address| address.to_canonical()) {
        Ok(address) => address.is_loopback() || address.is_unspecified(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::auth::{ISSUER, JWKS_URL};
    use super::*;

    #[test]
    fn addresses_of_this_machine_are_recognised_in_every_notation() {
        let hosts = [
            "localhost",
            "LOCALHOST",
            "localhost.",
            "auth.localhost",
            "127.0.0.1",
            "127.1",
            "127.9.9.9",
            "0x7f000001",
            "0.0.0.0",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
        ];
        for host in hosts {
            let url = Url::parse(&format!("https://{host}:9090/auth")).unwrap();

            assert!(is_this_machine(&url), "{host}");
        }
    }

    #[test]
    fn other_hosts_are_not_this_machine() {
        for host in ["sign-in.example.org", "localhost.example.org", "10.0.0.1", "[2001:db8::1]"] {
            let url = Url::parse(&format!("https://{host}/auth")).unwrap();

            assert!(!is_this_machine(&url), "{host}");
        }
    }

    #[test]
    fn only_web_urls_without_credentials_are_called() {
        for text in ["jwks.json", "file:///etc/keys.json", "ftp://example.org/keys", "https://"] {
            assert!(matches!(parse(&JWKS_URL, text), Err(Reason::Unfit(_))), "{text}");
        }
        assert!(matches!(parse(&JWKS_URL, "https://u:p@example.org/"), Err(Reason::Credentials)));
        assert!(parse(&JWKS_URL, "http://127.0.0.1:9090/jwks.json").is_ok());
    }

    #[test]
    fn base_has_nothing_behind_host_and_port() {
        for text in ["https://example.org", "https://example.org/", "http://127.0.0.1:8080"] {
            assert!(parse_base(&JWKS_URL, text).is_ok(), "{text}");
        }
        for text in
            ["https://example.org/a", "https://example.org/?a", "https://example.org#a", "example.org"]
        {
            assert!(matches!(parse_base(&JWKS_URL, text), Err(Reason::Unfit(_))), "{text}");
        }
        assert!(matches!(parse_base(&JWKS_URL, "https://u@example.org"), Err(Reason::Credentials)));
    }

    #[test]
    fn issuer_is_kept_to_the_letter() {
        assert_eq!(check_issuer(&ISSUER, "https://example.org").unwrap(), "https://example.org");
        assert!(matches!(check_issuer(&ISSUER, "https://u:p@example.org"), Err(Reason::Credentials)));
    }

    #[test]
    fn production_refuses_an_issuer_that_is_no_url() {
        assert!(matches!(
            refuse_issuer_in_production(&ISSUER, "localhost:9090/auth"),
            Some(Reason::Unfit(_))
        ));
        assert!(refuse_issuer_in_production(&ISSUER, "http://auth.example.org/issuer").is_none());
    }
}
