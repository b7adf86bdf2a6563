"""A check of our own: what has the documented shape is never refused for its shape."""

import schemathesis


@schemathesis.check
def documented_shape_is_understood(ctx, response, case):
    """Schemathesis goes by statuses alone, and a 400 can also mean a business rule; `error_code` tells them apart."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code != 400:
        return
    error = response.json()
    if error.get("error_code") == "ValidationFailure":
        raise AssertionError(f"a request of the documented shape is refused for its shape: {error}")
