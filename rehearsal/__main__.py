"""`make rehearsal`, or `python -m rehearsal [FILE]`: plays the month on SQLite and writes what everybody saw."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from models.catalogue import load_catalogue
from models.database import Database
from models.migrate import migrate
from rehearsal.counts import Counts, counted, in_words
from rehearsal.month import Month, Size
from rehearsal.transcript import transcript


async def main() -> tuple[str, Counts]:
    """What everybody saw, and the counts."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        url = f"sqlite:///{folder}/rehearsal.db"
        await asyncio.to_thread(migrate, url)
        database = Database(url)
        async with database.writing() as session:
            await load_catalogue(session)
        month = Month(database, Size())
        await month.play(lambda day: print(f"\r{day:%d/%m/%Y}", end="", flush=True))
        counts = await counted(month)
        await database.close()
    return transcript(month), counts


if __name__ == "__main__":
    path, started = Path(sys.argv[1] if len(sys.argv) > 1 else "rehearsal.txt"), time.monotonic()
    seen, counts = asyncio.run(main())
    path.write_text(f"{seen}\n\n{in_words(counts)}\n", encoding="utf-8")
    print(f"\r{in_words(counts)}\n\n{path}: {path.stat().st_size // 1024:,} KiB, {time.monotonic() - started:.0f} s")
    sys.exit(1 if counts["promises broken"] or counts["sent and not seen"] or counts["told twice"] else 0)
