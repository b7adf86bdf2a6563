//! What production refuses. Each rule keeps a convenience of development away from real cases.

use super::auth_url::{refuse_issuer_in_production, refuse_jwks_in_production};
use super::error::Problem;
use super::key::Key;
use super::reason::Reason;
use super::settings::Settings;
use super::{Config, auth, data, database};

/// Notes everything in `config` that production must not have. A value that was refused before is not refused
/// again.
pub(super) fn check(config: &Config, settings: &mut Settings) {
    if !settings.is_given(&database::URL_FILE) {
        need(settings, &database::URL);
    }
    // Without a key set the service would trust tokens that it signs itself.
    need(settings, &auth::JWKS_URL);
    need(settings, &auth::ISSUER);
    if let Some(reason) = config.auth.jwks_url.as_ref().and_then(refuse_jwks_in_production) {
        settings.refuse_value(&auth::JWKS_URL, reason);
    }
    let issuer = config.auth.issuer.as_deref();
    if let Some(reason) = issuer.and_then(|issuer| refuse_issuer_in_production(&auth::ISSUER, issuer)) {
        settings.refuse_value(&auth::ISSUER, reason);
    }
    if settings.is_given(&auth::DEVELOPMENT_KEY_FILE) {
        settings.refuse_value(&auth::DEVELOPMENT_KEY_FILE, Reason::DevelopmentOnly);
    }
    if config.data.load_sample {
        settings.refuse_value(&data::LOAD_SAMPLE, Reason::DevelopmentOnly);
    }
}

fn need(settings: &mut Settings, key: &'static Key) {
    if !settings.is_given(key) {
        settings.refuse(Problem::Missing { key });
    }
}
