//! One route for everything below `/regions/`.
//!
//! Dropshot's router allows a literal or a variable below one path node, not both, and the paths of the region
//! operations, which the client has fixed, need both (`apd_api::region_api`). So one unpublished route takes all of them,
//! looks at the shape of the path and calls the operation that the document names for it.

use super::entrypoints::Entrypoints;
use super::unrouted;
use crate::context::ServerContext;
use apd_api::error::ApiError;
use apd_api::region_api::{PduApi, RegionApi};
use apd_api::types::regions::{PduPath, RegionPath};
use dropshot::{Body, HttpResponse, HttpResponseOk, Path, RequestContext, endpoint};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The segments behind `/regions/`, decoded one by one: an encoded slash does not part them.
#[derive(Deserialize, JsonSchema)]
pub(super) struct RegionsPath {
    path: Vec<String>,
}

/// Serves every path below `/regions/`. An unknown shape is a 404 for everybody, with or without a token (S26, S33).
#[endpoint { method = GET, path = "/regions/{path:.*}", unpublished = true }]
pub(super) async fn regions(
    rqctx: RequestContext<Arc<ServerContext>>,
    path: Path<RegionsPath>,
) -> Result<http::Response<Body>, ApiError> {
    let path = path.into_inner().path;
    let segments: Vec<_> = path.iter().map(String::as_str).collect();
    match segments[..] {
        ["pdu", pdu, "office-locations"] => {
            let path = Path::from(PduPath { pdu: pdu.to_owned() });
            response(Entrypoints::list_office_locations(rqctx, path).await)
        }
        [code, "members"] => response(Entrypoints::list_region_members(rqctx, region(code)).await),
        [code, "local-admin-units", "accredited-programmes", "members"] => {
            response(Entrypoints::list_accredited_programmes_members(rqctx, region(code)).await)
        }
        _ => Err(unrouted::not_found(&rqctx)),
    }
}

fn region(code: &str) -> Path<RegionPath> {
    Path::from(RegionPath { code: code.to_owned() })
}

fn response<T>(result: Result<HttpResponseOk<T>, ApiError>) -> Result<http::Response<Body>, ApiError>
where
    T: JsonSchema + Serialize + Send + Sync + 'static,
{
    Ok(result?.to_result()?)
}
