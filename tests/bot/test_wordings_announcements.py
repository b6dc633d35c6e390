"""What is read of announcements, word for word as approved."""

from dataclasses import replace
from datetime import timedelta

from bot.texts import (
    announcement_after,
    announcement_card,
    announcement_options,
    announcement_writing,
    audience,
    reach_board,
)
from models.announcement import Announcement, AnnouncementState, Phase
from models.announcement_change import AnnouncementChange, ChangeKind
from models.announcement_report import Standing
from models.audience import Audience, Count, Group, Part
from models.audience_names import Names
from models.content import Content
from models.kinds import LegalGroup, Role
from models.notice import NoticeState
from models.quiet import read_quiet_hours
from models.reach_board import Board, UnitReach
from models.recipients import Tally
from tests.bot.approved import must_be_approved
from tests.conftest import NOW

NIGHT = read_quiet_hours("20:00-07:00")
NAMES = Names({1: "Phường Võ Cường"}, {2: "Văn phòng – Thống kê"}, {3: "LOP-2026-150"})
WHO = Audience(
    (Group(roles=(Role.leader,), communes=(1,), districts=("TP Từ Sơn",)), Group(people=tuple(range(1200)))),
    (Group(legal_groups=(LegalGroup.vien_chuc,), courses=((3, Part.waiting),)),),
)


def one(state: AnnouncementState, **more: object) -> Announcement:
    return Announcement(
        id=12,
        state=state,
        author_id=1,
        author_user_id=7,
        content=Content("Họp <b>8h00</b> thứ Hai &lt;gấp&gt;").to_json(),
        audience=WHO.to_json(),
        wants_receipt=bool(more.pop("wants_receipt", False)),
        urgent_reason=str(more.pop("urgent_reason", "")),
        rev=3,
        recipients=2547,
        created_at=NOW,
        changed_at=NOW,
        **more,
    )


def seen(announcement: Announcement, tally: Tally | None = None, **more: object) -> Standing:
    found = tally or Tally()
    return Standing(announcement, "Đỗ Anh Tuấn", "", Count(2547, 2470, 17), found, 24.6, 1812, **more)  # type: ignore[arg-type]


GOING = Tally({NoticeState.sent: 1200, NoticeState.held: 1270, NoticeState.blocked: 17, NoticeState.unlinked: 60})
OVER = Tally(
    {
        NoticeState.sent: 2464,
        NoticeState.failed: 2,
        NoticeState.blocked: 17,
        NoticeState.unlinked: 60,
        NoticeState.uncertain: 4,
    }
)


def test_writing() -> None:
    who = audience.in_words(WHO, NAMES)
    plain = one(AnnouncementState.draft)
    rich = one(
        AnnouncementState.draft,
        wants_receipt=True,
        urgent_reason="Phòng chống bão",
        send_at=NOW + timedelta(days=1),
        button={"label": "Xem lớp LOP-2026-150", "course_id": 3},
    )
    must_be_approved(
        "announcements_writing",
        {
            "begin": announcement_writing.ask_content(),
            "recent": announcement_writing.listing([plain, one(AnnouncementState.finished)]),
            "whom, at first": audience.choosing(12, Audience(), NAMES, Count(0, 0, 0)),
            "whom, then": audience.choosing(12, WHO, NAMES, Count(2547, 2470, 17), ("Phường <Lạ>",)),
            "preview": announcement_writing.draft(seen(plain), who, 500, None, NOW),
            "preview in quiet hours": announcement_writing.draft(seen(plain), who, 500, NOW + timedelta(hours=22), NOW),
            "preview with everything": announcement_writing.draft(seen(rich), who, 5000, None, NOW),
            "button": announcement_options.ask_button(12),
            "hour": announcement_options.ask_moment(12),
            "reason": announcement_options.ask_reason(12),
            "second person is asked": announcement_writing.release_wanted(seen(plain)),
            "second person reads": announcement_writing.second_person_reads(seen(rich), who, NOW),
        },
    )


def test_on_its_way_and_afterwards() -> None:
    sending = one(AnnouncementState.sending, began_at=NOW, wants_receipt=True)
    paused = one(AnnouncementState.paused, began_at=NOW, failed_trial=True)
    finished = one(AnnouncementState.finished, began_at=NOW)
    recall = AnnouncementChange(id=1, announcement_id=12, kind=ChangeKind.recall)
    part = Tally({NoticeState.sent: 2000, NoticeState.failed: 4, NoticeState.held: 460})
    over = replace(seen(finished, OVER), change=recall, change_tally=part, released_by="Vũ Bình")
    must_be_approved(
        "announcements_card",
        {
            "waiting": announcement_card.card(seen(one(AnnouncementState.waiting)), NOW),
            "scheduled": announcement_card.card(
                seen(one(AnnouncementState.scheduled, send_at=NOW + timedelta(days=1))), NOW
            ),
            "sending": announcement_card.card(seen(sending, GOING), NOW),
            "sending, on trial": announcement_card.card(
                seen(one(AnnouncementState.sending, began_at=NOW, phase=Phase.trial), GOING), NOW
            ),
            "sending, in the quiet hours": announcement_card.card(
                seen(one(AnnouncementState.sending, began_at=NOW), GOING), NOW.replace(hour=22), NIGHT
            ),
            "paused after a bad trial": announcement_card.card(seen(paused, GOING), NOW),
            "finished": announcement_card.card(seen(finished, OVER), NOW),
            "finished, being recalled": announcement_card.card(over, NOW),
            "cancel?": announcement_after.ask_stop(seen(sending, GOING)),
            "trial failed": announcement_after.trial_failed(seen(paused, GOING)),
            "correct": announcement_after.ask_correction(finished, 2464),
            "correct?": announcement_after.confirm_correction(finished, 2464),
            "recall?": announcement_after.ask_recall(finished, 2400, 64),
            "change is over": announcement_after.change_finished(recall, Tally({NoticeState.sent: 2464})),
            "board": reach_board.board(
                Board((UnitReach(1, "Phường Võ Cường", 60, 40, 2, 5), UnitReach(None, "", 3, 3, 0, 0))), 0, 30
            ),
        },
    )
