//! Keeps the status of an error reply that does not have the documented body.
//!
//! Generated code reads the body of a 4xx or 5xx as the documented type and, when that fails, gives an error without
//! the status: an HTML 502 of a gateway would look like a fault of the service. So the hooks read the body of such a
//! reply first ([`buffered`]), and where it is not the documented one ([`is_documented`]) hand on the whole reply
//! ([`copy`]) as progenitor's `UnexpectedResponse`, which keeps status, headers and body.

use crate::generated::types;
use crate::operations;
use apd_token::body;
use bytes::Bytes;
use reqwest::{Response, ResponseBuilderExt};

/// The longest error body looked at, in bytes: 2,000 items at fault are some 300 KiB.
const LONGEST: usize = 1024 * 1024;

/// The body of an error reply, kept beside the response.
#[derive(Clone, Debug)]
pub(crate) struct ErrorBody(pub(crate) Bytes);

/// The same reply with its body read, as far as it came: a status is worth more than the rest of a torn body.
pub(crate) async fn buffered(mut response: Response) -> Response {
    let (body, _) = body::read(&mut response, LONGEST).await;
    with_body(&response, Bytes::from(body))
}

/// A reply that [`buffered`] gave, once more.
pub(crate) fn copy(response: &Response, body: &ErrorBody) -> Response {
    with_body(response, body.0.clone())
}

/// Whether the body is the one that the document gives an operation for its failures.
pub(crate) fn is_documented(operation_id: &str, body: &ErrorBody) -> bool {
    if operations::is_probe(operation_id) {
        serde_json::from_slice::<types::Health>(&body.0).is_ok()
    } else {
        serde_json::from_slice::<types::ErrorResponse>(&body.0).is_ok()
    }
}

fn with_body(response: &Response, body: Bytes) -> Response {
    let reply = http::Response::builder().url(response.url().clone()).body(body.clone());
    // Cannot fail without headers; if it did, only the URL would be missing.
    let mut reply = reply.unwrap_or_else(|_| http::Response::new(body.clone()));
    *reply.status_mut() = response.status();
    *reply.version_mut() = response.version();
    *reply.headers_mut() = response.headers().clone();
    reply.extensions_mut().insert(ErrorBody(body));
    reply.into()
}
