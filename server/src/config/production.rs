//! What production refuses. Each rule keeps a convenience of development away from real cases.

use super::error::Problem;
use super::key::Key;
use super::reason::Reason;
use super::settings::Settings;
use super::web_url::{refuse_in_production, refuse_issuer_in_production};
use super::{Config, accredited_programmes, auth, data, database, messaging};

/// Notes everything in `config` that production must not have. A value that was refused before is not refused
/// again.
pub(super) fn check(config: &Config, settings: &mut Settings) {
    if !settings.is_given(&database::URL_FILE) {
        need(settings, &database::URL);
    }
    check_auth(config, settings);
    check_messaging(settings);
    check_call_back(config, settings);
    if config.data.load_sample {
        settings.refuse_value(&data::LOAD_SAMPLE, Reason::DevelopmentOnly);
    }
}

fn check_auth(config: &Config, settings: &mut Settings) {
    // Without a key set the service would trust tokens that it signs itself.
    need(settings, &auth::JWKS_URL);
    need(settings, &auth::ISSUER);
    if let Some(reason) = config.auth.jwks_url.as_ref().and_then(refuse_in_production) {
        settings.refuse_value(&auth::JWKS_URL, reason);
    }
    let issuer = config.auth.issuer.as_deref();
    if let Some(reason) = issuer.and_then(|issuer| refuse_issuer_in_production(&auth::ISSUER, issuer)) {
        settings.refuse_value(&auth::ISSUER, reason);
    }
    if settings.is_given(&auth::DEVELOPMENT_KEY_FILE) {
        settings.refuse_value(&auth::DEVELOPMENT_KEY_FILE, Reason::DevelopmentOnly);
    }
}

/// With a queue there has to be somewhere to fetch the details of its events, and a token to show there: else every
/// message would end as a dead letter. A consumer that is switched off is no excuse, as it will be switched on.
fn check_messaging(settings: &mut Settings) {
    if settings.is_given(&messaging::ENDPOINT_URL) {
        settings.refuse_value(&messaging::ENDPOINT_URL, Reason::DevelopmentOnly);
    }
    if settings.is_given(&messaging::QUEUE_URL) {
        need_for_queue(settings, &accredited_programmes::ALLOWED_BASE_URLS);
        // Together with it come the client and its secret, in every profile.
        if !accredited_programmes::is_any_credential_given(settings) {
            need_for_queue(settings, &accredited_programmes::TOKEN_URL);
            need_for_queue(settings, &accredited_programmes::CLIENT_ID);
            need_for_queue(settings, &accredited_programmes::CLIENT_SECRET);
        }
    }
}

fn check_call_back(config: &Config, settings: &mut Settings) {
    let call_back = &config.accredited_programmes;
    if let Some(reason) = call_back.allowed_base_urls.iter().find_map(refuse_in_production) {
        settings.refuse_value(&accredited_programmes::ALLOWED_BASE_URLS, reason);
    }
    let token_url = call_back.credentials.as_ref().map(|credentials| &credentials.token_url);
    if let Some(reason) = token_url.and_then(refuse_in_production) {
        settings.refuse_value(&accredited_programmes::TOKEN_URL, reason);
    }
}

fn need(settings: &mut Settings, key: &'static Key) {
    if !settings.is_given(key) {
        settings.refuse(Problem::Missing { key });
    }
}

fn need_for_queue(settings: &mut Settings, key: &'static Key) {
    if !settings.is_given(key) {
        settings.refuse(Problem::Needed { key, by: &messaging::QUEUE_URL });
    }
}
