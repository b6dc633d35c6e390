"""Keeps the search index warm, so that no search has to wait for a large import to be read."""

from jobs.desk import Desk


async def refresh_search(desk: Desk) -> None:
    async with desk.database.reading() as session:
        await desk.search.refresh(session, desk.clock.now())
