//! Bodies that the SQS extended client has parked in S3.
//!
//! The client puts a pointer in place of a body that is too large for SQS: a list of the name of a Java class and the
//! place in S3. An attribute tells the size of what was parked.

use serde_json::Value;

/// The class of the pointer, by the versions of the client.
const CLASSES: [&str; 2] =
    ["software.amazon.payloadoffloading.PayloadS3Pointer", "com.amazon.sqs.javamessaging.MessageS3Pointer"];

/// The attribute that tells the size, a number, by the versions of the client.
const SIZE_ATTRIBUTES: [&str; 2] = ["ExtendedPayloadSize", "SQSLargePayloadSize"];

/// Whether a text is a pointer.
pub(super) fn is_pointer(text: &str) -> bool {
    // A look at the first character spares every other body from being read once more.
    if !text.trim_start().starts_with('[') {
        return false;
    }
    let Ok(Value::Array(items)) = serde_json::from_str(text) else { return false };
    items.first().and_then(Value::as_str).is_some_and(|class| CLASSES.contains(&class))
}

/// Whether an attribute of this name says that the body is a pointer.
pub(super) fn tells_size(attribute: &str) -> bool {
    SIZE_ATTRIBUTES.contains(&attribute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_of_both_versions_are_recognised() {
        let place = r#"{"s3BucketName":"parked-events","s3Key":"1"}"#;
        for class in CLASSES {
            assert!(is_pointer(&format!(r#" ["{class}", {place}]"#)));
            assert!(is_pointer(&format!(r#"["{class}"]"#)));
        }
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["", "[", "[]", "[1]", r#"["a list"]"#, r#"{"s3BucketName":"parked-events"}"#, "text"] {
            assert!(!is_pointer(text), "{text}");
        }
    }
}
