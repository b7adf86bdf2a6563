//! JWK sets, good and bad.

use jsonwebtoken::jwk::Jwk;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::support::{JwksServer, SigningKey, key_set, set_of, settings_for};
use crate::auth::jwks::{FetchedKeys, JwksClient};
use crate::auth::{JwksFetchError, JwksUrlError, UnusableKey, VerificationKey};

async fn fetch(answer: ResponseTemplate) -> Result<FetchedKeys, JwksFetchError> {
    let server = JwksServer::answering(answer).await;
    JwksClient::new(&server.settings()).unwrap().fetch().await
}

fn with(key: &SigningKey, name: &str, value: Value) -> Value {
    let mut jwk = key.jwk_json();
    jwk[name] = value;
    jwk
}

fn usability(jwk: Value) -> Result<(), UnusableKey> {
    let jwk: Jwk = serde_json::from_value(jwk).unwrap();
    VerificationKey::from_jwk(&jwk).map(|_| ())
}

#[tokio::test]
async fn unusable_keys_are_passed_over() {
    let rsa = SigningKey::first();
    let fetched = fetch(set_of(vec![
        json!({"kty": "oct", "kid": "secret", "k": "c2VjcmV0"}),
        json!({"kty": "OKP", "kid": "edwards", "crv": "Ed25519", "x": "c2VjcmV0"}),
        json!({"kty": "lattice", "kid": "future"}),
        with(rsa, "use", json!("enc")),
        with(rsa, "n", json!("***")),
        with(rsa, "alg", json!(5)),
        json!("no key at all"),
        json!(null),
        SigningKey::first().jwk_json(),
        SigningKey::elliptic().jwk_json(),
    ]))
    .await
    .unwrap();

    let ids: Vec<_> = fetched.keys.iter().filter_map(VerificationKey::id).collect();
    assert_eq!(ids, ["first", "elliptic"]);
    assert_eq!(fetched.unusable, 8);
}

#[test]
fn key_needs_neither_use_nor_algorithm_nor_name() {
    for name in ["use", "alg", "kid"] {
        let mut jwk = SigningKey::first().jwk_json();
        jwk.as_object_mut().unwrap().remove(name);
        assert_eq!(usability(jwk), Ok(()));
    }
}

#[test]
fn key_for_other_purposes_is_unusable() {
    let rsa = SigningKey::first();

    assert_eq!(usability(with(rsa, "use", json!("sig"))), Ok(()));
    assert_eq!(usability(with(rsa, "key_ops", json!(["verify"]))), Ok(()));
    assert_eq!(usability(with(rsa, "use", json!("enc"))), Err(UnusableKey::OtherPurpose));
    assert_eq!(usability(with(rsa, "key_ops", json!(["encrypt"]))), Err(UnusableKey::OtherPurpose));
}

#[test]
fn algorithm_must_fit_the_type_of_the_key() {
    let unfit = [
        (SigningKey::first(), "ES256"),
        (SigningKey::first(), "HS256"),
        (SigningKey::first(), "RS512"),
        (SigningKey::first(), "RSA-OAEP"),
        (SigningKey::first(), "XS256"),
        (SigningKey::elliptic(), "RS256"),
    ];
    for (key, algorithm) in unfit {
        assert_eq!(usability(with(key, "alg", json!(algorithm))), Err(UnusableKey::OtherAlgorithm));
    }
}

#[test]
fn other_types_and_curves_are_unusable() {
    let others = [
        json!({"kty": "oct", "k": "c2VjcmV0"}),
        json!({"kty": "lattice"}),
        with(SigningKey::elliptic(), "crv", json!("P-384")),
    ];
    for jwk in others {
        assert_eq!(usability(jwk), Err(UnusableKey::UnsupportedType));
    }
}

#[test]
fn broken_material_is_unusable() {
    let rsa = SigningKey::first();
    let elliptic = SigningKey::elliptic();
    let short_modulus = "w".repeat(171);
    let broken = [
        with(rsa, "n", json!("***")),
        with(rsa, "n", json!("")),
        with(rsa, "n", json!(short_modulus)),
        with(rsa, "e", json!("")),
        with(elliptic, "x", json!("AAAA")),
        with(elliptic, "y", elliptic.jwk_json()["x"].clone()),
    ];
    for jwk in broken {
        assert_eq!(usability(jwk), Err(UnusableKey::Malformed));
    }
}

#[tokio::test]
async fn html_is_no_key_set() {
    let html = ResponseTemplate::new(200).set_body_raw("<html></html>", "text/html");

    assert!(matches!(fetch(html).await, Err(JwksFetchError::NotAJwkSet(_))));
}

#[tokio::test]
async fn set_without_a_usable_key_is_a_fault() {
    let answer = set_of(vec![json!({"kty": "oct", "k": "c2VjcmV0"})]);

    assert!(matches!(fetch(answer).await, Err(JwksFetchError::NoUsableKey(1))));
    assert!(matches!(fetch(key_set(&[])).await, Err(JwksFetchError::NoUsableKey(0))));
}

#[tokio::test]
async fn other_statuses_than_success_are_faults() {
    for status in [204, 301, 404, 500] {
        let answer = ResponseTemplate::new(status).insert_header("location", "/elsewhere");
        assert!(fetch(answer).await.is_err(), "{status}");
    }
}

#[tokio::test]
async fn redirect_is_not_followed() {
    let target = JwksServer::offering(&[SigningKey::first()]).await;
    let redirect = ResponseTemplate::new(302).insert_header("location", target.settings().url);

    assert!(matches!(fetch(redirect).await, Err(JwksFetchError::Status(status)) if status == 302));
    assert_eq!(target.requests().await, 0);
}

#[tokio::test]
async fn answer_that_is_too_long_is_cut_off() {
    let mut set = json!({"keys": [SigningKey::first().jwk_json()]});
    set["padding"] = json!("x".repeat(256 * 1024));

    let answer = ResponseTemplate::new(200).set_body_json(set);

    assert!(matches!(fetch(answer).await, Err(JwksFetchError::TooLarge)));
}

#[tokio::test]
async fn address_is_not_in_the_error() {
    let settings = settings_for("http://user:secret@127.0.0.1:1/jwks.json");

    let error = JwksClient::new(&settings).unwrap().fetch().await.unwrap_err();

    assert!(matches!(error, JwksFetchError::Request(_)));
    assert!(!format!("{error:?}").contains("secret"));
}

#[test]
fn address_must_be_one_of_the_web() {
    let client = |url: &str| JwksClient::new(&settings_for(url)).map(|_| ());

    assert!(matches!(client("not an address"), Err(JwksUrlError::Invalid(_))));
    assert!(matches!(client("file:///etc/passwd"), Err(JwksUrlError::UnsupportedScheme)));
    assert!(client("https://sign-in.example/auth/.well-known/jwks.json").is_ok());
}
