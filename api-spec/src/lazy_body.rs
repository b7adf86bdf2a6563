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

/// What a request body may become.
pub trait RequestBody: JsonSchema + DeserializeOwned + Send + Sync + 'static {
    /// Whether the JSON is a list. Where it is not, a list is refused: serde would take one for a struct, value by value
    /// in the order of the fields, which the document knows nothing of.
    const IS_LIST: bool = false;
}

/// Of CRNs, for example.
impl RequestBody for Vec<String> {
    const IS_LIST: bool = true;
}

/// The unread JSON body of a request, to become a `T`.
#[derive(Debug)]
pub struct LazyBody<T> {
    content_type: Option<String>,
    stream: StreamingBody,
    body: PhantomData<fn() -> T>,
}

#[async_trait]
impl<T: RequestBody> ExclusiveExtractor for LazyBody<T> {
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

impl<T: RequestBody> LazyBody<T> {
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

fn parse<T: RequestBody>(bytes: &[u8]) -> Result<T, ApiError> {
    if !T::IS_LIST && bytes.trim_ascii_start().starts_with(b"[") {
        let message = "must be an object".to_owned();
        let field = FieldError { field: "$".to_owned(), kind: FieldErrorKind::InvalidValue, message };
        return Err(ApiError::validation_failure(vec![field]));
    }
    // Keeping track of the path costs as much as parsing does; only a body that is refused needs to know where.
    serde_json::from_slice(bytes).map_err(|error| {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
            Err(error) => shape_error(&error.path().to_string(), error.inner()),
            // What follows the value is wrong.
            Ok(_) => shape_error(".", &error),
        }
    })
}

/// Turns serde's complaint into the field that the caller has to mend.
///
/// serde reports a missing property at its parent, with the name in the text only; the name is put on the path so that
/// `fields` always points at the property itself.
fn shape_error(path: &str, error: &serde_json::Error) -> ApiError {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    let (name, kind, message) = if !error.is_data() {
        // Not JSON at all: where the parser stopped is no property, but some text of the caller's.
        return field_error("$".to_owned(), FieldErrorKind::InvalidValue, "is not valid JSON");
    } else if let Some(name) = quoted(text, "missing field `") {
        (Some(name), FieldErrorKind::NotNull, "must not be null")
    } else if let Some(name) = quoted(text, "duplicate field `") {
        (Some(name), FieldErrorKind::Duplicate, "must not be given twice")
    } else if text.starts_with("invalid type: null") {
        (None, FieldErrorKind::NotNull, "must not be null")
    } else if let Some(variants) = text.strip_prefix("unknown variant ") {
        return field_error(full_path(path, None), FieldErrorKind::InvalidValue, &one_of(variants));
    } else {
        (None, FieldErrorKind::InvalidValue, expected(text))
    };
    field_error(full_path(path, name), kind, message)
}

fn field_error(field: String, kind: FieldErrorKind, message: &str) -> ApiError {
    ApiError::validation_failure(vec![FieldError { field, kind, message: message.to_owned() }])
}

/// The root is `.` to the path library, and `$` to everybody who reads JSON paths.
fn full_path(path: &str, name: Option<&str>) -> String {
    match (path, name) {
        (".", None) => "$".to_owned(),
        (".", Some(name)) => name.to_owned(),
        (path, None) => path.to_owned(),
        (path, Some(name)) => format!("{path}.{name}"),
    }
}

/// The name of one of our own properties, which serde quotes.
fn quoted<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    text.strip_prefix(before)?.strip_suffix('`')
}

/// The values that serde lists behind the one it did not know, which is not passed on.
fn one_of(variants: &str) -> String {
    let known = variants.rsplit_once(", expected ").map_or("", |(_, known)| known);
    let known = known.trim_start_matches("one of ").replace('`', "");
    format!("must be one of {known}")
}

/// serde quotes the offending value, too, which may be personal data; only what was expected is passed on.
fn expected(text: &str) -> &'static str {
    match text.split_once(", expected ").map(|(_, expected)| expected) {
        Some("a boolean") => "must be true or false",
        Some("a string" | "string") => "must be a string",
        Some("a sequence") => "must be an array",
        Some("a date (yyyy-MM-dd)") => "must be a date (yyyy-MM-dd)",
        Some("a whole number or a string of 1 to 18 digits") => {
            "must be a whole number or a string of 1 to 18 digits"
        }
        Some("a time (HH:mm, HH:mm:ss or HH:mm:ss.SSS)") => {
            "must be a time (HH:mm, HH:mm:ss or HH:mm:ss.SSS)"
        }
        Some("a UUID") => "must be a UUID",
        Some("a string without NUL characters") => "must be a string without NUL characters",
        Some("an object") => "must be an object",
        Some(expected) if expected.starts_with("struct ") => "must be an object",
        _ => "has an invalid value",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::appointment_changes::{CreateAppointments, UpdateAppointments};
    use crate::types::appointments::SearchAppointments;

    fn refused<T: RequestBody>(json: &str) -> FieldError {
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
        assert_eq!(refused::<SearchAppointments>("{\"Jane Smith\": [}").field, "$");
        assert_eq!(refused::<Vec<String>>("").field, "$");
    }

    #[test]
    fn property_given_twice_is_named() {
        let field = refused::<SearchAppointments>(r#"{"requirementIds": [], "requirementIds": []}"#);
        assert_eq!((field.field.as_str(), field.kind), ("requirementIds", FieldErrorKind::Duplicate));
    }

    #[test]
    fn texts_say_what_was_expected() {
        let body =
            |property: &str| format!(r#"{{"requirementIds": [], "licenceConditionIds": [], {property}}}"#);
        let field = refused::<SearchAppointments>(&body(r#""fromDate": "2026-02-30""#));
        assert_eq!(
            (field.field.as_str(), field.message.as_str()),
            ("fromDate", "must be a date (yyyy-MM-dd)")
        );
        let field =
            refused::<SearchAppointments>(r#"{"requirementIds": [1, "-1"], "licenceConditionIds": []}"#);
        assert_eq!(field.field, "requirementIds[1]");
        assert_eq!(field.message, "must be a whole number or a string of 1 to 18 digits");
    }

    #[test]
    fn list_of_the_values_is_no_object() {
        let field = refused::<SearchAppointments>("\n[[1], [], null, null]");
        assert_eq!((field.field.as_str(), field.message.as_str()), ("$", "must be an object"));
    }

    #[test]
    fn items_and_what_they_hold_are_read_from_objects_only() {
        let field =
            refused::<CreateAppointments>(r#"{"appointments": [["3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11"]]}"#);
        assert_eq!((field.field.as_str(), field.message.as_str()), ("appointments[0]", "must be an object"));
        let field = refused::<UpdateAppointments>(r#"{"appointments": [{"location": ["OFFICE1"]}]}"#);
        assert_eq!(field.field, "appointments[0].location");
    }

    #[test]
    fn properties_of_items_are_named_with_what_they_must_be() {
        for (property, path, message) in [
            (r#""reference": "x""#, "reference", "must be a UUID"),
            (r#""startTime": "9:30""#, "startTime", "must be a time (HH:mm, HH:mm:ss or HH:mm:ss.SSS)"),
            (r#""staff": {"code": "A\u0000"}"#, "staff.code", "must be a string without NUL characters"),
            (r#""staff": null"#, "staff", "must not be null"),
            (r#""staff": {}"#, "staff.code", "must not be null"),
            (r#""notes": 1"#, "notes", "must be a string without NUL characters"),
            (r#""type": 1"#, "type", "must be a string"),
            (r#""type": {"PROGRAMME_ATTENDANCE": null}"#, "type", "must be a string"),
            (
                r#""type": "Jane, expected `X`""#,
                "type",
                "must be one of PROGRAMME_ATTENDANCE, THREE_WAY_MEETING, PRE_GROUP_ONE_TO_ONE_MEETING",
            ),
        ] {
            let field = refused::<CreateAppointments>(&format!(r#"{{"appointments": [{{{property}}}]}}"#));
            assert_eq!(
                (field.field.as_str(), field.message.as_str()),
                (&*format!("appointments[0].{path}"), message)
            );
        }
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
