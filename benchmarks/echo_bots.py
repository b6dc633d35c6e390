"""Bots that only echo, to compare with: python-telegram-bot as it comes, the same on our transport, and aiogram.

Each is started as `python -m benchmarks.echo_bots KIND ADDRESS`; aiogram's from an environment of its own, so this
file imports of each library only what the kind needs.
"""

import asyncio
import sys
from importlib import import_module
from typing import Any

TOKEN = "1000000001:bench-only-this-is-not-a-secret-0000"


def ptb(address: str, *, ours: bool) -> None:
    """python-telegram-bot; `ours`: with the transport of this project and uvloop."""
    ext: Any = import_module("telegram.ext")
    builder = ext.ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").concurrent_updates(256)
    if ours:
        transport: Any = import_module("bot.transport")
        builder = builder.request(transport.AiohttpRequest()).get_updates_request(
            transport.AiohttpRequest(connections=2)
        )
        asyncio.set_event_loop(import_module("uvloop").new_event_loop())
    else:
        asyncio.set_event_loop(asyncio.new_event_loop())

    async def echo(update: Any, context: Any) -> None:
        await context.bot.send_message(update.effective_chat.id, update.effective_message.text)

    application = builder.build()
    application.add_handler(ext.MessageHandler(ext.filters.ALL, echo))
    application.run_polling()


def aiogram(address: str) -> None:
    """aiogram with uvloop."""
    lib: Any = import_module("aiogram")
    api: Any = import_module("aiogram.client.telegram")
    http: Any = import_module("aiogram.client.session.aiohttp")
    session = http.AiohttpSession(api=api.TelegramAPIServer.from_base(address), limit=256)
    dispatcher = lib.Dispatcher()

    @dispatcher.message()
    async def echo(message: Any) -> None:
        await message.answer(message.text)

    async def run() -> None:
        await dispatcher.start_polling(lib.Bot(TOKEN, session=session))

    import_module("uvloop").run(run())


if __name__ == "__main__":
    kind, address = sys.argv[1:]
    if kind == "aiogram":
        aiogram(address)
    else:
        ptb(address, ours=kind == "ptb-ours")
