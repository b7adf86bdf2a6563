//! Which request is which.

use super::answer::Answer;
use super::records::Records;
use super::{deployments, matrix, publish, results, selection};
use serde_json::{Value, json};
use wiremock::Request;

/// Answers a request.
pub(super) fn route(records: &mut Records, request: &Request) -> Answer {
    let base = request.url.origin().ascii_serialization();
    let segments: Vec<_> = request.url.path_segments().into_iter().flatten().collect();
    let body: Value = request.body_json().unwrap_or_default();
    match (request.method.as_str(), segments.as_slice()) {
        ("GET", [""]) => index(&base),
        ("POST", ["contracts", "publish"]) => publish::publish(records, &base, &body),
        ("GET", ["pacts", "provider", provider, "for-verification"]) => {
            let own = format!("{base}/pacts/provider/{provider}/for-verification");
            Answer::ok(json!({ "_links": { "self": { "href": own } } }))
        }
        ("POST", ["pacts", "provider", provider, "for-verification"]) => {
            selection::for_verification(records, &base, provider, &body)
        }
        ("GET", ["contracts", identity]) => results::contract(records, &base, identity),
        ("POST", ["contracts", identity, "results"]) => results::take(records, identity, &body),
        ("GET", ["matrix"]) => matrix::matrix(records, &request.url),
        ("POST", ["environments"]) => deployments::create_environment(records, &body),
        ("GET", ["pacticipants", participant]) => deployments::participant(records, &base, participant),
        ("PUT", ["pacticipants", participant, "branches", branch, "versions", version]) => {
            records.version(participant, version, Some(branch));
            Answer::ok(json!({ "name": branch }))
        }
        ("GET", ["pacticipants", participant, "versions", version]) => {
            deployments::version(records, &base, participant, version)
        }
        ("POST", ["pacticipants", participant, "versions", version, "deployed", environment]) => {
            deployments::deploy(records, participant, version, environment)
        }
        _ => Answer::absence(),
    }
}

fn index(base: &str) -> Answer {
    let templated = |path: &str| json!({ "href": format!("{base}{path}"), "templated": true });
    Answer::ok(json!({ "_links": {
        "self": { "href": base },
        "pb:publish-contracts": { "href": format!("{base}/contracts/publish") },
        "pb:provider-pacts-for-verification": templated("/pacts/provider/{provider}/for-verification"),
        "pb:environments": { "href": format!("{base}/environments") },
        "pb:pacticipant": templated("/pacticipants/{pacticipant}"),
        "pb:pacticipants": { "href": format!("{base}/pacticipants") },
    } }))
}
