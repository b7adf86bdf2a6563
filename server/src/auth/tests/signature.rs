//! Algorithms, keys and signatures.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rsa::KeyPair as RsaKeyPair;
use aws_lc_rs::signature::KeyPair;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;

use super::support::{SigningKey, authenticator, claims, present, refusal};
use crate::auth::TokenRefusal;
use crate::auth::development::pem;

#[tokio::test]
async fn rs256_is_accepted() {
    let authenticator = authenticator(&[SigningKey::first()]);

    let principal = present(&authenticator, &SigningKey::first().sign(&claims())).await.unwrap();

    assert_eq!(principal.client(), Some("the-client"));
}

#[tokio::test]
async fn es256_is_accepted() {
    let authenticator = authenticator(&[SigningKey::first(), SigningKey::elliptic()]);

    assert!(present(&authenticator, &SigningKey::elliptic().sign(&claims())).await.is_ok());
}

#[tokio::test]
async fn token_without_key_name_is_tried_against_all_keys_of_its_type() {
    let keys = [SigningKey::elliptic(), SigningKey::first(), SigningKey::second()];
    let authenticator = authenticator(&keys);

    for key in keys {
        assert!(present(&authenticator, &key.sign_unnamed(&claims())).await.is_ok(), "{}", key.id);
    }

    // One for the elliptic key, one for the first RSA key, two for the second.
    assert_eq!(authenticator.signature_checks(), 4);
}

#[tokio::test]
async fn token_that_names_a_key_is_tried_against_that_key_alone() {
    let authenticator = authenticator(&[SigningKey::first(), SigningKey::second()]);

    let token = SigningKey::second().sign_as("first", &claims());

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::BadSignature);
    assert_eq!(authenticator.signature_checks(), 1);
}

#[tokio::test]
async fn token_of_a_key_not_in_hand_is_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);

    let named = SigningKey::second().sign(&claims());
    let unnamed = SigningKey::second().sign_unnamed(&claims());

    assert_eq!(refusal(&authenticator, &named).await, TokenRefusal::UnknownKey);
    assert_eq!(refusal(&authenticator, &unnamed).await, TokenRefusal::UnknownKey);
}

#[tokio::test]
async fn changed_claims_are_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let token = SigningKey::first().sign(&claims());
    let [header, _, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("not three parts") };

    let forged = URL_SAFE_NO_PAD.encode(claims().to_string().replace("the-client", "the-boss"));

    let token = format!("{header}.{forged}.{signature}");
    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::BadSignature);
}

#[tokio::test]
async fn missing_signature_is_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let token = SigningKey::first().sign(&claims());
    let (unsigned, _) = token.rsplit_once('.').unwrap();

    assert_eq!(refusal(&authenticator, &format!("{unsigned}.")).await, TokenRefusal::BadSignature);
    assert_eq!(refusal(&authenticator, unsigned).await, TokenRefusal::UnreadableHeader);
}

#[tokio::test]
async fn algorithm_none_is_refused_however_it_is_spelt() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let payload = URL_SAFE_NO_PAD.encode(claims().to_string());

    for none in ["none", "None", "NONE", ""] {
        let header = URL_SAFE_NO_PAD.encode(json!({"alg": none, "kid": "first"}).to_string());
        for signature in ["", "c2lnbmF0dXJl"] {
            let token = format!("{header}.{payload}.{signature}");
            assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::UnreadableHeader);
        }
    }
    assert_eq!(authenticator.signature_checks(), 0);
}

#[tokio::test]
async fn hmac_with_the_public_key_as_secret_is_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let pair = RsaKeyPair::from_der(SigningKey::first().encoding_key().as_bytes()).unwrap();
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    let secrets = [pem("PUBLIC KEY", public.as_ref()).into_bytes(), public.as_ref().to_vec()];

    for secret in secrets {
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let header = Header { alg: algorithm, ..SigningKey::first().header() };
            let token = encode(&header, &claims(), &EncodingKey::from_secret(&secret)).unwrap();
            assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::AlgorithmNotAccepted);
        }
    }
    assert_eq!(authenticator.signature_checks(), 0);
}

#[tokio::test]
async fn other_algorithms_of_an_accepted_key_are_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);

    for algorithm in [Algorithm::RS384, Algorithm::RS512, Algorithm::PS256] {
        let header = Header { alg: algorithm, ..SigningKey::first().header() };
        let token = SigningKey::first().sign_with(&header, &claims());
        assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::AlgorithmNotAccepted);
    }
}

#[tokio::test]
async fn key_is_never_used_with_the_algorithm_of_another_type() {
    let authenticator = authenticator(&[SigningKey::first(), SigningKey::elliptic()]);

    let token = SigningKey::elliptic().sign_as("first", &claims());

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::BadSignature);
    assert_eq!(authenticator.signature_checks(), 0);
}

#[tokio::test]
async fn key_that_the_token_brings_along_is_not_trusted() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let header = Header {
        jwk: Some(SigningKey::second().jwk()),
        jku: Some("https://attacker.example/jwks.json".to_owned()),
        ..SigningKey::second().header()
    };

    let token = SigningKey::second().sign_with(&header, &claims());

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::UnknownKey);
}

#[tokio::test]
async fn extension_that_must_be_understood_is_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let header = Header { crit: Some(vec!["b64".to_owned()]), ..SigningKey::first().header() };

    let token = SigningKey::first().sign_with(&header, &claims());

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::UnknownExtension);
}

#[tokio::test]
async fn claims_that_are_no_object_are_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);

    let token = SigningKey::first().sign(&json!("claims"));

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::Malformed);
}
