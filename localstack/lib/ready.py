"""Waits until SQS and SNS answer at the endpoint in the first argument; the second is LocalStack's process id.

Fails when that process ends, when a service could not be loaded, and after a minute.
"""

import json
import os
import sys
import time
import urllib.request

DEADLINE_SECONDS = 60
PAUSE_SECONDS = 0.05
SERVICES = ("sqs", "sns")
# A proxy that is configured for the machine must not be asked for a local address.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def service_states(endpoint: str) -> list[str]:
    """One state a service; none while nothing listens yet."""
    try:
        with OPENER.open(f"{endpoint}/_localstack/health", timeout=5) as reply:
            services = json.load(reply)["services"]
    except OSError:
        return []
    return [services[name] for name in SERVICES]


def wait(endpoint: str, pid: int) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        os.kill(pid, 0)
        states = service_states(endpoint)
        if "error" in states:
            sys.exit("localstack/start: SQS or SNS could not be loaded; DEBUG=1 localstack/start logs why")
        if states and all(state == "running" for state in states):
            return
        time.sleep(PAUSE_SECONDS)
    sys.exit(f"localstack/start: not ready after {DEADLINE_SECONDS} s")


try:
    wait(sys.argv[1], int(sys.argv[2]))
except ProcessLookupError:
    sys.exit("localstack/start: LocalStack ended; the end of its log:")
