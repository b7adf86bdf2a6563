//! One public key that tokens may be signed with.

use std::fmt;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
};
use jsonwebtoken::jwk::{
    AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse, ThumbprintHash,
};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind};
use thiserror::Error;

/// The sizes of RSA modulus that are accepted, in bytes: 2,048 to 8,192 bits.
const RSA_MODULUS_BYTES: std::ops::RangeInclusive<usize> = 256..=1024;

/// A public key, and the one algorithm that it is used with.
///
/// The algorithm follows from the type of the key, never from a token, so that a token cannot have a key used in
/// another way than it was made for.
#[derive(Clone)]
pub struct VerificationKey {
    id: Option<String>,
    algorithm: Algorithm,
    thumbprint: String,
    decoding_key: DecodingKey,
}

impl VerificationKey {
    /// Takes a key out of a JWK set.
    ///
    /// # Errors
    ///
    /// Says why the key cannot verify the signature of a token that this service accepts.
    pub fn from_jwk(jwk: &Jwk) -> Result<Self, UnusableKey> {
        check_purpose(jwk)?;
        let algorithm = algorithm_of(jwk)?;
        let decoding_key = DecodingKey::from_jwk(jwk).map_err(|_| UnusableKey::Malformed)?;
        check_material(&decoding_key)?;
        let thumbprint = jwk.thumbprint(ThumbprintHash::SHA256).map_err(|_| UnusableKey::Malformed)?;
        Ok(Self { id: jwk.common.key_id.clone(), algorithm, thumbprint, decoding_key })
    }

    /// The name of the key (`kid`).
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The algorithm that the key is used with: RS256 or ES256.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key in the form that jsonwebtoken wants.
    pub(super) fn decoding_key(&self) -> &DecodingKey {
        &self.decoding_key
    }

    /// What makes the key this one and no other: its name and the hash of its material (RFC 7638).
    pub(super) fn identity(&self) -> (Option<&str>, &str) {
        (self.id(), &self.thumbprint)
    }
}

impl fmt::Debug for VerificationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerificationKey")
            .field("id", &self.id)
            .field("algorithm", &self.algorithm)
            .field("thumbprint", &self.thumbprint)
            .finish_non_exhaustive()
    }
}

/// Why a key of a JWK set is passed over.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum UnusableKey {
    /// The key is for encryption or for another purpose than checking signatures.
    #[error("key is not for checking signatures")]
    OtherPurpose,
    /// The key is neither RSA nor on the curve P-256.
    #[error("key is neither RSA nor P-256")]
    UnsupportedType,
    /// The key names another algorithm (`alg`) than RS256 or ES256, or one that does not fit its type.
    #[error("key is for another algorithm")]
    OtherAlgorithm,
    /// The key cannot be read, is too short or too long, or is no valid key.
    #[error("key is malformed")]
    Malformed,
}

fn check_purpose(jwk: &Jwk) -> Result<(), UnusableKey> {
    let fits_use = matches!(jwk.common.public_key_use, None | Some(PublicKeyUse::Signature));
    let operations = jwk.common.key_operations.as_deref();
    let fits_operations = operations.is_none_or(|listed| listed.contains(&KeyOperations::Verify));
    if fits_use && fits_operations { Ok(()) } else { Err(UnusableKey::OtherPurpose) }
}

fn algorithm_of(jwk: &Jwk) -> Result<Algorithm, UnusableKey> {
    let algorithm = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => Algorithm::RS256,
        AlgorithmParameters::EllipticCurve(point) if point.curve == EllipticCurve::P256 => Algorithm::ES256,
        _ => return Err(UnusableKey::UnsupportedType),
    };
    match jwk.common.key_algorithm {
        Some(named) if named != KeyAlgorithm::from(algorithm) => Err(UnusableKey::OtherAlgorithm),
        _ => Ok(algorithm),
    }
}

/// Tries the key on the cryptographic library, so that a broken one is noticed when it is loaded and not with
/// every token.
fn check_material(key: &DecodingKey) -> Result<(), UnusableKey> {
    let parsed = match key.kind() {
        DecodingKeyKind::RsaModulusExponent { n, .. } if !RSA_MODULUS_BYTES.contains(&n.len()) => {
            return Err(UnusableKey::Malformed);
        }
        DecodingKeyKind::RsaModulusExponent { n, e } => {
            RsaPublicKeyComponents { n, e }.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
        }
        DecodingKeyKind::SecretOrDer(point) => ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point),
    };
    parsed.map(|_| ()).map_err(|_| UnusableKey::Malformed)
}
