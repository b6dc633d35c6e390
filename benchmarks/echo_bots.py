"""Bots that only echo, to compare with: python-telegram-bot as it comes, the same on our transport, and aiogram.

Each is started as `python -m benchmarks.echo_bots KIND ADDRESS`; aiogram's from an environment of its own, so this
file imports of each library only what the kind needs. A DATABASE after it: one row is committed before each echo, as
SQLAlchemy's manual has it.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

TOKEN = "1000000001:bench-only-this-is-not-a-secret-0000"


def ptb(address: str, *, ours: bool, database: str = "") -> None:
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
    make_table, commit_row = rows_in(database) if database else (None, None)

    async def prepare(_: Any) -> None:
        if make_table is not None:
            await make_table()

    async def echo(update: Any, context: Any) -> None:
        if commit_row is not None:
            await commit_row(update.update_id, update.effective_chat.id)
        await context.bot.send_message(update.effective_chat.id, update.effective_message.text)

    application = builder.post_init(prepare).build()
    application.add_handler(ext.MessageHandler(ext.filters.ALL, echo))
    application.run_polling()


def rows_in(database: str) -> tuple[Callable[[], Awaitable[None]], Callable[[int, int], Awaitable[None]]]:
    """How the one table is made, and how an update's row is written: by the ORM, one transaction each."""
    sqlalchemy: Any = import_module("sqlalchemy")
    orm: Any = import_module("sqlalchemy.ext.asyncio")
    mapping: Any = import_module("sqlalchemy.orm").registry()
    is_sqlite = database.startswith("sqlite")
    url = database.replace("sqlite:", "sqlite+aiosqlite:").replace("postgresql:", "postgresql+psycopg:")
    engine = orm.create_async_engine(url, pool_size=1 if is_sqlite else 10, max_overflow=0, pool_timeout=60)
    new_session = orm.async_sessionmaker(engine, expire_on_commit=False)
    big = sqlalchemy.BigInteger().with_variant(sqlalchemy.Integer, "sqlite")

    @mapping.mapped
    class Taken:
        """An update and whose it was."""

        __table__ = sqlalchemy.Table(
            "taken",
            mapping.metadata,
            sqlalchemy.Column("id", big, primary_key=True),
            sqlalchemy.Column("update_id", big, nullable=False),
            sqlalchemy.Column("user_id", big, nullable=False),
        )

    if is_sqlite:

        @sqlalchemy.event.listens_for(engine.sync_engine, "connect")
        def as_ours(connection: Any, _: Any) -> None:
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.close()

    async def make_table() -> None:
        async with engine.begin() as connection:
            await connection.run_sync(mapping.metadata.create_all)

    async def commit_row(update_id: int, user_id: int) -> None:
        async with new_session() as session:
            session.add(Taken(update_id=update_id, user_id=user_id))
            await session.commit()

    return make_table, commit_row


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
    kind, address, *database = sys.argv[1:]
    if kind == "aiogram":
        aiogram(address)
    else:
        ptb(address, ours=kind == "ptb-ours", database="".join(database))
