"""What the page is told when a request cannot be answered: a status and one sentence."""

from msgspec import Struct


class Refusal(Exception):  # noqa: N818 - it refuses; nothing is in error
    """A request that is not answered. `status` is that of HTTP; `message` a sentence a person can act on."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class Refused(Struct, frozen=True):
    """The body of a refusal."""

    fault: str


def unknown_text() -> Refusal:
    """The page asked about a text that is no longer kept; it sends the text again and asks once more."""
    return Refusal(410, "this text is no longer kept; send it again")


def invalid(message: str) -> Refusal:
    """A parameter that says nothing the page can mean."""
    return Refusal(422, message)


def too_large(most: int) -> Refusal:
    """A request with more bytes than a deal can have."""
    return Refusal(413, f"a request has at most {most // 1_000_000} MB")


def not_json() -> Refusal:
    """A body that does not say it is JSON, as a form of another page would send it."""
    return Refusal(415, "a request is JSON and says so: `Content-Type: application/json`")


def too_slow(seconds: float) -> Refusal:
    """A request that does not come to its end."""
    return Refusal(408, f"the request did not come within {seconds:g} seconds")


def forbidden(message: str) -> Refusal:
    """A request from somewhere else."""
    return Refusal(403, message)


def too_long(seconds: float) -> Refusal:
    """Work that did not end in time."""
    return Refusal(503, f"this takes longer than {seconds:g} seconds")


def given_up() -> Refusal:
    """Work for which nobody waits any more; nobody hears this either."""
    return Refusal(499, "nobody waits for this any more")


def too_busy() -> Refusal:
    """More is being worked out than this machine should be asked for at once."""
    return Refusal(503, "too much is being worked out at once; try again")
