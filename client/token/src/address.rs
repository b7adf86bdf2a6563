//! What an address must look like before anything is sent to it.

use reqwest::Url;

/// Why an address cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is not an absolute URL.
    #[error("not a URL such as https://example.com")]
    Malformed,
    /// Its scheme is neither `http` nor `https`.
    #[error("neither http nor https")]
    OtherScheme,
    /// It carries a user name or a password, which would end up in logs.
    #[error("carries a user name or a password")]
    Credentials,
    /// It ends in a query or a fragment, to which no path can be added.
    #[error("carries a query or a fragment")]
    NotABase,
}

/// Checks an address that requests are sent to. White space around it is dropped.
///
/// # Errors
/// It is not an `http` or `https` URL, or has parts that an address must not have.
pub fn parse(text: &str) -> Result<Url, AddressError> {
    let url = Url::parse(text.trim()).map_err(|_| AddressError::Malformed)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(AddressError::OtherScheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(AddressError::NotABase);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_addresses_with_and_without_a_path_are_good() {
        for text in ["http://127.0.0.1:8080", "https://example.com/auth/oauth/token", " http://[::1]/ "] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        for (text, reason) in [
            ("", AddressError::Malformed),
            ("example.com", AddressError::Malformed),
            ("ftp://example.com", AddressError::OtherScheme),
            ("localhost:8080", AddressError::OtherScheme),
            ("http://user:word@example.com", AddressError::Credentials),
            ("http://example.com?a=b", AddressError::NotABase),
            ("http://example.com#a", AddressError::NotABase),
        ] {
            assert_eq!(parse(text), Err(reason), "{text}");
        }
    }
}
