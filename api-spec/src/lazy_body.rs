//! A JSON request body that is read only when asked for.
//!
//! Dropshot runs its extractors before the handler, so a typed body would be read and validated before anybody has
//! looked at the caller's token. [`LazyBody`] documents itself as Dropshot's `TypedBody` but holds the stream unread;
//! the handler calls [`LazyBody::read`] once the request is authorised.

use crate::error::{ApiError, FieldError, FieldErrorKind};
use async_trait::async_trait;
use dropshot::{
    ApiEndpointBodyContentType, Body, ExclusiveExtractor, ExtractorMetadata, HttpError, RequestContext,
    ServerContext, StreamingBody, TypedBody,
};
use futures::TryStreamExt;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

/// The unread JSON body of a request, to become a `T`.
#[derive(Debug)]
pub struct LazyBody<T> {
    content_type: Option<String>,
    stream: StreamingBody,
    body: PhantomData<fn() -> T>,
}

#[async_trait]
impl<T> ExclusiveExtractor for LazyBody<T>
where
    T: JsonSchema + DeserializeOwned + Send + Sync + 'static,
{
    async fn from_request<Context: ServerContext>(
        rqctx: &RequestContext<Context>,
        request: http::Request<Body>,
    ) -> Result<Self, HttpError> {
        let content_type = request
            .headers()
            .get(http::header::CONTENT_TYPE)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let stream = StreamingBody::from_request(rqctx, request).await?;
        Ok(LazyBody { content_type, stream, body: PhantomData })
    }

    fn metadata(content_type: ApiEndpointBodyContentType) -> ExtractorMetadata {
        TypedBody::<T>::metadata(content_type)
    }
}

impl<T: DeserializeOwned> LazyBody<T> {
    /// Reads and parses the body.
    ///
    /// # Errors
    ///
    /// 400 for a content type other than JSON, for more bytes than the server allows, and, as `Validation failure`
    /// with the path of the property in `fields`, for anything that is not a `T` (behaviour S11).
    pub async fn read(self) -> Result<T, ApiError> {
        require_json(self.content_type.as_deref())?;
        let bytes = self
            .stream
            .into_stream()
            .try_fold(Vec::new(), |mut bytes, chunk| async move {
                bytes.extend_from_slice(&chunk);
                Ok(bytes)
            })
            .await?;
        parse(&bytes)
    }
}

/// As Dropshot has it: an absent content type counts as JSON, parameters such as the charset are not looked at.
fn require_json(content_type: Option<&str>) -> Result<(), ApiError> {
    let Some(content_type) = content_type else { return Ok(()) };
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(HttpError::for_bad_request(None, "expected content type application/json".to_owned()).into())
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        shape_error(&path, error.inner())
    })?;
    deserializer.end().map_err(|error| shape_error(".", &error))?;
    Ok(value)
}

/// Turns serde's complaint into the field that the caller has to mend.
///
/// serde reports a missing property at its parent, with the name in the text only; the name is put on the path so
/// that `fields` always points at the property itself.
fn shape_error(path: &str, error: &serde_json::Error) -> ApiError {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    // The root is `.` to the path library, and `$` to everybody who reads JSON paths.
    let parent = if path == "." { "" } else { path };
    let (field, kind, message) = match missing_property(text) {
        Some(name) if parent.is_empty() => (name.to_owned(), FieldErrorKind::NotNull, "must not be null"),
        Some(name) => (format!("{parent}.{name}"), FieldErrorKind::NotNull, "must not be null"),
        None if text.starts_with("invalid type: null") => {
            (root_or(parent), FieldErrorKind::NotNull, "must not be null")
        }
        None => (root_or(parent), FieldErrorKind::InvalidValue, described(text)),
    };
    ApiError::validation_failure(vec![FieldError { field, kind, message: message.to_owned() }])
}

fn missing_property(text: &str) -> Option<&str> {
    text.strip_prefix("missing field `")?.strip_suffix('`')
}

fn root_or(path: &str) -> String {
    if path.is_empty() { "$".to_owned() } else { path.to_owned() }
}

/// serde quotes the offending value, which may be personal data; only what was expected is passed on.
fn described(text: &str) -> &str {
    match text.split_once(", expected ") {
        Some((_, expected)) => expected_text(expected),
        None if text.starts_with("invalid value") || text.starts_with("invalid type") => {
            "has an invalid value"
        }
        None => "is not valid JSON of the documented shape",
    }
}

fn expected_text(expected: &str) -> &str {
    match expected {
        "i64" | "u64" => "must be a whole number",
        "a boolean" => "must be true or false",
        "a string" | "string" => "must be a string",
        "a sequence" => "must be an array",
        _ if expected.starts_with("struct ") => "must be an object",
        _ => "has an invalid value",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::appointments::SearchAppointments;

    fn refused<T: DeserializeOwned>(json: &str) -> FieldError {
        let Err(error) = parse::<T>(json.as_bytes()) else { panic!("{json} was accepted") };
        assert_eq!((error.status, error.message.as_str()), (400, "Validation failure"));
        error.fields.unwrap_or_default().remove(0)
    }

    #[test]
    fn missing_property_is_named() {
        let field = refused::<SearchAppointments>(r#"{"requirementIds": []}"#);
        assert_eq!((field.field.as_str(), field.kind), ("licenceConditionIds", FieldErrorKind::NotNull));
    }

    #[test]
    fn mistyped_item_is_named_by_its_index_and_not_quoted() {
        let field = refused::<Vec<String>>(r#"["X123456", 20011225]"#);
        assert_eq!((field.field.as_str(), field.kind), ("[1]", FieldErrorKind::InvalidValue));
        assert_eq!(field.message, "must be a string");
    }

    #[test]
    fn null_where_it_is_not_allowed_is_not_null() {
        let field = refused::<SearchAppointments>(r#"{"requirementIds": null, "licenceConditionIds": []}"#);
        assert_eq!((field.field.as_str(), field.kind), ("requirementIds", FieldErrorKind::NotNull));
    }

    #[test]
    fn broken_and_trailing_json_point_at_the_root() {
        assert_eq!(refused::<Vec<String>>("[\"X123456\"").field, "$");
        assert_eq!(refused::<Vec<String>>("[] []").field, "$");
        assert_eq!(refused::<Vec<String>>("").field, "$");
    }

    #[test]
    fn unknown_properties_are_ignored_however_deep() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let json = format!(r#"{{"requirementIds": [], "licenceConditionIds": [], "other": {deep}}}"#);
        assert!(parse::<SearchAppointments>(json.as_bytes()).is_ok());
    }

    #[test]
    fn content_type_must_be_json_when_given() {
        assert!(require_json(None).is_ok());
        assert!(require_json(Some("Application/JSON; charset=utf-8")).is_ok());
        assert_eq!(require_json(Some("text/plain")).unwrap_err().status, 400);
    }
}
