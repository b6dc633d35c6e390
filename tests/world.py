"""The stage of the story tests: a Telegram in memory, the real bot, a real database, and a named cast."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.app import App, assemble
from bot.clock import Clock
from bot.connection import Connection
from bot.pace import Pace
from handlers import ROUTES
from jobs import EVERY
from jobs.desk import Desk, desk_of
from jobs.run_announcements import run_announcements
from jobs.show_progress import show_progress
from models.account import Account
from models.commune import Commune
from models.course import Course, CourseCommune, Meeting
from models.database import Database
from models.folding import fold
from models.kinds import LegalGroup, Role, Route
from models.notice import Lane
from models.official import Official, OfficialPost, RoleGrant
from models.post import Post
from models.programme import Prerequisite, Programme, ProgrammePost
from models.quiet import QuietHours
from playground.messages import Shown
from playground.person import Person
from playground.request import InProcessRequest
from playground.telegram import Telegram

TOKEN = "123456789:AAtests-only-not-a-real-token-000000000"


class StandingClock(Clock):
    """A clock that moves only when told."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now.tzinfo)  # type: ignore[arg-type]
        self.at = now

    def now(self) -> datetime:
        return self.at + self.ahead


@dataclass
class World:
    """Makes people and courses in the database, phones in the playground, and lets everything happen."""

    database: Database
    clock: StandingClock
    telegram: Telegram
    app: App
    programmes: int = 0
    courses: int = 0
    people: int = 0
    phones: dict[int, Person] = field(default_factory=dict)

    @classmethod
    async def open(
        cls,
        database: Database,
        now: datetime,
        *,
        first_admins: tuple[int, ...] = (),
        quiet: QuietHours | None = None,
    ) -> "World":
        clock = StandingClock(now)
        telegram = Telegram(TOKEN, clock.timestamp)
        request = InProcessRequest(telegram)
        bot = Connection(TOKEN, request=request, get_updates_request=request)
        await bot.initialize()
        pace = Pace(1000, chat_seconds=0)
        app = await assemble(ROUTES, database, bot, clock, pace, first_admins, quiet)
        return cls(database, clock, telegram, app)

    async def close(self) -> None:
        await self.app.bot.shutdown()
        await self.telegram.close()

    async def settle_post(self) -> None:
        """Let only the postman deliver: the updates come by another way."""
        while await self.app.postman.round(Lane.prompt) or await self.app.postman.round(Lane.bulk):
            pass

    async def settle(self) -> None:
        """Let the bot take in what waits and the postman deliver what is due, until nothing moves any more."""
        while (
            await self.app.polling.once()
            or self.app.polling.is_busy
            or await self.app.postman.round(Lane.prompt)
            or await self.app.postman.round(Lane.bulk)
        ):
            pass

    async def pass_time(self, *, to: datetime | None = None, **ahead: float) -> None:
        """Move the clock to a moment, or ahead by hours, days …; then every job looks once at what is due."""
        self.clock.at = to or self.clock.at + timedelta(**ahead)
        await self.tick()

    async def tick(self) -> None:
        """Every job looks once at what is due, and everything happens."""
        for job in EVERY:
            await job(self.desk)
        await self.settle()

    @property
    def desk(self) -> Desk:
        """What the jobs are given."""
        return desk_of(self.app)

    async def ticks(self, times: int = 6, seconds: float = 5.0) -> None:
        """The clock goes on: announcements are brought on, everything is delivered, cards are brought up to date."""
        for _ in range(times):
            self.clock.at += timedelta(seconds=seconds)
            await run_announcements(self.desk)
            await self.settle()
            await show_progress(self.desk)

    async def says(self, person: Person, text: str) -> str:
        """The person writes, everything happens; the newest text that the bot then shows to the person."""
        person.say(text)
        await self.settle()
        return person.last.text

    async def presses(self, person: Person, label: str, message: Shown | None = None) -> str:
        """The same for a button, by its label; of the newest message that has it, or of the one given."""
        person.press(label, message)
        await self.settle()
        return person.last.text

    async def commune(self, name: str) -> Commune:
        """One of the 99, by its name."""
        async with self.database.reading() as session:
            return (await session.scalars(select(Commune).where(Commune.name == name))).one()

    async def official(
        self,
        name: str,
        commune: str | None = "Võ Cường",
        *,
        posts: tuple[str, ...] = (),
        roles: tuple[Role, ...] = (),
        phone: str | None = "",
        born: date | None = date(1985, 8, 15),
        group: LegalGroup | None = LegalGroup.cong_chuc,
        linked: bool = True,
        code: str = "",
    ) -> Person:
        """A person of the roster with a phone in hand; `linked`: the account is tied already."""
        self.people += 1
        now = self.clock.now()
        number = f"+8490{self.people:07d}" if phone == "" else phone
        person = self.telegram.person(1000 + self.people, name, phone=number or "", title=commune or "")
        async with self.database.writing() as session:
            home = await session.scalar(select(Commune.id).where(Commune.name == commune)) if commune else None
            official = Official(
                staff_code=code or f"CB-{self.people:03d}",
                full_name=name,
                folded_name=fold(name),
                birth_date=born,
                phone=number,
                commune_id=home,
                unit_name="" if home else "Sở Nội vụ",
                legal_group=group,
                changed_at=now,
            )
            session.add(official)
            await session.flush()
            for rank, post in enumerate(posts):
                post_id = (await session.scalars(select(Post.id).where(Post.name == post))).one()
                session.add(OfficialPost(official_id=official.id, post_id=post_id, rank=rank))
            for role in roles:
                scope = home if role is Role.leader else None
                session.add(RoleGrant(official_id=official.id, role=role, commune_id=scope, starts_on=date(2026, 1, 1)))
            if linked:
                session.add(Account(user_id=person.id, official_id=official.id, linked_at=now, reachable=True))
        if linked:
            person.say("/start")
            await self.settle()
        return person

    async def leader(self, name: str, commune: str = "Võ Cường", **more: object) -> Person:
        return await self.official(name, commune, roles=(Role.leader,), **more)  # type: ignore[arg-type]

    async def coordinator(self, name: str, **more: object) -> Person:
        return await self.official(name, None, roles=(Role.coordinator,), **more)  # type: ignore[arg-type]

    async def admin(self, name: str, **more: object) -> Person:
        return await self.official(name, None, roles=(Role.admin,), **more)  # type: ignore[arg-type]

    async def programme(
        self,
        name: str,
        *,
        route: Route = Route.leader,
        posts: tuple[str, ...] = (),
        requires: tuple[int, ...] = (),
        hours: float = 16,
    ) -> int:
        """A programme; its id."""
        self.programmes += 1
        async with self.database.writing() as session:
            programme = Programme(
                code=f"CT-{self.programmes:03d}", name=name, hours=hours, route=route, changed_at=self.clock.now()
            )
            session.add(programme)
            await session.flush()
            for post in posts:
                post_id = (await session.scalars(select(Post.id).where(Post.name == post))).one()
                session.add(ProgrammePost(programme_id=programme.id, post_id=post_id))
            session.add_all(Prerequisite(programme_id=programme.id, required_id=one) for one in requires)
            return programme.id

    async def course(
        self,
        title: str,
        *,
        programme: int | None = None,
        route: Route = Route.leader,
        seats: int = 40,
        cap: int | None = None,
        communes: tuple[str, ...] = (),
        starts_in: int = 14,
        days: int = 2,
        closes_in: int = 7,
        posts: tuple[str, ...] = (),
        venue: str = "Hội trường Trường Chính trị",
        hour: int = 8,
    ) -> int:
        """An open course that meets on `days` days at this hour; its id. Times in days from now."""
        self.courses += 1
        programme = programme or await self.programme(title, route=route, posts=posts)
        now = self.clock.now()
        starts_on = now.date() + timedelta(days=starts_in)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        async with self.database.writing() as session:
            code = f"LOP-{self.courses:03d}"
            course = Course(
                code=code,
                folded_code=fold(code),
                programme_id=programme,
                title=title,
                venue=venue,
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=days - 1),
                closes_at=midnight + timedelta(days=closes_in + 1),
                seats=seats,
                commune_cap=cap,
                for_all_communes=not communes,
                changed_at=now,
            )
            session.add(course)
            await session.flush()
            for name in communes:
                commune_id = (await session.scalars(select(Commune.id).where(Commune.name == name))).one()
                session.add(CourseCommune(course_id=course.id, commune_id=commune_id))
            for day in range(days):
                at = midnight + timedelta(days=starts_in + day, hours=hour)
                session.add(Meeting(course_id=course.id, starts_at=at, ends_at=at + timedelta(hours=3), hours=4))
            return course.id
