"""The month: who is there, what happens on which day, and what people do when they look at their phones.

Everything is drawn from one seed, and each act is over before the next begins, so that two runs are the same.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.app import App
from jobs import tick
from jobs.desk import desk_of
from models.database import Database
from models.notice import Lane
from playground.errors import ApiError
from playground.faults import Fault
from playground.person import Person
from rehearsal.papers import Line, Plan, plans, roster, workbook
from rehearsal.stage import ADMIN_ID, ZONE, Stage

FIRST = date(2026, 11, 2)  # a Monday
SATURDAY = 5
AT_WORK = (time(8), time(9, 30), time(11), time(14), time(15, 30))
WEEKDAY = (time(0, 30), time(2, 5), time(6), time(7), time(7, 30), *AT_WORK, time(16), time(17), time(20), time(22))
WEEKEND = (time(0, 30), time(2, 5), time(6), time(8), time(16), time(18), time(20))
FLOOD = Fault.too_many(7)
HANGS = Fault(ApiError(502, "Bad Gateway"), delivered=False, seconds=600)
LOST_ANSWER = Fault.timeout_after_delivery()


@dataclass(frozen=True)
class Size:
    """How much of it; the days on which something happens are those of a month, scaled."""

    people: int = 200
    courses: int = 8
    days: int = 30
    seed: int = 2026


class Month:
    """One play; `stage` has what was done and seen."""

    def __init__(self, database: Database, size: Size) -> None:
        self.size = size
        self.lines = roster(size.people)
        self.plans = plans(FIRST, size.days, size.courses, size.people)
        self.stage = Stage(database, datetime.combine(FIRST, time(7), ZONE))
        self.people: dict[str, Person] = {}
        self._chance = random.Random(size.seed)
        self._pace: dict[str, float] = {}

    @property
    def _coordinator(self) -> Person:
        return self.people["DPV-01"]

    async def play(self, show: Callable[[date], None] = lambda _: None) -> None:
        """From the first Monday on; `show` is told of each day."""
        await self.stage.start()
        await self._begin()
        for ahead in range(self.size.days):
            on = FIRST + timedelta(days=ahead)
            show(on)
            await self._day(on, ahead)
        await self.stage.stop()

    async def _begin(self) -> None:
        """The admin sends the workbook, and everybody links with the own phone."""
        stage = self.stage
        self.tuan = stage.telegram.person(ADMIN_ID, "Đỗ Anh Tuấn", title="Quản trị")
        await stage.says(self.tuan, "/nhap")
        await self._import(self.lines, self.plans)
        for number, line in enumerate(self.lines):
            person = stage.telegram.person(1000 + number, line.name, phone=f"+84{line.phone[1:]}", title=line.unit)
            self.people[line.code] = person
            self._pace[line.code] = self._chance.choice((1.0, 0.5, 0.08, 0.0)) if line.role == "Lãnh đạo" else 0.0
            await stage.says(person, "/start")
            await stage.shares_phone(person)

    async def _import(self, lines: list[Line], courses: list[Plan]) -> None:
        await self.stage.sends(self.tuan, "lop-boi-duong.xlsx", workbook(lines, courses))
        await self.stage.presses(self.tuan, "Xác nhận")

    async def _day(self, on: date, ahead: int) -> None:
        for at in WEEKDAY if on.weekday() < SATURDAY else WEEKEND:
            await self._trouble(on, at)
            await self.stage.moment(datetime.combine(on, at, ZONE))
            if on.weekday() < SATURDAY and at in AT_WORK:
                await self._at_work(at)
        await self._turn(ahead)

    async def _at_work(self, at: time) -> None:
        """Some look for a course, some change their minds, leaders and the coordinator decide what waits."""
        officials = [line for line in self.lines if not line.role]
        for line in self._chance.sample(officials, max(1, len(officials) // 30)):
            await self._look_round(self.people[line.code])
        for line in self.lines:
            person = self.people[line.code]
            if "Đã nhận" in person.labels() and self._chance.random() < 0.4:
                await self.stage.presses(person, "Đã nhận")
            elif "Nhận chỗ" in person.labels():
                await self._answer_offer(person)
            elif line.role == "Lãnh đạo" and self._chance.random() < self._pace[line.code] / 3:
                await self._decide(person)
        if at in (time(9, 30), time(15, 30)):
            await self._decide(self._coordinator)

    async def _look_round(self, person: Person) -> None:
        stage, course = self.stage, self._chance.choice(self.plans)
        if self._chance.random() < 0.15:
            await stage.says(person, "/dangky")
            if await stage.presses(person, "Rút") and self._chance.random() < 0.5:
                await stage.presses(person, self._chance.choice(person.last.labels[:3]))
            return
        await stage.says(person, self._chance.choice((course.code, course.title.lower(), "/lop")))
        for label in (course.code, "Đăng ký", "Xác nhận", "Vào danh sách chờ"):
            if label in " ".join(person.last.labels):
                await stage.presses(person, label)

    async def _answer_offer(self, person: Person) -> None:
        fate = self._chance.random()
        if fate < 0.5:
            await self.stage.presses(person, "Nhận chỗ" if fate < 0.4 else "Nhường chỗ")

    async def _decide(self, person: Person) -> None:
        """Up to three that wait, as they stand in the inbox."""
        for _ in range(3):
            await self.stage.says(person, "/duyet")
            first = next((label for label in person.last.labels if label.startswith("1. ")), None)
            if first is None:
                return
            await self.stage.presses(person, first)
            if self._chance.random() < 0.85:
                await self.stage.presses(person, "Duyệt")
            elif await self.stage.presses(person, "Từ chối"):
                await self.stage.presses(person, person.last.labels[0])

    async def _turn(self, ahead: int) -> None:
        """What the evening of some days brings."""
        part = ahead * 30 // self.size.days
        before = (ahead - 1) * 30 // self.size.days
        if before < 8 <= part:
            await self._move(self.plans[min(3, len(self.plans) - 2)])
        if before < 12 <= part:
            await self._cancel(self.plans[min(4, len(self.plans) - 1)])

    async def _move(self, plan: Plan) -> None:
        """The coordinator puts a course off by two days."""
        if await self._begin_change(plan):
            await self.stage.presses(self._coordinator, "Hoãn, dời cả lớp")
            await self.stage.says(self._coordinator, "lùi 2 ngày")
            await self.stage.presses(self._coordinator, "Xác nhận")
            self.plans[self.plans.index(plan)] = replace(plan, starts_on=plan.starts_on + timedelta(days=2))

    async def _cancel(self, plan: Plan) -> None:
        """With the first of the usual reasons."""
        if await self._begin_change(plan):
            await self.stage.presses(self._coordinator, "Huỷ lớp")
            await self.stage.presses(self._coordinator, self._coordinator.last.labels[0])
            await self.stage.presses(self._coordinator, "Xác nhận")

    async def _begin_change(self, plan: Plan) -> bool:
        """The way from /quanly to a course that has not begun; whether it was found."""
        person = self._coordinator
        await self.stage.says(person, "/quanly")
        for phase in ("", "Chờ khai giảng", "Đang mở đăng ký"):
            label = next((one for one in person.last.labels if phase and one.startswith(phase)), None)
            if label is not None:
                await self.stage.presses(person, label)
            while True:
                found = next((one for one in person.last.labels if plan.code in one), None)
                if found is not None:
                    await self.stage.presses(person, found)
                    return await self.stage.presses(person, "Đổi, hoãn, huỷ lớp")
                if not await self.stage.presses(person, "Sau ›"):
                    break
        return False

    async def _trouble(self, on: date, at: time) -> None:
        """On the eve of the second course Telegram asks us to slow down; on that of the third the bot is killed."""
        if at != time(16):
            return
        faults = self.stage.telegram.faults
        if on == self.plans[1].starts_on - timedelta(days=1):
            faults.next("sendMessage", FLOOD, times=4)
            faults.next("sendMessage", LOST_ANSWER)
        if on == self.plans[2].starts_on - timedelta(days=1):
            await self._killed(datetime.combine(on, at, ZONE))

    async def _killed(self, at: datetime) -> None:
        """With an official's tap and a hand full of reminders under way, none of which ever gets its answer."""
        stage = self.stage
        stage.clock.at = at
        person = self.people[self.lines[-1].code]
        await stage.says(person, self.plans[-1].code)
        if "Đăng ký" in person.last.labels:
            await stage.presses(person, "Đăng ký")
        stage.telegram.faults.next("*", HANGS, times=None)
        if "Xác nhận" in person.last.labels:
            person.press("Xác nhận")

        async def work(app: App) -> None:
            await app.polling.once()
            await tick(desk_of(app))
            await app.postman.round(Lane.bulk)

        happened = stage.telegram.faults.happened
        before = len(happened)
        await stage.crash(work, lambda: any(method == "sendmessage" for method, _ in happened[before:]))
        await stage.start()
        stage.clock.at += timedelta(minutes=3)
        await stage.settle()
