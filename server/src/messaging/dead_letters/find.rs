//! Finds the dead-letter queue of a queue.

use super::DeadLetterError;
use crate::messaging::queue::{SqsQueue, failure};
use aws_sdk_sqs::types::QueueAttributeName::RedrivePolicy;
use serde::Deserialize;

/// The part of a redrive policy that matters here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Policy {
    dead_letter_target_arn: String,
}

/// The address of the queue that the redrive policy names.
///
/// # Errors
///
/// When the queue cannot be asked, or has no such policy.
pub(super) async fn url(queue: &SqsQueue) -> Result<String, DeadLetterError> {
    let (client, queue_url) = queue.client_and_url().await;
    let request = client.get_queue_attributes().queue_url(queue_url).attribute_names(RedrivePolicy);
    let output = request.send().await.map_err(|error| DeadLetterError::Find(failure(error)))?;
    let attributes = output.attributes.unwrap_or_default();
    let policy = attributes.get(&RedrivePolicy).ok_or(DeadLetterError::NoRedrivePolicy)?;
    let (account, name) = account_and_name(policy).ok_or(DeadLetterError::StrangeRedrivePolicy)?;
    let request = client.get_queue_url().queue_name(name).queue_owner_aws_account_id(account);
    let output = request.send().await.map_err(|error| DeadLetterError::Find(failure(error)))?;
    output.queue_url.ok_or(DeadLetterError::StrangeRedrivePolicy)
}

/// The account and the name of the queue that a policy names by its ARN, `arn:aws:sqs:REGION:ACCOUNT:NAME`.
fn account_and_name(policy: &str) -> Option<(String, String)> {
    let policy: Policy = serde_json::from_str(policy).ok()?;
    let mut parts = policy.dead_letter_target_arn.splitn(6, ':').skip(4);
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_names_account_and_queue() {
        let policy =
            r#"{"deadLetterTargetArn":"arn:aws:sqs:eu-west-2:123456789012:a-dlq","maxReceiveCount":"3"}"#;

        let found = account_and_name(policy);

        assert_eq!(found, Some(("123456789012".to_owned(), "a-dlq".to_owned())));
    }

    #[test]
    fn policy_without_an_arn_names_nothing() {
        for policy in ["", "{}", r#"{"deadLetterTargetArn":"arn:aws:sqs"}"#] {
            assert_eq!(account_and_name(policy), None, "{policy}");
        }
    }
}
