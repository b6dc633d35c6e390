"""Who may do what: everything in the routing table, tried by everybody, on what is theirs and what is not.

The outcome is an approved table: read how `rights.txt` differs, then `RECORD=1 pytest tests/handlers/test_rights.py`.
A new button fails here until it is said on what it acts (`ON`), a new route until its line in the table is approved.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.context import SharedContact, Upload
from bot.frame import Frame
from bot.incoming import Incoming, Kind
from bot.routes import ANYBODY, Route, Work
from handlers import ROUTES
from models.account import Account
from models.announcement import write
from models.certificate import issue
from models.content import Content
from models.database import Database, Session
from models.document import CourseDocument, Document
from models.kinds import Role
from models.link_request import LinkRequest
from models.official import Official, RoleGrant
from models.person import who_is
from models.quota import QuotaWish
from models.refusals import NoRight, NotLinked, NotYours, OfficialLeft, OwnRequest, Refusal
from models.registration import Level, Registration, State
from models.substitution import Substitution, SubstitutionState
from playground.person import Person
from tests.world import World

TABLE = Path(__file__).parent / "rights.txt"
NO_RIGHT = (NoRight, NotLinked, NotYours, OwnRequest, OfficialLeft)

# On what a button acts: (what, and whose). Things of the table below; a plain number stands for itself.
ON: dict[str, tuple[str | int, ...]] = {
    "list": (),
    "filter": (),
    "filterby": (0,),
    "card": ("course",),
    "reg": ("course",),
    "regok": ("course",),
    "queue": ("full course",),
    "take": ("offered to Lan",),
    "letgo": ("offered to Lan",),
    "mine": (),
    "wd": ("asked by Lan",),
    "wdok": ("asked by Lan",),
    "wdfor": ("asked by Lan", 0),
    "inbox": (),
    "req": ("asked by Lan",),
    "ok": ("asked by Lan",),
    "okfor": ("approved for Lan", 0),
    "no": ("asked by Lan",),
    "nofor": ("asked by Lan", 0),
    "agree": (),
    "notme": (),
    "notmeok": (),
    "asklink": (),
    "trycode": (),
    "linkis": ("link request", "unlinked official"),
    "linkno": ("link request",),
    "linkreq": ("link request",),
    "linkfind": ("link request",),
    "unlink": (),
    "unlinkok": (),
    "mydata": (),
    "staff": ("Lan",),
    "invite": ("unlinked official",),
    "invitecom": ("commune",),
    "invcomok": ("commune",),
    "left": ("Lan",),
    "leftok": ("Lan",),
    "back": ("Lan",),
    "stunlink": ("Lan",),
    "stunlinkok": ("Lan",),
    "commune": ("commune",),
    "impok": (0,),
    "tmpl": (),
    "cancel": (),
    "home": (),
    "sub": ("approved for Lan",),
    "subwhich": (),
    "subask": ("seat of Lan", "colleague"),
    "subput": ("seat of Lan", "colleague"),
    "subyes": ("substitution asked of the colleague",),
    "subno": ("substitution asked of the colleague",),
    "suboff": ("substitution asked of the colleague",),
    "subview": ("substitution that waits for a leader",),
    "subok": ("substitution that waits for a leader",),
    "subnok": ("substitution that waits for a leader",),
    "hours": (),
    "hourswrong": (),
    "wrongline": ("approved for Lan",),
    "team": (),
    "teamone": ("Lan",),
    "lich": (),
    "ics": (),
    "cu": (),
    "cucard": ("course", "commune"),
    "cupage": (0, "course", "commune"),
    "cutick": ("course", "commune", "colleague", 0),
    "cuall": ("course", "commune"),
    "cusend": ("course", "commune"),
    "cufor": (0,),
    "obj": ("nominated Lan",),
    "objfor": ("nominated Lan", 0),
    "objyes": ("objected by Lan",),
    "objno": ("objected by Lan",),
    "cover": ("approved for Lan",),
    "coverby": ("approved for Lan", "colleague"),
    "cover0": ("approved for Lan",),
    "dlgs": (),
    "dlg": (),
    "dlgto": ("colleague",),
    "dlgfor": ("colleague", 0),
    "dlgok": ("colleague", 20261201, 20261205),
    "dlgchg": ("delegation",),
    "dlgend": ("delegation",),
    "dlgendok": ("delegation",),
    "many": (),
    "tick": ("asked by Lan", 0),
    "manyok": (),
    "whysent": ("asked by Lan",),
    "qwish": ("course", "commune"),
    "qask": ("course", "other commune", "commune"),
    "qgive": ("wish for a seat",),
    "qkeep": ("wish for a seat",),
    "why": ("Lan", "course"),
    "qview": ("full course",),
    "run": (),
    "runc": ("course",),
    "roster": ("taken course",),
    "rosteru": ("taken course", "commune"),
    "exports": ("taken course",),
    "xlsx": ("taken course", 0),
    "docx": ("taken course", 0),
    "sending": ("taken course", "commune"),
    "summons": ("taken course",),
    "columns": ("taken course",),
    "column": ("taken course", 1, 1),
    "columnok": ("taken course", 1, 1),
    "docs": ("course",),
    "docadd": ("course",),
    "docsave": (),
    "doc": ("letter",),
    "docout": ("course", "letter"),
    "docoutok": ("course", "letter"),
    "certs": ("completed course",),
    "cert": ("certificate of Lan",),
    "certone": ("completed by Lan",),
    "certall": ("completed course", 1),
    "certallok": ("completed course",),
    "certpdf": ("certificate of Lan",),
    "certspdf": ("completed course",),
    "certback": ("certificate of Lan",),
    "certlost": ("certificate of Lan",),
    "certlostok": ("certificate of Lan",),
    "certnew": ("certificate of Lan",),
    "certnewok": ("certificate of Lan",),
    "an": ("announcement",),
    "anadd": ("announcement",),
    "anagain": ("announcement",),
    "anall": ("announcement",),
    "anauds": ("announcement",),
    "anbtn": ("announcement",),
    "anclear": ("announcement",),
    "androp": ("announcement",),
    "anfetch": ("announcement",),
    "anfix": ("announcement",),
    "anfixok": ("announcement",),
    "anminus": ("announcement",),
    "annobtn": ("announcement",),
    "annourg": ("announcement",),
    "annow": ("announcement",),
    "anpause": ("announcement",),
    "anprev": ("announcement",),
    "anrcvd": ("announcement",),
    "anrecall": ("announcement",),
    "anrecallok": ("announcement",),
    "anrep": ("announcement",),
    "anresume": ("announcement",),
    "ansavea": ("announcement",),
    "ansavet": ("announcement",),
    "anstop": ("announcement",),
    "anstopok": ("announcement",),
    "antest": ("announcement",),
    "antext": ("announcement",),
    "anurg": ("announcement",),
    "anwhen": ("announcement",),
    "anwho": ("announcement",),
    "anlist": (),
    "annew": (),
    "antmpls": (),
    "antmpl": (0,),
    "anaud": ("announcement", 0),
    "anthrow": (0, 0),
    "anback": ("announcement", 0),
    "anrel": ("announcement", 0),
    "anpick": ("announcement", 0),
    "anset": ("announcement", 0, 0, 1),
    "anrcpt": ("announcement", 1),
    "ansend": ("announcement", 0, 0),
    "ancourse": ("course",),
    "reach": (),
    "reachx": (),
    "topics": (),
    "mute": (0,),
    "unmute": (0,),
    "weekall": (),
    "whythis": (0,),
    "holidays": (0,),
    "holchange": (2027,),
    "holok": (2027,),
    "quiet": (),
    "quietset": (1900, 700),
    "quietall": (),
    "gathered": (0,),
}
# The same buttons on somebody else: an admin is not in a coordinator's hands.
ALSO_ON: dict[str, tuple[str | int, ...]] = {
    "invite": ("admin",),
    "left": ("admin",),
    "leftok": ("admin",),
    "stunlinkok": ("admin",),
    "ok": ("asked by a leader",),
    "no": ("asked by a leader",),
    "req": ("asked by a leader",),
    "rosteru": ("taken course", "other commune"),
    "sending": ("taken course", "other commune"),
}
# What an open question keeps.
ASKED: dict[str, dict[str, Any]] = {
    "decline_reason": {"registration_id": "asked by Lan"},
    "withdraw_reason": {"registration_id": "asked by Lan"},
    "cover": {"registration_id": "approved for Lan"},
    "hours_wrong": {"registration_id": "approved for Lan"},
    "objection": {"registration_id": "nominated Lan"},
    "substitute_name": {"registration_id": "approved for Lan"},
    "why_course": {"official_id": "Lan"},
    "nominate": {"course_id": "course", "commune_id": "commune", "ticked": []},
    "delegate_days": {"deputy_id": "colleague", "official_id": "colleague"},
    "link_search": {"request_id": "link request"},
    "invite": {"code": "moi-nobody"},
    "document": {"course_id": "course"},
    "withdraw_certificate": {"certificate_id": "certificate of Lan"},
    "announcement": {"announcement_id": "announcement"},
    "announcement_audience": {"announcement_id": "announcement"},
    "announcement_button": {"announcement_id": "announcement"},
    "announcement_correction": {"announcement_id": "announcement"},
    "announcement_moment": {"announcement_id": "announcement"},
    "announcement_urgent": {"announcement_id": "announcement"},
    "audience_name": {"announcement_id": "announcement"},
    "template_name": {"announcement_id": "announcement"},
    "holidays": {"year": 2027},
}


class Undo(Exception):
    """Takes a transaction back."""


class Undone(Database):
    """Whatever is tried here is taken back."""

    def __init__(self, real: Database) -> None:
        self.real = real

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        with suppress(Undo):
            async with self.real.writing() as session:
                yield session
                await session.flush()
                raise Undo

    reading = writing


@dataclass
class Stage:
    """Everybody who may try, and the things on which they try it."""

    world: World
    people: dict[str, Person]
    things: dict[str, int] = field(default_factory=dict)

    async def tries(self, who: str, incoming: Incoming, route: Route, data: dict[str, Any] | None) -> str:
        """✓, a dash where the right is missing, or the name of another no."""
        frame = replace(self.world.app.intake._frame, database=Undone(self.world.database))
        incoming = replace(incoming, user_id=self.people[who].id)
        try:
            async with frame.database.writing() as session:
                person = await who_is(session, incoming.user_id, self.world.clock.now())
                person = replace(person, data=data) if data is not None else person
                if route.work is not Work.outside:
                    await Frame._call(frame, route, incoming, person, session)
            if route.work is Work.outside:
                await Frame._call(frame, route, incoming, person, None)
        except NO_RIGHT:
            return "-"
        except Refusal as other:
            return type(other).__name__
        return "✓"

    def id(self, thing: str | int) -> int:
        return self.things[thing] if isinstance(thing, str) else thing


@pytest.fixture
async def stage(world: World) -> Stage:
    """Võ Cường with its people, Từ Sơn with others, the department, and somebody whom nobody knows."""
    people = {
        "stranger": world.telegram.person(999, "Stranger"),
        "Lan": await world.official("Lan"),
        "colleague": await world.official("Mai"),
        "leader": await world.leader("Hòa"),
        "other leader": await world.leader("Khánh", "Từ Sơn"),
        "coordinator": await world.coordinator("Minh"),
        "trainer": await world.official("Hạnh", None, roles=(Role.trainer,)),
        "admin": await world.admin("Tuấn"),
    }
    await world.official("Chưa", linked=False)
    stage = Stage(world, people)
    now = world.clock.now()
    courses = [await world.course(f"Lớp {n}", starts_in=14 + 3 * n, seats=1 if n == 1 else 40) for n in range(10)]
    async with world.database.writing() as session:

        async def official(user: Person) -> Official:
            query = select(Official).join(Account, Account.official_id == Official.id)
            return (await session.scalars(query.where(Account.user_id == user.id))).one()

        lan, mai, hoa = [await official(people[name]) for name in ("Lan", "colleague", "leader")]
        more = {"since": now, "created_at": now, "commune_id": lan.commune_id}
        rows = {
            "taken": Registration(course_id=courses[1], official_id=mai.id, state=State.confirmed, **more),
            "asked by Lan": Registration(
                course_id=courses[2], official_id=lan.id, state=State.pending, awaits=Level.leader, **more
            ),
            "offered to Lan": Registration(
                course_id=courses[3], official_id=lan.id, state=State.offered, queued_at=now,
                offered_until=now.replace(hour=17), decided_by_id=hoa.id, decided_at=now, **more,
            ),
            "approved for Lan": Registration(
                course_id=courses[4], official_id=lan.id, state=State.confirmed, decided_by_id=hoa.id,
                decided_at=now, outside_post=True, **more,
            ),
            "seat of Lan": Registration(
                course_id=courses[6], official_id=lan.id, state=State.confirmed, decided_by_id=hoa.id,
                decided_at=now, **more,
            ),
            "nominated Lan": Registration(
                course_id=courses[7], official_id=lan.id, state=State.confirmed, nominated_by_id=hoa.id,
                decided_by_id=hoa.id, decided_at=now, **more,
            ),
            "objected by Lan": Registration(
                course_id=courses[8], official_id=lan.id, state=State.confirmed, nominated_by_id=hoa.id,
                decided_by_id=hoa.id, decided_at=now, objection="work", **more,
            ),
            "completed by Lan": Registration(
                course_id=courses[9], official_id=lan.id, state=State.completed, **more
            ),
            "asked by a leader": Registration(
                course_id=courses[5], official_id=hoa.id, state=State.pending, awaits=Level.department, **more
            ),
        }  # fmt: skip
        request = LinkRequest(user_id=998, said="Nguyễn Văn Chưa", made_at=now)
        session.add_all([*rows.values(), request])
        await session.flush()
        letter = Document(
            number="1/SNV", folded_number="1 snv", issued_on=now.date(), subject="x", file_id="x", file_name="x.pdf",
            added_at=now,
        )  # fmt: skip
        session.add(letter)
        await session.flush()
        session.add(CourseDocument(course_id=courses[0], document_id=letter.id))
        given = await issue(session, rows["completed by Lan"], now)
        khanh = await official(people["other leader"])
        wish = QuotaWish(
            course_id=courses[0], from_id=khanh.commune_id, to_id=lan.commune_id, asked_by_id=hoa.id, since=now
        )
        delegation = RoleGrant(
            official_id=mai.id, role=Role.leader, commune_id=lan.commune_id, acting_for_id=hoa.id,
            starts_on=now.date() + timedelta(days=7), ends_on=now.date() + timedelta(days=9),
        )  # fmt: skip
        asked_for = {"nominated Lan": SubstitutionState.asked, "objected by Lan": SubstitutionState.accepted}
        swaps = [
            Substitution(
                registration_id=rows[name].id, colleague_id=mai.id, proposed_by_id=lan.id, state=state, since=now,
                created_at=now,
            )
            for name, state in asked_for.items()
        ]  # fmt: skip
        session.add_all([wish, delegation, *swaps])
        await session.flush()
        nobody = (await session.scalars(select(Official).where(Official.full_name == "Chưa"))).one()
        admin = await who_is(session, people["admin"].id, now)
        draft = await write(session, admin, Content("Họp"), now)
        stage.things = {name: row.id for name, row in rows.items()} | {
            "course": courses[0],
            "full course": courses[1],
            "taken course": courses[4],
            "completed course": courses[9],
            "letter": letter.id,
            "certificate of Lan": given.id,
            "link request": request.id,
            "unlinked official": nobody.id,
            "Lan": lan.id,
            "colleague": mai.id,
            "wish for a seat": wish.id,
            "delegation": delegation.id,
            "substitution asked of the colleague": swaps[0].id,
            "substitution that waits for a leader": swaps[1].id,
            "other commune": khanh.commune_id or 0,
            "admin": (await official(people["admin"])).id,
            "commune": lan.commune_id or 0,
            "announcement": draft.id,
        }
    return stage


def asked(stage: Stage) -> list[tuple[str, Incoming, Route, dict[str, Any] | None]]:
    """Everything that can be asked of the bot, each as an update and with the words by which the table names it."""
    cases: list[tuple[str, Incoming, Route, dict[str, Any] | None]] = []
    for name, route in sorted(ROUTES.commands.items()):
        cases.append((f"/{name}", Incoming(1, 0, Kind.command, name), route, None))
    for name, route in sorted(ROUTES.presses.items()):
        for on in (ON[name], *([ALSO_ON[name]] if name in ALSO_ON else [])):
            ids = tuple(stage.id(thing) for thing in on)
            on_what = f" on {', '.join(str(thing) for thing in on)}" if on else ""
            cases.append((f"[{name}]{on_what}", Incoming(1, 0, Kind.press, name, ids=ids, message_id=1), route, None))
    for name, route in sorted(ROUTES.steps.items()):
        data = {key: stage.things.get(str(value), value) for key, value in ASKED.get(name, {}).items()}
        cases.append((f"answer {name}", Incoming(1, 0, Kind.text, text="vì bận việc"), route, data))
    for name, route in sorted(ROUTES.steps.items()):
        if "document" not in route.takes:
            continue
        data = {key: stage.things.get(str(value), value) for key, value in ASKED.get(name, {}).items()}
        pdf = Upload("x", "a.pdf", 2**30 if route.work is Work.outside else 100)  # what is too big is never fetched
        cases.append((f"file for {name}", Incoming(1, 0, Kind.document, upload=pdf), route, data))
    for name, route in sorted(ROUTES.kinds.items()):
        incoming = Incoming(
            1,
            0,
            Kind(name),
            text="x",
            contact=SharedContact("+84900000000", is_own=True),
            upload=Upload("x", "a.xlsx", 2**30),
        )
        cases.append((f"a {name}", incoming, route, None))
    return cases


def test_of_every_button_it_is_said_on_what_it_acts() -> None:
    assert ROUTES.presses.keys() - ON.keys() == set(), "say in ON on what a new button acts"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # rights are asked by the same code on both
async def test_who_may_do_what_is_as_approved(stage: Stage) -> None:
    lines = [f"{'':58}{'  '.join(stage.people)}"]
    for words, incoming, route, data in asked(stage):
        found = {who: await stage.tries(who, incoming, route, data) for who in stage.people}
        if route.needs != ANYBODY:
            assert found["stranger"] == "-", f"a stranger may do {words}"
        noes = [f"{who}: {end}" for who, end in found.items() if end not in "✓-"]
        marks = "".join(f"{end if end in '✓-' else '·':^{len(who) + 2}}" for who, end in found.items())
        lines.append(f"{words:57}{marks.rstrip()}{'   ' if noes else ''}{', '.join(noes)}")
    text = "\n".join(lines) + "\n"
    if os.environ.get("RECORD"):
        TABLE.write_text(text, encoding="utf-8")
    assert text == TABLE.read_text(encoding="utf-8"), "rights.txt differs: read it, then RECORD=1"
