"""Sends files to the queue as they are, or publishes the events they hold to the topic."""

import argparse
import json
import sys
from pathlib import Path

from local_aws import ACCOUNT, REGION, client, parser, run


def read_options() -> argparse.Namespace:
    options = parser(
        "send",
        "Sends each file to the queue byte for byte, as if SNS had delivered it. With --publish, publishes the event"
        " that it holds to the topic, so that SNS makes the envelope and applies the filter.",
    )
    options.add_argument("files", nargs="+", metavar="FILE", help="a sample, or - for standard input")
    options.add_argument("--publish", action="store_true", help="publish to the topic")
    options.add_argument("--count", type=int, default=1, help="how many times each file is sent")
    options.add_argument("--event-type", help="the attribute eventType; what the file says unless given")
    return options.parse_args()


def parse(text: str) -> dict:
    """The JSON object of the text; an empty one where it is anything else, which is what bad samples are for."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def event_and_type(text: str) -> tuple[str, str | None]:
    """The event of an envelope or of a raw event, and the type that its publisher gave it."""
    body = parse(text)
    if "Message" not in body:
        return text, body.get("eventType")
    attribute = body.get("MessageAttributes", {}).get("eventType", {})
    return body["Message"], attribute.get("Value")


def attributes(event_type: str | None) -> dict:
    return {"eventType": {"DataType": "String", "StringValue": event_type}} if event_type else {}


def publish(options: argparse.Namespace, text: str) -> str:
    sns = client("sns", options.endpoint)
    topic_arn = f"arn:aws:sns:{REGION}:{ACCOUNT}:{options.topic}"
    event, event_type = event_and_type(text)
    reply = sns.publish(
        TopicArn=topic_arn, Message=event, MessageAttributes=attributes(options.event_type or event_type)
    )
    return reply["MessageId"]


def send_to_queue(options: argparse.Namespace, text: str) -> str:
    """An envelope carries the type inside; a raw event has it beside it, as with raw delivery."""
    sqs = client("sqs", options.endpoint)
    queue_url = sqs.get_queue_url(QueueName=options.queue)["QueueUrl"]
    event_type = options.event_type or parse(text).get("eventType")
    return sqs.send_message(QueueUrl=queue_url, MessageBody=text, MessageAttributes=attributes(event_type))["MessageId"]


def main() -> None:
    options = read_options()
    send = publish if options.publish else send_to_queue
    for file in options.files:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        for _ in range(options.count):
            print(f"{send(options, text)} {file}")


run("send", main)
