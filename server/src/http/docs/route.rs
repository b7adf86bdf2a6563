//! The one route for the pages and their files.

use super::asset::Asset;
use super::{assets, conditional};
use crate::context::ServerContext;
use crate::http::request_log::RequestLog;
use crate::http::unrouted;
use apd_api::error::ApiError;
use bytes::Bytes;
use dropshot::{Body, HttpError, Path, RequestContext, endpoint};
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{Response, StatusCode};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Nothing but our own files, and calls of this server; no script or style within a page, no code made from text. The
/// pictures of Swagger UI stand in its style sheet as `data:`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The segments behind `/docs`.
#[derive(Deserialize, JsonSchema)]
pub(in crate::http) struct DocsPath {
    path: Vec<String>,
}

/// Serves every path below `/docs`, to everybody.
#[endpoint { method = GET, path = "/docs/{path:.*}", unpublished = true }]
pub(in crate::http) async fn docs(
    rqctx: RequestContext<Arc<ServerContext>>,
    path: Path<DocsPath>,
) -> Result<Response<Body>, ApiError> {
    let asset = assets::find(&path.into_inner().path).ok_or_else(|| unrouted::not_found(&rqctx))?;
    let line = RequestLog::begin(&rqctx, "/docs/{path}");
    let response = response(asset, rqctx.request.headers()).map_err(HttpError::from)?;
    line.succeeded(&rqctx.context().log, response.status());
    Ok(response)
}

/// The file, or 304 where the caller has it. A browser may keep it, and asks each time whether it is still the same:
/// a new version of the service is seen at once.
fn response(asset: &'static Asset, headers: &HeaderMap) -> Result<Response<Body>, http::Error> {
    let response = Response::builder()
        .header(CACHE_CONTROL, "no-cache")
        .header(CONTENT_SECURITY_POLICY, POLICY)
        .header(ETAG, asset.entity_tag())
        .header(REFERRER_POLICY, "no-referrer")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff");
    if conditional::is_known(headers, asset.entity_tag()) {
        return response.status(StatusCode::NOT_MODIFIED).body(Body::empty());
    }
    let response = response.header(CONTENT_TYPE, asset.content_type);
    let response = match asset.content_encoding {
        Some(encoding) => response.header(CONTENT_ENCODING, encoding),
        None => response,
    };
    response.body(Bytes::from_static(asset.content).into())
}
