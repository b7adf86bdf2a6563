"""Prints the address that LocalStack is to listen on, for the port in the first argument; 0 picks a free one.

LocalStack's server takes the port of an IPv4 address only, and listens on all interfaces; of an IPv6 address it takes
both. So the loopback interface is named as an IPv6 address that stands for 127.0.0.1, where this machine can do that.
LocalStack would not say that the port is in use: it would run without listening.
"""

import errno
import socket
import sys

CANDIDATES = [
    (socket.AF_INET6, "::ffff:127.0.0.1", "[::ffff:127.0.0.1]"),
    (socket.AF_INET, "0.0.0.0", "0.0.0.0"),
]


def try_to_bind(family: socket.AddressFamily, host: str, port: int) -> int:
    """The port that was free. Raises OSError where the address does not exist or is in use."""
    with socket.socket(family) as probe:
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        # As LocalStack does: a connection of a former instance that is still closing is no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return probe.getsockname()[1]


def find_address(port: int) -> str:
    for family, host, text in CANDIDATES:
        try:
            return f"{text}:{try_to_bind(family, host, port)}"
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                sys.exit(f"localstack/start: port {port} is in use by another program")
            print(f"localstack/start: cannot listen on {text} ({error.strerror})", file=sys.stderr)
    sys.exit(1)


print(find_address(int(sys.argv[1])))
