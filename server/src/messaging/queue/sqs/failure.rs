//! What became of a request to SQS, in the terms of [`QueueError`].

use crate::messaging::queue::{QueueError, Refusal};
use aws_sdk_sqs::config::http::HttpResponse;
use aws_sdk_sqs::error::{ProvideErrorMetadata, SdkError};
use std::error::Error;

/// The two names of a queue that is not there: that of the JSON protocol, and the older one.
const NO_SUCH_QUEUE: [&str; 2] = ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"];

/// What SQS says when too much is asked of it.
const THROTTLED: [&str; 4] = ["RequestThrottled", "ThrottlingException", "Throttling", "OverLimit"];

const FIRST_SERVER_ERROR: u16 = 500;

/// What the failure of a request means.
pub(in crate::messaging) fn failure<E>(error: SdkError<E, HttpResponse>) -> QueueError
where
    E: Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    let SdkError::ServiceError(answer) = &error else { return QueueError::Unreachable(Box::new(error)) };
    let code = answer.err().code().unwrap_or_default();
    if NO_SUCH_QUEUE.contains(&code) {
        return QueueError::NoSuchQueue;
    }
    let refusal =
        Refusal { code: code.to_owned(), message: answer.err().message().unwrap_or_default().to_owned() };
    if THROTTLED.contains(&code) || answer.raw().status().as_u16() >= FIRST_SERVER_ERROR {
        QueueError::Unreachable(Box::new(refusal))
    } else {
        QueueError::Refused(refusal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_sqs::error::ErrorMetadata;
    use aws_sdk_sqs::operation::receive_message::ReceiveMessageError;

    fn answered(status: u16, code: &str) -> QueueError {
        let error = ReceiveMessageError::generic(ErrorMetadata::builder().code(code).message("no").build());
        let response = HttpResponse::new(status.try_into().unwrap(), "".into());
        failure(SdkError::service_error(error, response))
    }

    #[test]
    fn missing_queue_is_told_from_other_refusals() {
        assert!(matches!(answered(400, "QueueDoesNotExist"), QueueError::NoSuchQueue));
        assert!(matches!(answered(400, "AWS.SimpleQueueService.NonExistentQueue"), QueueError::NoSuchQueue));
        let QueueError::Refused(refusal) = answered(403, "AccessDenied") else { panic!("another kind") };
        assert_eq!(refusal.to_string(), "AccessDenied: no");
    }

    #[test]
    fn faults_of_sqs_itself_and_throttling_are_transient() {
        assert!(answered(500, "InternalFailure").is_transient());
        assert!(answered(503, "").is_transient());
        assert!(answered(400, "RequestThrottled").is_transient());
        assert!(!answered(400, "InvalidAddress").is_transient());
    }

    #[test]
    fn no_answer_is_transient() {
        let error: SdkError<ReceiveMessageError, HttpResponse> = SdkError::timeout_error("late");
        assert!(failure(error).is_transient());
    }
}
