//! Who is calling, and may they (behaviour D1, 6.1).
//!
//! Callers send a JWT as a bearer token. This area
//!
//! * gets the public keys of the authorization server, keeps them fresh and follows their rotation ([`KeyRing`]);
//! * checks a token's signature, times and issuer and says whose it is ([`Authenticator::authenticate`]);
//! * decides whether its authorities admit the caller ([`Authenticator::authorise`]);
//! * has a key pair of its own for the development profile ([`DevelopmentKeys`]).
//!
//! Only RS256 and ES256 are accepted, and only with a key whose own type fits: there is no way to choose `none`,
//! HMAC or a key of the caller's from within a token. The claim `aud` is not looked at, since the tokens of HMPPS
//! Auth carry a general one or none.
//!
//! The area knows nothing of HTTP servers. It takes the value of an `Authorization` header and answers with a
//! [`Principal`] or an [`AuthError`]; statuses and bodies are the business of the caller. An error's text never
//! holds any part of the token.

mod authenticator;
mod bearer;
mod claims;
mod clock;
mod development;
mod error;
mod fetch_gate;
mod jwks;
mod key_file;
mod key_refresher;
mod key_ring;
mod key_set;
mod principal;
mod roles;
mod settings;
mod token_cache;
mod token_verifier;
mod unverified_token;
mod validity;
mod verification_key;

#[cfg(test)]
mod tests;

pub use authenticator::Authenticator;
pub use clock::SecondsClock;
pub use development::{DevelopmentKeys, DevelopmentKeysError, TokenGrant};
pub use error::{AuthError, TokenRefusal};
pub use jwks::{JwksFetchError, JwksUrlError};
pub use key_file::KeyFileError;
pub use key_ring::KeyRing;
pub use principal::Principal;
pub use roles::RequiredRoles;
pub use settings::{AuthSettings, JwksSettings};
pub use verification_key::{UnusableKey, VerificationKey};
