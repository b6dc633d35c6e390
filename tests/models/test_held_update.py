"""What is written down for a crash comes back as it came, whatever somebody typed."""

import json

from bot.connection import as_json
from models.held_update import all_held, hold, release
from tests.conftest import NOW
from tests.world import World

TYPED = [
    "lớp «Chuyển đổi số»",
    'a "quoted" \\ word',
    "\0",
    "\ud83d half",
    "🙂",
    "'; DROP TABLE held_updates; --",
    "[1, 2]",
]


async def test_any_text_comes_back_and_goes_when_it_is_done_with(world: World) -> None:
    raws = {2**51 + n: as_json({"update_id": 2**51 + n, "message": {"text": text}}) for n, text in enumerate(TYPED)}
    async with world.database.writing() as session:
        await hold(session, raws, NOW)
        await hold(session, raws, NOW)  # once more is no harm
    async with world.database.reading() as session:
        found = {row.update_id: row.raw for row in await all_held(session, NOW)}
    assert {number: json.loads(raw)["message"]["text"] for number, raw in found.items()} == {
        2**51 + n: text for n, text in enumerate(TYPED)
    }
    async with world.database.writing() as session:
        await release(session, list(raws)[1:])
    async with world.database.reading() as session:
        assert [row.update_id for row in await all_held(session, NOW)] == [2**51]
