"""What those read who run courses, as approved files; see `approved.py`."""

from dataclasses import replace
from datetime import date, datetime

from bot.texts import certificates, documents, rosters, running
from models.certificate import CertificateKind
from models.certificate_desk import CertificateCard, CompletedLine
from models.course import Course, CourseState
from models.document import Document
from models.registration import State
from models.roster_columns import Column
from models.running import Phase, RunCard, RunLine, RunList
from tests.bot.approved import must_be_approved
from tests.bot.paper_samples import NOW, USUAL_COLUMNS, ZONE, certificate, line

COURSE = Course(
    id=1,
    code="VTVL-02-K04",
    title="Văn thư & <lưu trữ>, khóa 4",
    starts_on=date(2026, 12, 7),
    ends_on=date(2026, 12, 11),
    closes_at=datetime(2026, 12, 1, tzinfo=ZONE),
    seats=60,
    minimum=30,
    document_number="08/KH-UBND",
    state=CourseState.published,
)
SEEN = RunCard(
    course=COURSE,
    phase=Phase.open,
    coordinator="Hoàng Nhật Minh",
    confirmed=12,
    pending=3,
    offered=1,
    waiting=2,
    completed=0,
    communes=9,
    documents=1,
)
LETTER = Document(
    id=1,
    number="2537/SNV-CCVC",
    folded_number="2537 snv ccvc",
    issued_on=date(2026, 11, 20),
    subject="mở lớp bồi dưỡng <văn thư>",
    file_id="x",
    file_name="2537.pdf",
)
PEOPLE = [
    line(),
    line("Trần Đức Bình", state=State.pending),
    line("Lê Thị Mai", "Phường Quế Võ", commune_id=2, posts=()),
]


def test_running() -> None:
    row = RunLine(1, COURSE.code, COURSE.title, COURSE.starts_on, COURSE.ends_on, 60, 15, 12)
    counts = dict.fromkeys(Phase, 0) | {Phase.open: 8, Phase.finished: 3, Phase.draft: 1}
    must_be_approved(
        "running",
        {
            "mine": running.listing(RunList((row,), counts, Phase.open, False, 1)),
            "none of mine": running.listing(RunList((), dict.fromkeys(Phase, 0), Phase.open, False, 0)),
            "none at all": running.listing(RunList((), dict.fromkeys(Phase, 0), Phase.open, True, 0)),
            "course, short of people": running.card(SEEN, (1, 1, 0)),
            "course, over": running.card(
                replace(SEEN, phase=Phase.finished, pending=0, offered=0, waiting=0, completed=11)
            ),
            "course, empty": running.card(
                replace(SEEN, confirmed=0, pending=0, offered=0, waiting=0, communes=0, documents=0, coordinator=None)
            ),
        },
    )


def test_rosters() -> None:
    must_be_approved(
        "rosters",
        {
            "unit by unit": rosters.roster(COURSE, PEOPLE, 0),
            "nobody": rosters.roster(COURSE, [], 0),
            "one unit": rosters.unit(COURSE, 1, PEOPLE[:2], is_staff=True),
            "one unit, its leader": rosters.unit(COURSE, 1, PEOPLE[:2], is_staff=False),
            "one unit, nobody": rosters.unit(COURSE, 1, [], is_staff=False),
            "exports": rosters.exports(COURSE, USUAL_COLUMNS, is_admin=False),
            "exports, sensitive, admin": rosters.exports(COURSE, tuple(Column), is_admin=True),
            "columns": rosters.columns(1, USUAL_COLUMNS),
            "sensitive?": rosters.ask_sensitive(1, 1, Column.birth_date),
        },
    )


def test_documents() -> None:
    without = Document(
        id=2, number="08/KH-UBND", issued_on=date(2026, 1, 19), subject="V/v bồi dưỡng cán bộ", file_id=""
    )
    day = LETTER.issued_on
    must_be_approved(
        "documents",
        {
            "none": documents.listing(COURSE, []),
            "two": documents.listing(COURSE, [without, LETTER], documents.added(LETTER)),
            "ask": documents.ask(COURSE),
            "number?": documents.ask_for("number", "", None, "", True),
            "day?": documents.ask_for("day", "2537/SNV-CCVC", None, "", False),
            "no such day": documents.ask_for("no_such_day", "2537/SNV-CCVC", None, "", False),
            "subject?": documents.ask_for("subject", "2537/SNV-CCVC", day, "", False),
            "file?": documents.ask_for("file", "2537/SNV-CCVC", day, "mở lớp", False),
            "not a pdf": documents.not_a_pdf(),
            "the file": documents.file_of(LETTER),
            "take away?": documents.ask_remove(COURSE, LETTER),
        },
    )


def test_certificates() -> None:
    withdrawn = certificate(withdrawn_at=NOW, withdrawal_reason="Cấp nhầm <người>")
    statement = certificate(CertificateKind.statement, id=2, number="0001/2027/GCN-SNV")
    people = [
        CompletedLine(1, 5, "Nguyễn Thị Ngữ Ẵ", "Phường Võ Cường", 1, "0012/2026/CC-SNV", False),
        CompletedLine(2, 5, "Trần Đức Bình", "Phường Quế Võ", 2, "0013/2026/CC-SNV", True),
        CompletedLine(3, 5, "Lê Thị Mai", "Phường Quế Võ", None, "", False),
    ]
    must_be_approved(
        "certificates",
        {
            "list": certificates.listing(COURSE, people, 0),
            "given": certificates.listing(COURSE, people[:2], 0, 2),
            "all?": certificates.ask_issue_all(COURSE, 3),
            "one?": certificates.ask_issue(people[2], 0),
            "one": certificates.card(CertificateCard(certificate(), 1, None), NOW),
            "one, lost": certificates.card(CertificateCard(certificate(), 1, statement), NOW),
            "one, withdrawn": certificates.card(CertificateCard(withdrawn, 1, None), NOW),
            "a statement": certificates.card(CertificateCard(statement, 1, None), NOW),
            "why?": certificates.ask_reason(certificate()),
            "lost?": certificates.ask_lost(certificate()),
            "anew?": certificates.ask_reissue(withdrawn),
            "file": certificates.pdf([certificate()], b"%PDF"),
            "files": certificates.pdf([certificate(), certificate()], b"%PDF", COURSE.code),
            "to the holder": certificates.issued(certificate()),
            "to the holder, withdrawn": certificates.withdrawn(withdrawn),
            "check: valid": certificates.checked(certificate()),
            "check: one's own": certificates.checked(certificate(), is_own=True),
            "check: withdrawn": certificates.checked(withdrawn),
            "check: not ours": certificates.checked(None),
            "check: no such number": certificates.checked(None, "0099/2026/CC-SNV"),
        },
    )
