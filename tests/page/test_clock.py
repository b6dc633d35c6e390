"""The clock of the page, in a real browser: it shows the time of the playground, and moves it ahead."""

import asyncio
import re
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from playground.page_clock import ZONE, how_far
from tests.page.desk import LAN, Open

pytestmark = pytest.mark.page
WEDNESDAY = datetime(2026, 11, 25, 9, 12, 30, tzinfo=ZONE)


class Time:
    """Somebody who owns the time of the Telegram."""

    def __init__(self) -> None:
        self.now = WEDNESDAY
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def move(self, by: timedelta) -> None:
        await self.may_end.wait()
        self.now += by


@pytest.mark.parametrize(
    ("step", "to"),
    [
        ("hour", WEDNESDAY + timedelta(hours=1)),
        ("day", WEDNESDAY + timedelta(days=1)),
        ("monday", datetime(2026, 11, 30, 7, 30, tzinfo=ZONE)),
    ],
)
def test_where_the_steps_lead(step: str, to: datetime) -> None:
    assert WEDNESDAY + how_far(step, WEDNESDAY.timestamp()) == to


def test_on_monday_before_half_past_seven_the_step_leads_to_the_same_day() -> None:
    early = datetime(2026, 11, 30, 7, 29, tzinfo=ZONE)
    assert how_far("monday", early.timestamp()) == timedelta(minutes=1)
    assert how_far("monday", (early + timedelta(minutes=1)).timestamp()) == timedelta(weeks=1)


async def test_the_clock_shows_the_time_and_moves_it(open_desk: Open) -> None:
    time = Time()

    async def begin(desk):  # type: ignore[no-untyped-def]
        desk.telegram.clock = lambda: time.now.timestamp()

    desk = await open_desk(before=begin, move=time.move)
    hands = desk.page.locator(".clock-time")
    await expect(hands).to_have_text(re.compile("thứ Tư, 25/11/2026.*09:12"))
    await desk.page.get_by_role("button", name="+1 ngày").click()
    await expect(hands).to_have_text(re.compile("thứ Năm, 26/11/2026.*09:12"))
    await expect(desk.page.locator("#live")).to_have_text(re.compile("Bây giờ là 09:12 thứ Năm"))
    await desk.page.get_by_role("button", name="Tới thứ Hai, 7h30").click()
    await expect(hands).to_have_text(re.compile("thứ Hai, 30/11/2026.*07:30"))
    await desk.begin(LAN)
    await desk.says(LAN, "Tổng kết tuần")
    await expect(desk.phone(LAN).locator(".theirs time")).to_have_text("07:30")


async def test_while_it_runs_nobody_can_press_again(open_desk: Open) -> None:
    time = Time()
    time.may_end.clear()
    desk = await open_desk(move=time.move)
    step = desk.page.get_by_role("button", name="+1 giờ")
    await step.click()
    await expect(step).to_be_disabled()
    time.may_end.set()
    await expect(step).to_be_enabled()


async def test_a_time_that_nobody_may_move_is_only_shown(open_desk: Open) -> None:
    desk = await open_desk()
    await expect(desk.page.locator(".clock-time")).to_have_text(re.compile("[0-9]{2}:[0-9]{2}"))
    await expect(desk.page.get_by_role("button", name="+1 giờ")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 412, 800, 1024, 1440])
async def test_the_clock_fits_beside_what_else_stands_in_the_bar(open_desk: Open, width: int) -> None:
    desk = await open_desk(width=width, move=Time().move)
    for name in ("+1 giờ", "+1 ngày", "thứ Hai, 7h30", "Thử gì trước?"):
        box = await desk.page.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
