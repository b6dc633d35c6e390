"""The library's bot on our transport, with the one call that the library does not offer: updates as they came."""

from typing import Any

from telegram import Bot

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]


class Connection(Bot):
    """A `telegram.Bot` that also hands out raw updates, so that one bad update cannot hide the others behind it."""

    async def raw_updates(self, offset: int, seconds: int) -> list[dict[str, Any]]:
        """Long-poll for up to 100 updates from this id on; asking confirms all that come before it."""
        result = await self._post(
            "getUpdates",
            {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": ALLOWED_UPDATES},
            read_timeout=seconds + 10,
        )
        return list(result)
