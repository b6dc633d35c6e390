"""Waits for something to come true, however slow the machine is; only then does a test go on."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

PATIENCE = 30.0


async def until(is_true: Callable[[], bool | Awaitable[bool]], patience: float = PATIENCE) -> None:
    """Ask again and again; raises TimeoutError when it never comes true."""
    async with asyncio.timeout(patience):
        while True:
            found = is_true()
            if await found if inspect.isawaitable(found) else found:
                return
            await asyncio.sleep(0.005)
