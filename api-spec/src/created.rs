//! The answer 201 without a body, which Dropshot does not offer.

use dropshot::{Body, HttpCodedResponse, HttpError, HttpResponseDeleted};
use http::{Response, StatusCode};

/// 201: everything was created. There is no body, and none in the document.
#[derive(Clone, Copy, Debug)]
pub struct HttpResponseCreatedNoContent;

impl HttpCodedResponse for HttpResponseCreatedNoContent {
    // Dropshot's type for an empty body has no public name.
    type Body = <HttpResponseDeleted as HttpCodedResponse>::Body;
    const STATUS_CODE: StatusCode = StatusCode::CREATED;
    const DESCRIPTION: &'static str = "Everything was created.";
}

impl From<HttpResponseCreatedNoContent> for Result<Response<Body>, HttpError> {
    fn from(_: HttpResponseCreatedNoContent) -> Self {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = HttpResponseCreatedNoContent::STATUS_CODE;
        Ok(response)
    }
}
