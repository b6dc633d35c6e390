"""Short ways through the announcements for the stories: what an admin does, and what the rows then say."""

from collections import Counter

from sqlalchemy import select

from models.announcement import Announcement
from models.notice import Notice
from models.recipients import KIND
from playground.messages import Shown
from playground.person import Person
from tests.world import World


async def writes_to_all(world: World, admin: Person, words: str) -> Shown:
    """The admin writes and chooses everybody; the preview with «Gửi»."""
    await world.says(admin, "/thongbao")
    await world.says(admin, words)
    await world.presses(admin, "Toàn bộ cán bộ")
    return admin.last


async def crowd(world: World, number: int) -> list[Person]:
    """So many officials, linked."""
    return [await world.official(f"Người Thứ {n:03}", "Võ Cường") for n in range(number)]


async def rows(world: World, kind: str = KIND) -> Counter[str]:
    """How many notices of a kind stand in which state."""
    async with world.database.reading() as session:
        return Counter(map(str, await session.scalars(select(Notice.state).where(Notice.kind == kind))))


async def announcement(world: World, number: int = 1) -> Announcement:
    async with world.database.reading() as session:
        return await session.get_one(Announcement, number)


def button(shown: Shown, label: str) -> str:
    """The data behind a label, for pressing it later as an old one."""
    return next(one["callback_data"] for row in shown.buttons for one in row if one["text"] == label)
