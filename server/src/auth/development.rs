//! The development profile's own key pair.
//!
//! It takes the place of an authorization server on a developer's machine: the running service accepts the tokens
//! that the command `token` signs. The two are different processes, so the key is kept in a file; it admits to
//! nothing but a service that was started on the same file.

use std::path::Path;
use std::time::Duration;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{Jwk, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde::Serialize;
use thiserror::Error;
use uuid::Uuid;

use super::key_file::{self, KeyFileError};
use super::{KeyRing, UnusableKey, VerificationKey};

/// The bytes that make one line of 64 characters in a PEM file.
const PEM_LINE_BYTES: usize = 48;

/// Why there is no key pair, or no token signed with it.
#[derive(Debug, Error)]
pub enum DevelopmentKeysError {
    /// The system could not make a key.
    #[error("development key cannot be generated")]
    Generate(#[source] aws_lc_rs::error::Unspecified),
    /// The file of the key cannot be used.
    #[error("development key cannot be kept")]
    File(#[source] KeyFileError),
    /// What is in the file is no RSA key in PEM. Deleting the file makes a new key.
    #[error("development key cannot be understood")]
    Unreadable(#[source] jsonwebtoken::errors::Error),
    /// The key in the file cannot verify tokens, for example because it is too short.
    #[error("development key cannot be used")]
    Unusable(#[source] UnusableKey),
    /// The token could not be signed.
    #[error("development token cannot be signed")]
    Sign(#[source] jsonwebtoken::errors::Error),
}

/// What a token of the development profile says.
#[derive(Clone, Debug)]
pub struct TokenGrant {
    /// The client that the token is for (`client_id` and `sub`).
    pub client_id: String,
    /// The roles that it carries (`authorities`).
    pub authorities: Vec<String>,
    /// The issuer that it names (`iss`).
    pub issuer: Option<String>,
    /// When it is issued (`iat`), in seconds since the epoch, UTC.
    pub issued_at: i64,
    /// How long it is valid from then on, in whole seconds.
    pub lifetime: Duration,
}

/// An RSA key pair of 2,048 bits that signs tokens and verifies them.
#[derive(Debug)]
pub struct DevelopmentKeys {
    signing_key: EncodingKey,
    verification_key: VerificationKey,
}

impl DevelopmentKeys {
    /// The key pair in the PEM file (PKCS#8) at `path`. If there is no file, one is made for its owner alone;
    /// processes that do so at the same time agree on one key. The directory must exist.
    ///
    /// # Errors
    ///
    /// [`DevelopmentKeysError`], except for the last variant.
    pub fn load_or_create(path: &Path) -> Result<Self, DevelopmentKeysError> {
        if let Some(pem) = key_file::read_if_present(path).map_err(DevelopmentKeysError::File)? {
            return Self::from_pem(&pem);
        }
        let own = generate_pem()?;
        key_file::create_unless_present(path, &own).map_err(DevelopmentKeysError::File)?;
        let agreed = key_file::read_if_present(path).map_err(DevelopmentKeysError::File)?;
        Self::from_pem(&agreed.unwrap_or(own))
    }

    /// A new key pair that is kept nowhere.
    ///
    /// # Errors
    ///
    /// [`DevelopmentKeysError::Generate`].
    pub fn generate() -> Result<Self, DevelopmentKeysError> {
        Self::from_pem(&generate_pem()?)
    }

    /// The public half, named (`kid`) by its thumbprint.
    pub fn verification_key(&self) -> &VerificationKey {
        &self.verification_key
    }

    /// A ring with the public half alone.
    pub fn key_ring(&self) -> KeyRing {
        KeyRing::fixed(vec![self.verification_key.clone()])
    }

    /// Signs a token of the shape that HMPPS Auth gives to clients.
    ///
    /// # Errors
    ///
    /// [`DevelopmentKeysError::Sign`].
    pub fn sign(&self, grant: &TokenGrant) -> Result<String, DevelopmentKeysError> {
        let mut header = Header::new(self.verification_key.algorithm());
        header.kid = self.verification_key.id().map(str::to_owned);
        encode(&header, &ClientToken::from(grant), &self.signing_key).map_err(DevelopmentKeysError::Sign)
    }

    fn from_pem(pem: &str) -> Result<Self, DevelopmentKeysError> {
        let signing_key =
            EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(DevelopmentKeysError::Unreadable)?;
        let mut jwk = Jwk::from_encoding_key(&signing_key, Algorithm::RS256)
            .map_err(DevelopmentKeysError::Unreadable)?;
        let thumbprint = jwk.thumbprint(ThumbprintHash::SHA256).map_err(DevelopmentKeysError::Unreadable)?;
        jwk.common.key_id = Some(thumbprint);
        let verification_key = VerificationKey::from_jwk(&jwk).map_err(DevelopmentKeysError::Unusable)?;
        Ok(Self { signing_key, verification_key })
    }
}

/// The claims of a token, as HMPPS Auth names them.
#[derive(Serialize)]
struct ClientToken<'a> {
    sub: &'a str,
    client_id: &'a str,
    grant_type: &'static str,
    auth_source: &'static str,
    scope: [&'static str; 2],
    authorities: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    iss: Option<&'a str>,
    jti: Uuid,
    iat: i64,
    exp: i64,
}

impl<'a> From<&'a TokenGrant> for ClientToken<'a> {
    fn from(grant: &'a TokenGrant) -> Self {
        let lifetime = i64::try_from(grant.lifetime.as_secs()).unwrap_or(i64::MAX);
        Self {
            sub: &grant.client_id,
            client_id: &grant.client_id,
            grant_type: "client_credentials",
            auth_source: "none",
            scope: ["read", "write"],
            authorities: &grant.authorities,
            iss: grant.issuer.as_deref(),
            jti: Uuid::new_v4(),
            iat: grant.issued_at,
            exp: grant.issued_at.saturating_add(lifetime),
        }
    }
}

/// A new RSA key of 2,048 bits as PEM, PKCS#8.
pub(super) fn generate_pem() -> Result<String, DevelopmentKeysError> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(DevelopmentKeysError::Generate)?;
    let der: Pkcs8V1Der<'_> = pair.as_der().map_err(DevelopmentKeysError::Generate)?;
    Ok(pem("PRIVATE KEY", der.as_ref()))
}

/// Wraps DER as PEM.
pub(super) fn pem(label: &str, der: &[u8]) -> String {
    let lines: Vec<_> = der.chunks(PEM_LINE_BYTES).map(|line| STANDARD.encode(line)).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
