//! The rules of authentication, each by the name of its test.

mod authorities;
mod bearer;
mod development;
mod issuer;
mod jwks;
mod key_rotation;
mod remembered_tokens;
mod signature;
mod support;
mod times;
