"""Who may do what: everything in the routing table, tried by everybody, on what is theirs and what is not.

The outcome is an approved table: read how `rights.txt` differs, then `RECORD=1 pytest tests/handlers/test_rights.py`.
A new button fails here until it is said on what it acts (`ON`), a new route until its line in the table is approved.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.context import SharedContact, Upload
from bot.frame import Frame
from bot.incoming import Incoming, Kind
from bot.routes import ANYBODY, Route, Work
from bot.strangers import Strangers
from handlers import ROUTES
from models.account import Account
from models.announcement import write
from models.certificate import issue
from models.content import Content, ContentKind
from models.course import Course, CourseState, Meeting
from models.course_change import ChangeKind, ChangeTold, CourseChange
from models.course_face import face_of
from models.course_test import CourseTest
from models.data_case import CaseField, ask
from models.database import Database, Session
from models.document import CourseDocument, Document
from models.kinds import Role
from models.link_request import LinkRequest
from models.news.course_changes import CourseChanged
from models.notice import Notice, NoticeState, tell
from models.official import Official, RoleGrant
from models.person import who_is
from models.quota import QuotaWish
from models.refusals import NoRight, NotLinked, NotYours, OfficialLeft, OwnRequest, Refusal
from models.registration import Level, Registration, State
from models.roll_sheet import RollSheet
from models.substitution import Substitution, SubstitutionState
from playground.person import Person
from tests.seats import seat
from tests.teaching import let_teach
from tests.world import World

TABLE = Path(__file__).parent / "rights.txt"
NO_RIGHT = (NoRight, NotLinked, NotYours, OwnRequest, OfficialLeft)

DAY = date(2026, 12, 11).toordinal()

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
    "mydatax": (),
    "mydatalog": (),
    "datawrong": (),
    "datafield": (2,),
    "dataerase": (),
    "dataeraseok": (),
    "casemine": ("request of Lan",),
    "cases": (),
    "case": ("request of Lan",),
    "caseok": ("request of Lan",),
    "caseerase": ("request of Lan",),
    "caseeraseok": ("request of Lan",),
    "caseno": ("request of Lan",),
    "casesx": (),
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
    "objsee": ("objected by Lan",),
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
    "chg": ("course",),
    "chgmts": ("course",),
    "chgmt": ("meeting",),
    "chgout": ("meeting",),
    "chgadd": ("course",),
    "chgaddhalf": ("course", DAY, DAY, 1),
    "chgtime": ("meeting",),
    "chgroom": ("meeting",),
    "chgwho": ("meeting",),
    "chgwhois": ("meeting", "colleague"),
    "chgguest": ("meeting",),
    "chgmove": ("course",),
    "chgmoveby": ("course", 7),
    "chgplace": ("course",),
    "chgmerge": ("course",),
    "chginto": ("course", "run of the same programme"),
    "chgoff": ("course",),
    "chgofffor": ("course", 0),
    "chgok": ("course", 0),
    "chgunread": ("taken course",),
    "chgunreadx": ("taken course",),
    "chgphoned": ("taken course", "commune"),
    "chgrcvd": ("change told to Lan",),
    "icsout": ("course",),
    "why": ("Lan", "course"),
    "qview": ("full course",),
    "run": (),
    "runc": ("course",),
    "open": (),
    "openof": ("programme",),
    "openpick": (0, 1),
    "openback": (),
    "earlier": (),
    "reopen": ("course",),
    "openfile": (),
    "edit": ("course",),
    "editf": ("course", 4),
    "editpick": ("course", 5, 0),
    "editok": ("course", 4),
    "plan": ("draft",),
    "planfill": ("draft",),
    "plannew": ("draft",),
    "planadd": ("draft",),
    "planhalf": ("draft", 739964, 739964, 0),
    "meet": ("meeting of a draft",),
    "meetmv": ("meeting of a draft",),
    "meetout": ("meeting of a draft",),
    "meetabout": ("draft", 0, 0),
    "meetby": ("draft", 0, "trainer"),
    "pub": ("draft",),
    "pubok": ("draft", 0),
    "drop": ("draft",),
    "dropok": ("draft", 0),
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
    "rolls": ("taken course",),
    "rolltoday": (),
    "roll": ("meeting of the trainer",),
    "rollnew": ("meeting of the trainer",),
    "rollmark": ("meeting of the trainer", "in the roll", 0),
    "rollrest": ("meeting of the trainer", 3),
    "rollcode": ("meeting of the trainer",),
    "rollend": ("meeting of the trainer",),
    "sheets": ("meeting of the trainer",),
    "sheetadd": ("meeting of the trainer",),
    "sheet": ("signed sheet",),
    "sheetout": ("signed sheet",),
    "teach": (),
    "teachok": ("course of the trainer",),
    "teachno": ("course of the trainer",),
    "taught": (),
    "class": ("course of the trainer",),
    "classq": ("course of the trainer",),
    "trainers": ("taken course",),
    "assign": ("meeting of another",),
    "assignto": ("meeting of another", "trainer"),
    "assignall": ("meeting of another", "trainer"),
    "unassign": ("meeting of the trainer",),
    "alltaught": ("taken course",),
    "asktr": ("approved for Lan",),
    "askout": ("approved for Lan",),
    "certs": ("completed course",),
    "cert": ("certificate of Lan",),
    "certone": ("completed by Lan",),
    "certoneok": ("completed by Lan",),
    "certall": ("completed course", 1),
    "certallok": ("completed course",),
    "certpdf": ("certificate of Lan",),
    "certspdf": ("completed course",),
    "certback": ("certificate of Lan",),
    "certlost": ("certificate of Lan",),
    "certlostok": ("certificate of Lan",),
    "certnew": ("certificate of Lan",),
    "certnewok": ("certificate of Lan",),
    "res": ("surveyed course", 0),
    "resone": ("surveyed of Lan",),
    "restests": ("surveyed course",),
    "restestadd": ("surveyed course",),
    "restestout": ("test",),
    "restestoutok": ("test",),
    "resmark": ("test",),
    "resmarkone": ("attended by the colleague", "test"),
    "resfile": ("surveyed course",),
    "reshand": ("attended by the colleague", 1),
    "reshandout": ("attended by the colleague",),
    "reslist": ("surveyed course",),
    "resclose": ("surveyed course",),
    "rescloseok": ("surveyed course", 1, 0),
    "resback": ("surveyed of Lan",),
    "survey": ("surveyed of Lan",),
    "sv": ("surveyed of Lan", 1, 5),
    "svchange": ("surveyed of Lan", 1),
    "svwords": ("surveyed of Lan",),
    "svresult": ("surveyed course",),
    "effect": ("used by Lan",),
    "efused": ("used by Lan", 1),
    "efwhy": ("used by Lan", 1),
    "eflist": (202611, 0),
    "efseen": ("used by Lan", 1, 0),
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
    "work": (),
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
    "caseok": ("request of an admin",),
    "left": ("admin",),
    "leftok": ("admin",),
    "stunlinkok": ("admin",),
    "ok": ("asked by a leader",),
    "no": ("asked by a leader",),
    "req": ("asked by a leader",),
    "rosteru": ("taken course", "other commune"),
    "sending": ("taken course", "other commune"),
    "roll": ("meeting of another",),
    "rollmark": ("meeting of another", "approved for Lan", 0),
    "rollrest": ("meeting of another", 3),
    "rollcode": ("meeting of another",),
    "sheets": ("meeting of another",),
    "class": ("taken course",),
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
    "data_wrong": {"field": "unit"},
    "case_refused": {"case_id": "request of Lan"},
    "invite": {"code": "moi-nobody"},
    "document": {"course_id": "course"},
    "open_course": {"programme_id": "programme", "answers": {}},
    "edit_course": {"course_id": "course", "field": 4},
    "add_meeting": {"course_id": "draft"},
    "move_meeting": {"course_id": "draft", "meeting_id": "meeting of a draft"},
    "meeting_about": {"course_id": "draft", "meeting_id": 0, "about": 0},
    "change_course": {"course_id": "course", "ask": "reason"},
    "withdraw_certificate": {"certificate_id": "certificate of Lan"},
    "roll": {"meeting_id": "meeting of the trainer", "said": ""},
    "roll_sheet": {"meeting_id": "meeting of the trainer"},
    "decline_teaching": {"course_id": "course of the trainer"},
    "class_question": {"registration_id": "approved for Lan"},
    "result_by_hand": {"registration_id": "attended by the colleague", "passed": True},
    "results_by_list": {"course_id": "surveyed course"},
    "result_back": {"registration_id": "surveyed of Lan"},
    "course_test": {"course_id": "surveyed course"},
    "scores": {"test_id": "test", "registration_id": "attended by the colleague"},
    "results_file": {"course_id": "surveyed course"},
    "survey_sentence": {"registration_id": "surveyed of Lan"},
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
        frame = replace(
            self.world.app.intake._frame, database=Undone(self.world.database), strangers=Strangers()
        )  # how often one may ask has tests of its own
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
    taught = await world.course("Lớp của giảng viên", starts_in=0, hour=9)
    his, _ = await let_teach(world, people["trainer"], taught)
    in_roll = await seat(world, people["colleague"], taught)
    last_week, long_ago = (
        await world.course("Tuần trước", starts_in=-5, closes_in=-9),
        await world.course("Ba tháng trước", starts_in=-95, closes_in=-99),
    )
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
            "surveyed of Lan": Registration(
                course_id=last_week, official_id=lan.id, state=State.completed, **more
            ),
            "attended by the colleague": Registration(
                course_id=last_week, official_id=mai.id, state=State.confirmed, **more
            ),
            "used by Lan": Registration(course_id=long_ago, official_id=lan.id, state=State.completed, **more),
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
        draft_course = Course(
            code="NHAP", folded_code="nhap", programme_id=1, title="Nháp", starts_on=now.date() + timedelta(days=14),
            ends_on=now.date() + timedelta(days=15), closes_at=now + timedelta(days=7), seats=40,
            state=CourseState.draft, changed_at=now,
        )  # fmt: skip
        session.add(draft_course)
        await session.flush()
        at = now + timedelta(days=14)
        meeting = Meeting(course_id=draft_course.id, starts_at=at, ends_at=at + timedelta(hours=3), hours=4)
        session.add(meeting)
        await session.flush()
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
        test = CourseTest(course_id=last_week, name="Bài 1", folded="bai 1", scale=10, added_at=now)
        session.add(test)
        await session.flush()
        hanh = await official(people["trainer"])
        sheet = RollSheet(
            meeting_id=his, kind=ContentKind.photo, file_id="x", added_by_id=hanh.id, added_at=now
        )  # fmt: skip
        session.add(sheet)
        await session.flush()
        another = await session.scalar(select(func.min(Meeting.id)).where(Meeting.course_id == courses[4]))
        nobody = (await session.scalars(select(Official).where(Official.full_name == "Chưa"))).one()
        face = (await face_of(session, courses[4])).to_json()
        moved = CourseChange(course_id=courses[4], kind=ChangeKind.moved, before=face, after=face, made_at=now)
        run = await session.get_one(Course, courses[0])
        again = Course(
            code="LOP-B", folded_code="lop-b", programme_id=run.programme_id, title="x", starts_on=run.starts_on,
            ends_on=run.ends_on, closes_at=run.closes_at, seats=9, changed_at=now,
        )  # fmt: skip
        session.add_all([moved, again])
        await session.flush()
        told = ChangeTold(course_id=courses[4], official_id=lan.id, change_id=moved.id, made_at=now)
        session.add(told)
        await session.flush()
        news = CourseChanged(told.id)
        await tell(session, news, key=told.key, official_id=lan.id, now=now)
        await session.execute(update(Notice).where(Notice.key == told.key).values(state=NoticeState.sent))
        of_course = await session.scalar(select(Meeting.id).where(Meeting.course_id == courses[0]).limit(1))
        admin = await who_is(session, people["admin"].id, now)
        draft = await write(session, admin, Content("Họp"), now)
        of_lan = await ask(session, await who_is(session, people["Lan"].id, now), CaseField.unit, "Kinh Bắc", now)
        of_admin = await ask(session, admin, CaseField.unit, "Kinh Bắc", now)
        stage.things = {name: row.id for name, row in rows.items()} | {
            "course": courses[0],
            "draft": draft_course.id,
            "programme": draft_course.programme_id,
            "meeting of a draft": meeting.id,
            "trainer": (await official(people["trainer"])).id,
            "full course": courses[1],
            "taken course": courses[4],
            "completed course": courses[9],
            "letter": letter.id,
            "meeting": of_course or 0,
            "run of the same programme": again.id,
            "change told to Lan": told.id,
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
            "course of the trainer": taught,
            "meeting of the trainer": his,
            "in the roll": in_roll.id,
            "signed sheet": sheet.id,
            "meeting of another": another or 0,
            "surveyed course": last_week,
            "test": test.id,
            "request of Lan": of_lan.id,
            "request of an admin": of_admin.id,
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
