"""A fortnight of the rehearsal, with its flood, its lost answer, its move, its cancelled course and its crash.

The counts are approved: `RECORD=1 pytest tests/test_rehearsal.py` writes them anew; read what has changed, and why.
"""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.database import Database
from rehearsal.counts import Counts, counted, in_words
from rehearsal.month import Month, Size
from rehearsal.transcript import transcript

APPROVED = Path(__file__).parent / "rehearsal.txt"
SMALL = Size(people=24, courses=4, days=14)


Played = tuple[Month, Counts]


@pytest.fixture(scope="module")
async def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Played]:
    """Played once for all tests of this file."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("rehearsal"))
    database = Database(f"sqlite:///{path}")
    month = Month(database, SMALL)
    await month.play()
    yield month, await counted(month)
    await database.close()


async def test_the_counts_are_those_that_were_approved(played: Played) -> None:
    counts = {name: count for name, count in played[1].items() if name != "messages seen"}  # once other under load
    words = f"{in_words(counts)}\n"
    if os.environ.get("RECORD"):
        APPROVED.write_text(words, encoding="utf-8")
    assert words == APPROVED.read_text(encoding="utf-8")


async def test_after_all_of_it_every_promise_holds_and_nobody_was_told_twice(played: Played) -> None:
    counts = played[1]
    assert counts["starts of the bot"] == 2
    assert (counts["promises broken"], counts["sent and not seen"], counts["told twice"]) == (0, 0, 0)


async def test_the_trouble_really_happened(played: Played) -> None:
    month, counts = played
    kinds = [fault.trouble for _, fault in month.stage.telegram.faults.happened]
    assert len(kinds) > 5
    assert counts["notices: uncertain"] >= 2  # the lost answer, and what the crash had in hand


async def test_the_transcript_shows_what_people_did_and_saw_by_day_and_person(played: Played) -> None:
    seen = transcript(played[0])
    assert "THỨ HAI, 02/11/2026" in seen
    assert "── Nguyễn Công Minh, Sở Nội vụ" in seen
    assert "▸ (chia sẻ số điện thoại)" in seen
    assert "◂ 🔔 " in seen
