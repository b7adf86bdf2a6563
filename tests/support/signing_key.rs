//! Keys that sign the tokens of the tests.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use std::sync::OnceLock;

/// An RSA key pair with its name, `kid`.
pub struct SigningKey {
    id: &'static str,
    encoding_key: EncodingKey,
    public_pem: String,
}

impl SigningKey {
    /// The key that the issuer publishes from the start. Made once a process, since an RSA key takes its time.
    pub fn first() -> &'static SigningKey {
        static KEY: OnceLock<SigningKey> = OnceLock::new();
        KEY.get_or_init(|| SigningKey::generate("first"))
    }

    /// A key that the issuer does not publish unless told.
    pub fn second() -> &'static SigningKey {
        static KEY: OnceLock<SigningKey> = OnceLock::new();
        KEY.get_or_init(|| SigningKey::generate("second"))
    }

    fn generate(id: &'static str) -> SigningKey {
        let pair = KeyPair::generate(KeySize::Rsa2048).expect("an RSA key");
        let private: Pkcs8V1Der<'_> = pair.as_der().expect("an RSA key as PKCS#8");
        let public: PublicKeyX509Der<'_> = pair.public_key().as_der().expect("a public key as X.509");
        let private_pem = pem("PRIVATE KEY", private.as_ref());
        let encoding_key = EncodingKey::from_rsa_pem(private_pem.as_bytes()).expect("an RSA key in PEM");
        SigningKey { id, encoding_key, public_pem: pem("PUBLIC KEY", public.as_ref()) }
    }

    /// The public half, as a JWK set has it.
    pub fn jwk(&self) -> Value {
        let mut jwk = Jwk::from_encoding_key(&self.encoding_key, Algorithm::RS256).expect("a public key");
        jwk.common.key_id = Some(self.id.to_owned());
        serde_json::to_value(jwk).expect("a JWK is JSON")
    }

    /// Signs a token as the authorization server does: RS256, naming the key.
    pub fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.id.to_owned());
        encode(&header, claims, &self.encoding_key).expect("claims can be signed")
    }

    /// Signs a token that names another key than the one that signed it.
    pub fn sign_in_the_name_of(&self, other: &SigningKey, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(other.id.to_owned());
        encode(&header, claims, &self.encoding_key).expect("claims can be signed")
    }

    /// Signs a token by HMAC with this key's public half for a secret: the forgery that a verifier falls for when it
    /// lets the token choose the algorithm.
    pub fn sign_with_public_half(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(self.id.to_owned());
        let secret = EncodingKey::from_secret(self.public_pem.as_bytes());
        encode(&header, claims, &secret).expect("claims can be signed")
    }

    /// A token that names this key, says `alg: none` and has no signature.
    pub fn leave_unsigned(&self, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({ "typ": "JWT", "alg": "none", "kid": self.id });
        format!("{}.{}.", part(&header), part(claims))
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    // 48 bytes make a line of 64 characters.
    let lines: Vec<_> = der.chunks(48).map(|line| STANDARD.encode(line)).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
