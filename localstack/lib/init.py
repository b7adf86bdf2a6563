"""Makes the topic, the queue, its dead-letter queue and the subscription, or brings existing ones into this state.

Prints what came of it as lines NAME=value, which a shell can read: eval "$(localstack/init)".
"""

import argparse
import json

from local_aws import EVENT_TYPES, client, parser, run

SEVEN_DAYS_IN_SECONDS = 7 * 24 * 60 * 60


def read_options() -> argparse.Namespace:
    options = parser("init", "Makes the topic, the queue and its dead-letter queue, and prints their addresses.")
    options.add_argument("--dlq", help="name of the dead-letter queue; that of the queue with -dlq unless given")
    options.add_argument(
        "--receives", type=int, default=3, help="receives after which a message goes to the dead-letter queue"
    )
    options.add_argument(
        "--visibility-timeout", type=int, default=30, help="seconds for which a received message is hidden"
    )
    options.add_argument(
        "--raw-delivery", action="store_true", help="deliver the event alone, without the envelope of SNS"
    )
    return options.parse_args()


def make_queue(sqs, name: str, attributes: dict[str, str]) -> tuple[str, str]:
    """Address and ARN. Attributes are set apart: creating a queue again with other attributes is an error."""
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return url, arn


def subscribe(sns, topic_arn: str, queue_arn: str, raw_delivery: bool) -> None:
    """Subscribing again yields the subscription that is there; attributes are set apart, as with queues."""
    arn = sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=queue_arn, ReturnSubscriptionArn=True)[
        "SubscriptionArn"
    ]
    attributes = {
        "FilterPolicy": json.dumps({"eventType": EVENT_TYPES}),
        "RawMessageDelivery": json.dumps(raw_delivery),
    }
    for name, value in attributes.items():
        sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName=name, AttributeValue=value)


def main() -> None:
    options = read_options()
    sqs, sns = (client(service, options.endpoint) for service in ("sqs", "sns"))
    dlq_url, dlq_arn = make_queue(
        sqs, options.dlq or f"{options.queue}-dlq", {"MessageRetentionPeriod": str(SEVEN_DAYS_IN_SECONDS)}
    )
    redrive = {"deadLetterTargetArn": dlq_arn, "maxReceiveCount": options.receives}
    queue_url, queue_arn = make_queue(
        sqs,
        options.queue,
        {"RedrivePolicy": json.dumps(redrive), "VisibilityTimeout": str(options.visibility_timeout)},
    )
    topic_arn = sns.create_topic(Name=options.topic)["TopicArn"]
    subscribe(sns, topic_arn, queue_arn, options.raw_delivery)
    print(f"TOPIC_ARN={topic_arn}")
    print(f"QUEUE_URL={queue_url}\nQUEUE_ARN={queue_arn}")
    print(f"DLQ_URL={dlq_url}\nDLQ_ARN={dlq_arn}")


run("init", main)
