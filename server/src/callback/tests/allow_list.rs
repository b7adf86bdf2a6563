//! The allow-list by itself, by examples and by properties (behaviour 3.3, D33).

use crate::callback::allow_list::{AllowList, Refusal, base};
use crate::config::Profile;
use proptest::prelude::*;
use reqwest::Url;

/// A word that occurs nowhere else, so that finding it means that a password was shown.
const CANARY: &str = "Canary7Bird";

const ALLOWED: [&str; 2] = ["https://mad.example.org", "http://127.0.0.1:8080"];

fn list() -> AllowList {
    AllowList::new(&ALLOWED.map(|base| Url::parse(base).unwrap()), Profile::Production)
}

fn foreign(base: &str) -> Result<Url, Refusal> {
    Err(Refusal::Foreign(base.to_owned()))
}

#[test]
fn details_below_an_allowed_base_are_called() {
    for url in [
        "https://mad.example.org/referral/1/completion-data",
        "https://mad.example.org",
        "https://mad.example.org:443/referral/1?full=true",
        "HTTPS://MAD.Example.ORG/referral/1",
        "http://127.0.0.1:8080/referral/1",
    ] {
        assert!(list().check(url).is_ok(), "{url}");
    }
}

#[test]
fn blank_detail_url_is_refused_in_the_words_of_the_specification() {
    for blank in ["", " ", "\t\n"] {
        let refusal = list().check(blank).unwrap_err();

        assert_eq!(refusal.to_string(), "Detail URL must not be null");
    }
}

#[test]
fn other_base_is_refused_with_its_name() {
    for (url, base) in [
        ("https://other.example.org/referral/1", "https://other.example.org"),
        ("http://mad.example.org/referral/1", "http://mad.example.org"),
        ("https://mad.example.org:8443/referral/1", "https://mad.example.org:8443"),
        ("https://mad.example.org./referral/1", "https://mad.example.org."),
        ("https://mad.example.org.evil.example/", "https://mad.example.org.evil.example"),
        ("https://evil.example/https://mad.example.org/", "https://evil.example"),
        ("https://evil.example#@mad.example.org/", "https://evil.example"),
        ("https://evil.example\\@mad.example.org/", "https://evil.example"),
        ("http://127.0.0.1/referral/1", "http://127.0.0.1"),
    ] {
        assert_eq!(list().check(url), foreign(base), "{url}");
    }
    let refusal = list().check("https://other.example.org:8443/referral/1").unwrap_err();
    assert_eq!(refusal.to_string(), "Unexpected detail URL: https://other.example.org:8443");
}

#[test]
fn other_schemes_are_refused_in_every_profile() {
    let lists = [list(), AllowList::new(&[], Profile::Development)];
    for (url, base) in [
        ("ftp://mad.example.org/referral/1", "ftp://mad.example.org"),
        ("file:///etc/passwd", "file:"),
        ("file://mad.example.org/etc/passwd", "file://mad.example.org"),
        ("data:text/plain,x", "data:"),
        ("mad.example.org:8080/referral/1", "mad.example.org:"),
    ] {
        assert!(lists.iter().all(|list| list.check(url) == foreign(base)), "{url}");
    }
}

#[test]
fn text_that_is_no_url_is_refused() {
    for text in [
        "referral/1",
        "/referral/1",
        "//mad.example.org/referral/1",
        "https://",
        "https://mad.example.org:x/",
    ] {
        assert_eq!(list().check(text), Err(Refusal::Malformed), "{text}");
    }
}

#[test]
fn credentials_are_refused_in_every_profile() {
    let lists = [list(), AllowList::new(&[], Profile::Development)];
    for url in [
        "https://somebody@mad.example.org/",
        "https://somebody:word@mad.example.org/",
        "https://:word@mad.example.org/",
    ] {
        let expected = Err(Refusal::Credentials("https://mad.example.org".to_owned()));
        assert!(lists.iter().all(|list| list.check(url) == expected), "{url}");
    }
}

#[test]
fn very_long_detail_url_is_refused() {
    let url = |length: usize| format!("{}/{}", ALLOWED[0], "a".repeat(length - ALLOWED[0].len() - 1));

    assert!(list().check(&url(2_000)).is_ok());
    assert_eq!(list().check(&url(2_001)), Err(Refusal::TooLong));
}

#[test]
fn empty_list_allows_nothing_but_in_development() {
    let url = "https://mad.example.org/referral/1";

    assert!(AllowList::new(&[], Profile::Production).check(url).is_err());
    assert!(AllowList::new(&[], Profile::Development).check(url).is_ok());
}

/// Texts that are URLs, or almost, of allowed and other hosts.
fn almost_urls() -> impl Strategy<Value = String> {
    let scheme = "(https|http|HTTPS|ftp|file|)";
    let slashes = r"(://|:/|:|:///|:\\\\|//|\t://)";
    let user = r"([a-z]{0,3}(:[a-z]{0,3})?[@\\#?/]){0,2}";
    let host = r"(mad\.example\.org|127\.0\.0\.1|127\.1|evil\.example|MAD\.example\.org|mad\.example\.org\.)";
    let port = "(:443|:80|:8080|:|:x|)";
    let rest = r"([/?#@\\.]|mad\.example\.org|%2e|[a-z \t\n]){0,6}";
    (scheme, slashes, user, host, port, rest).prop_map(|(scheme, slashes, user, host, port, rest)| {
        format!("{scheme}{slashes}{user}{host}{port}{rest}")
    })
}

proptest! {
    /// Whatever the text looks like, what would be connected to is in the list.
    #[test]
    fn only_allowed_bases_pass(text in prop_oneof![almost_urls(), any::<String>()]) {
        if let Ok(url) = list().check(&text) {
            prop_assert!(ALLOWED.contains(&base(&url).as_str()), "{url}");
            prop_assert!(url.username().is_empty() && url.password().is_none(), "{url}");
            prop_assert_eq!(url.origin().ascii_serialization(), base(&url));
        }
    }

    #[test]
    fn every_path_below_an_allowed_base_passes_unchanged(path in "(/[A-Za-z0-9-]{1,12}){0,4}", query in "([?][a-z=&]{0,9})?") {
        for allowed in ALLOWED {
            let url = list().check(&format!("{allowed}{path}{query}")).unwrap();

            prop_assert_eq!(url.path(), if path.is_empty() { "/" } else { path.as_str() });
            prop_assert_eq!(base(&url), allowed);
        }
    }

    #[test]
    fn password_is_never_told(
        scheme in "(https|http|ftp|postgres)",
        around in "[a-z0-9.!$*+~-]{0,8}",
        host in "(mad\\.example\\.org|evil\\.example|)",
        rest in "([:/?#@][a-z0-9@:]{0,6}){0,3}",
    ) {
        let url = format!("{scheme}://somebody:{around}{CANARY}{around}@{host}{rest}");
        let refusal = list().check(&url).unwrap_err();

        prop_assert!(!format!("{refusal} {refusal:?}").contains(CANARY), "{refusal:?}");
    }

    #[test]
    fn path_is_never_told(path in "/[a-z]{0,9}") {
        let refusal = list().check(&format!("https://evil.example{path}/{CANARY}?{CANARY}#{CANARY}")).unwrap_err();

        prop_assert_eq!(refusal, Refusal::Foreign("https://evil.example".to_owned()));
    }
}
