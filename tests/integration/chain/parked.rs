//! Bodies that the SQS extended client has parked in S3, told by the attribute beside them.

use super::rig::Chain;
use apd_tests::messages::STATUS_UPDATED;
use apd_tests::{Engine, both_engines};
use aws_sdk_sqs::types::MessageAttributeValue;

both_engines!(body_whose_size_stands_beside_it_is_refused_as_parked);

fn attribute(data_type: &str, value: &str) -> MessageAttributeValue {
    MessageAttributeValue::builder().data_type(data_type).string_value(value).build().unwrap()
}

/// The size is a number, and the pointer one of a version that is not known yet.
async fn body_whose_size_stands_beside_it_is_refused_as_parked(engine: Engine) {
    let chain = Chain::start(engine).await;
    chain.ctx.tolerate_errors("message refused");
    let pointer = r#"["a.later.Pointer",{"s3BucketName":"parked-events","s3Key":"1"}]"#;
    let message = chain.queue.client.send_message().queue_url(&chain.queue.url).message_body(pointer);

    let message = message
        .message_attributes("eventType", attribute("String", STATUS_UPDATED))
        .message_attributes("ExtendedPayloadSize", attribute("Number", "300000"));
    message.send().await.unwrap();
    chain.given_up(1).await;

    let failures = chain.ctx.database.message_failures();
    let parked = "the body is parked in S3 by the SQS extended client, and parked bodies are not fetched";
    assert_eq!(failures.iter().map(|row| row.reason.as_str()).collect::<Vec<_>>(), [parked]);
    chain.close().await;
}
