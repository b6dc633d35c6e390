"""A large hall: a course of today whose trainer shows the code, and as many linked officials as sit in it."""

from dataclasses import dataclass

from sqlalchemy import select

from models.account import Account
from models.attendance import Attendance
from models.commune import Commune
from models.course import Meeting
from models.folding import fold
from models.kinds import Role
from models.official import Official
from models.registration import Registration, State
from models.roll_code import RollCode, digits_of, payload_of, step_of
from playground.person import Person
from tests.teaching import let_teach
from tests.world import World

FIRST_ID = 20_000


@dataclass
class Hall:
    """Everybody in it, and the meeting whose roll is called."""

    world: World
    trainer: Person
    people: list[Person]
    course: int
    meeting: int

    @classmethod
    async def open(cls, world: World, size: int) -> "Hall":
        trainer = await world.official("Vũ Thị Hạnh", None, roles=(Role.trainer,))
        course = await world.course("Kỹ năng quản lý nhà nước", starts_in=0, hour=9, seats=size)
        meeting, _ = await let_teach(world, trainer, course)
        people = [world.telegram.person(FIRST_ID + n, f"Cán bộ {n:03}") for n in range(size)]
        now = world.clock.now()
        async with world.database.writing() as session:
            homes = (await session.scalars(select(Commune.id).order_by(Commune.id))).all()
            officials = [
                Official(
                    staff_code=f"H-{n}",
                    full_name=one.name,
                    folded_name=fold(one.name),
                    commune_id=homes[n % len(homes)],
                    unit_name="",
                    changed_at=now,
                )
                for n, one in enumerate(people)
            ]
            session.add_all(officials)
            await session.flush()
            for person, official in zip(people, officials, strict=True):
                session.add(Account(user_id=person.id, official_id=official.id, linked_at=now, reachable=True))
                session.add(
                    Registration(
                        course_id=course,
                        official_id=official.id,
                        commune_id=official.commune_id,
                        state=State.confirmed,
                        since=now,
                        created_at=now,
                    )
                )
        await world.says(trainer, "/diemdanh")
        return cls(world, trainer, people, course, meeting)

    async def code(self) -> tuple[str, str]:
        """(payload, digits) of this moment."""
        async with self.world.database.reading() as session:
            secret = (await session.get_one(RollCode, self.meeting)).secret
        step = step_of(self.world.clock.now())
        return payload_of(secret, self.meeting, step), digits_of(secret, self.meeting, step)

    async def all_use_the_code(self) -> None:
        """Every second one scans, the others type, all side by side through the real application."""
        await self.world.presses(self.trainer, "Mã điểm danh")
        payload, digits = await self.code()
        for place, person in enumerate(self.people):
            if place % 2:
                person.start(payload)
            else:
                person.say(digits)
        await self.world.settle()

    async def the_trainer_taps(self, absent: int) -> int:
        """The trainer marks so many as absent, found by name, and all others as there; how many taps and texts."""
        acts = 1
        for person in self.people[:absent]:
            await self.world.says(self.trainer, person.name)
            await self.world.presses(self.trainer, f"○ {person.name}")
            acts += 2
        await self.world.presses(self.trainer, "Còn lại có mặt")
        return acts

    async def marks(self) -> list[Attendance]:
        async with self.world.database.reading() as session:
            found = await session.scalars(
                select(Attendance)
                .join(Meeting, Meeting.id == Attendance.meeting_id)
                .where(Meeting.id == self.meeting)
                .order_by(Attendance.registration_id)
            )
            return list(found)
