"""Scripted faults: the next call of a kind fails in a way that Telegram and networks really fail."""

from dataclasses import dataclass
from typing import Any, Self

from playground.errors import ApiError, ConnectionCut, ConnectionTrouble, NoAnswer, NotConnected, too_many_requests


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail. `delivered`: the call is carried out before the caller sees the trouble."""

    trouble: ApiError | type[ConnectionTrouble] | None = None
    delivered: bool = False
    seconds: float = 0.0

    @classmethod
    def too_many(cls, retry_after: int) -> Self:
        """429: nothing is delivered, try again after so many seconds."""
        return cls(too_many_requests(retry_after))

    @classmethod
    def bad_gateway(cls, *, delivered: bool = False) -> Self:
        return cls(ApiError(502, "Bad Gateway"), delivered)

    @classmethod
    def server_error(cls, *, delivered: bool = False) -> Self:
        return cls(ApiError(500, "Internal Server Error"), delivered)

    @classmethod
    def not_connected(cls) -> Self:
        """The connection is refused: nothing is delivered and the caller can know it."""
        return cls(NotConnected)

    @classmethod
    def cut(cls, *, delivered: bool = False) -> Self:
        """The connection breaks; the caller cannot know whether the message was delivered."""
        return cls(ConnectionCut, delivered)

    @classmethod
    def timeout_after_delivery(cls) -> Self:
        """The message is delivered, the answer never comes."""
        return cls(NoAnswer, delivered=True)

    @classmethod
    def slow(cls, seconds: float) -> Self:
        """Carried out at once, answered late (real seconds)."""
        return cls(None, delivered=True, seconds=seconds)

    @classmethod
    def migrate(cls, new_chat_id: int) -> Self:
        why = "Bad Request: group chat was upgraded to a supergroup chat"
        return cls(ApiError(400, why, migrate_to_chat_id=new_chat_id))

    @classmethod
    def answer(cls, status: int, description: str) -> Self:
        """Any other answer, for example 403 "Forbidden: bot was kicked from the group chat"."""
        return cls(ApiError(status, description))


@dataclass(slots=True)
class _Scripted:
    method: str
    fault: Fault
    chat_id: int | None
    left: int | None


class Faults:
    """The script. `next` adds to its end; the first line that fits a call is used up by it."""

    def __init__(self) -> None:
        self._script: list[_Scripted] = []
        self.happened: list[tuple[str, Fault]] = []

    def next(self, method: str, fault: Fault, *, chat_id: int | None = None, times: int | None = 1) -> None:
        """Let the next calls of `method` ("*": any but getUpdates) fail; `times=None`: until `clear()`."""
        self._script.append(_Scripted(method.lower(), fault, chat_id, times))

    def clear(self) -> None:
        self._script.clear()

    @property
    def waiting(self) -> int:
        """How many scripted faults have not happened yet (those without an end count as one)."""
        return sum(line.left or 1 for line in self._script)

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The fault that this call meets, if any. Method names compare in lower case."""
        if not self._script:
            return None
        for line in self._script:
            if line.method not in (method, "*") or (line.method == "*" and method == "getupdates"):
                continue
            if line.chat_id is not None and str(params.get("chat_id")) != str(line.chat_id):
                continue
            if line.left is not None:
                line.left -= 1
                if not line.left:
                    self._script.remove(line)
            self.happened.append((method, line.fault))
            return line.fault
        return None
