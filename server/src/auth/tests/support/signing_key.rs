//! Keys that sign the tokens of the tests. They are made once a process, since an RSA key takes its time.

use std::sync::OnceLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::Value;

use crate::auth::VerificationKey;
use crate::auth::development::generate_pem;

/// A private key with its name.
pub(in crate::auth::tests) struct SigningKey {
    pub(in crate::auth::tests) id: &'static str,
    algorithm: Algorithm,
    encoding_key: EncodingKey,
}

impl SigningKey {
    /// The RSA key that most tests use.
    pub(in crate::auth::tests) fn first() -> &'static Self {
        static KEY: OnceLock<SigningKey> = OnceLock::new();
        KEY.get_or_init(|| Self::rsa("first"))
    }

    /// Another RSA key.
    pub(in crate::auth::tests) fn second() -> &'static Self {
        static KEY: OnceLock<SigningKey> = OnceLock::new();
        KEY.get_or_init(|| Self::rsa("second"))
    }

    /// A key on the curve P-256.
    pub(in crate::auth::tests) fn elliptic() -> &'static Self {
        static KEY: OnceLock<SigningKey> = OnceLock::new();
        KEY.get_or_init(|| {
            let pkcs8 =
                EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
            let encoding_key = EncodingKey::from_ec_der(pkcs8.as_ref());
            Self { id: "elliptic", algorithm: Algorithm::ES256, encoding_key }
        })
    }

    fn rsa(id: &'static str) -> Self {
        let encoding_key = EncodingKey::from_rsa_pem(generate_pem().unwrap().as_bytes()).unwrap();
        Self { id, algorithm: Algorithm::RS256, encoding_key }
    }

    pub(in crate::auth::tests) fn encoding_key(&self) -> &EncodingKey {
        &self.encoding_key
    }

    /// The public half.
    pub(in crate::auth::tests) fn jwk(&self) -> Jwk {
        let mut jwk = Jwk::from_encoding_key(&self.encoding_key, self.algorithm).unwrap();
        jwk.common.key_id = Some(self.id.to_owned());
        jwk
    }

    /// The public half as JSON.
    pub(in crate::auth::tests) fn jwk_json(&self) -> Value {
        serde_json::to_value(self.jwk()).unwrap()
    }

    pub(in crate::auth::tests) fn verification_key(&self) -> VerificationKey {
        VerificationKey::from_jwk(&self.jwk()).unwrap()
    }

    /// A header with the algorithm and the name of this key.
    pub(in crate::auth::tests) fn header(&self) -> Header {
        let mut header = Header::new(self.algorithm);
        header.kid = Some(self.id.to_owned());
        header
    }

    /// Signs a token that names this key.
    pub(in crate::auth::tests) fn sign(&self, claims: &Value) -> String {
        self.sign_with(&self.header(), claims)
    }

    /// Signs a token that names no key.
    pub(in crate::auth::tests) fn sign_unnamed(&self, claims: &Value) -> String {
        self.sign_with(&Header::new(self.algorithm), claims)
    }

    /// Signs a token that names the key `id`.
    pub(in crate::auth::tests) fn sign_as(&self, id: &str, claims: &Value) -> String {
        let mut header = self.header();
        header.kid = Some(id.to_owned());
        self.sign_with(&header, claims)
    }

    pub(in crate::auth::tests) fn sign_with(&self, header: &Header, claims: &Value) -> String {
        encode(header, claims, &self.encoding_key).unwrap()
    }
}
