"""What init and send share: names, options, and clients that can reach nothing but the endpoint they are given."""

import argparse
import os
import sys
from collections.abc import Callable

import boto3
from botocore.exceptions import BotoCoreError, ClientError

REGION = "eu-west-2"
# The account that LocalStack gives to credentials that name none.
ACCOUNT = "000000000000"
TOPIC = "hmpps-domain-events"
QUEUE = "accredited-programmes-and-delius-queue"
EVENT_TYPES = (
    "accredited-programmes-community.referral.status-updated",
    "accredited-programmes-community.programme.complete",
)


def parser(program: str, description: str) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        prog=f"localstack/{program}",
        description=description,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    options.add_argument("--endpoint", default=endpoint, help="where LocalStack listens; also AWS_ENDPOINT_URL")
    options.add_argument("--topic", default=TOPIC, help="name of the topic")
    options.add_argument("--queue", default=QUEUE, help="name of the queue")
    return options


def client(service: str, endpoint: str):
    """The credentials are LocalStack's, which accepts any; those of this machine are never sent anywhere."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=boto3.session.Config(proxies={}, retries={"total_max_attempts": 1}),
    )


def run(program: str, main: Callable[[], None]) -> None:
    """Ends with one line instead of a traceback when LocalStack does not answer or refuses."""
    try:
        main()
    except (BotoCoreError, ClientError, OSError) as error:
        sys.exit(f"localstack/{program}: {error}")
