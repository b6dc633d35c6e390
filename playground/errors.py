"""What Telegram answers when it says no."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """One refused call: the HTTP status, the description and the extra parameters of the answer."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(why: str) -> ApiError:
    return ApiError(400, f"Bad Request: {why}")


def forbidden(why: str) -> ApiError:
    return ApiError(403, f"Forbidden: {why}")


def conflict(why: str) -> ApiError:
    return ApiError(409, f"Conflict: {why}")


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


class ConnectionTrouble(Exception):
    """The caller gets no answer. Raised by `Telegram.call`; each transport shows it in its own way."""


class NotConnected(ConnectionTrouble):
    """The connection was refused: nothing can have been delivered."""


class ConnectionCut(ConnectionTrouble):
    """The connection broke while the caller waited: it cannot know what was delivered."""


class NoAnswer(ConnectionTrouble):
    """The call was carried out, but the caller's time ran out before the answer came."""
