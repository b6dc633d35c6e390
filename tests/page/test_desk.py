"""The desk on which the phones stand: wide and narrow screens, light and dark, keyboard only, a lost connection."""

from typing import Any

import pytest
from aiohttp import ClientSession, web
from playwright.async_api import expect

from playground.http import make_app
from tests.page.desk import CAST, HANH, HOA, LAN, Desk, Open

pytestmark = pytest.mark.page

# Everything visible with words of its own whose contrast is below WCAG's AA.
CONTRAST = """() => {
  const parse = (color) => { const c = color.match(/[\\d.]+/g).map(Number); return [c[0], c[1], c[2], c[3] ?? 1]; };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = (c) => [0, 1, 2].map((i) => c[i] / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 1 || !element.parentElement ? own : over(own, behind(element.parentElement));
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!words || !element.checkVisibility() || element.closest(".unseen, .badge[hidden]")) continue;
    const ground = behind(element);
    const [a, b] = [light(over(parse(getComputedStyle(element).color), ground)), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push([ratio, element.className, element.textContent.slice(0, 30)]);
  }
  return found;
}"""
STYLED = {
    "inline_keyboard": [
        [{"text": style, "callback_data": style, "style": style} for style in ("success", "danger", "primary")],
        [{"text": "plain", "callback_data": "p"}],
    ],
}


async def told(desk: Desk) -> None:
    """A chat with a bit of everything."""
    await desk.begin(LAN)
    await desk.says(LAN, "Chọn: <a href='https://example.org'>trang</a> /lop", parse_mode="HTML", reply_markup=STYLED)
    desk.telegram.people[LAN].say("xem /lop https://example.org").share_contact()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_words_stand_out_from_their_ground(open_desk: Open, scheme: str) -> None:
    desk = await open_desk(color_scheme=scheme, before=told)
    assert await desk.page.evaluate(CONTRAST) == []


async def test_dark_is_dark(open_desk: Open) -> None:
    desk = await open_desk(color_scheme="dark")
    ground = await desk.phone(LAN).locator(".screen").evaluate("e => getComputedStyle(e).backgroundColor")
    assert max(int(part) for part in ground[4:-1].split(",")) < 60


async def test_a_narrow_screen_shows_one_phone_and_never_scrolls_sideways(open_desk: Open) -> None:
    desk = await open_desk(360, 740, before=told, has_touch=True)
    await expect(desk.page.locator(".phone:visible")).to_have_count(1)
    widths = "['html', 'body', '#people'].map((name) => document.querySelector(name).scrollWidth)"
    assert max(await desk.page.evaluate(widths)) <= 360
    await desk.begin(HOA)
    await desk.says(HOA, "Một đề nghị chờ duyệt")
    tab = desk.page.locator("#people button", has_text="Hòa")
    await expect(tab.locator(".badge")).to_contain_text("1")
    await tab.click()
    await expect(desk.phone(HOA).get_by_text("Một đề nghị chờ duyệt")).to_be_in_viewport()
    await expect(desk.phone(LAN)).to_be_hidden()
    await expect(tab.locator(".badge")).to_be_hidden()


async def test_the_strip_chooses_whose_phones_stand_on_the_desk(desk: Desk) -> None:
    await desk.begin(HANH)
    await desk.says(HANH, "Danh sách lớp")
    tab = desk.page.locator("#people button", has_text="Hạnh")
    await expect(tab).to_have_attribute("aria-pressed", "false")
    await expect(tab.locator(".badge")).to_contain_text("1")
    await tab.click()
    await expect(desk.phone(HANH)).to_be_visible()
    await expect(desk.page.locator(".phone:visible")).to_have_count(4)
    await expect(tab.locator(".badge")).to_be_hidden()
    await tab.click()
    await expect(desk.phone(HANH)).to_be_hidden()
    await expect(desk.page.locator(".phone:visible")).to_have_count(3)


async def test_the_story_tells_six_steps_and_leads_to_the_phones(open_desk: Open) -> None:
    desk = await open_desk()
    await expect(desk.page.locator("#story li")).to_have_count(6)
    await desk.page.get_by_role("button", name="Tới máy của Hòa").click()
    await expect(desk.phone(HOA).get_by_role("button", name="Bắt đầu")).to_be_focused()
    await desk.page.get_by_role("button", name="Đóng hướng dẫn").click()
    await desk.page.reload()
    await expect(desk.phone(LAN)).to_be_visible()
    await expect(desk.page.locator("#story")).to_be_hidden()


async def focused(desk: Desk) -> str:
    name: str = await desk.page.evaluate(
        "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()"
    )
    return name


async def tab_to(desk: Desk, name: str, most: int = 40) -> None:
    for _ in range(most):
        await desk.page.keyboard.press("Tab")
        if name in await focused(desk):
            return
    raise AssertionError(f"Tab never reached «{name}»; it stands on «{await focused(desk)}»")


async def test_everything_can_be_done_by_keyboard_alone(desk: Desk) -> None:
    press = desk.page.keyboard.press
    await tab_to(desk, "Bắt đầu")
    await press("Enter")
    assert (await desk.update("message"))["text"] == "/start"
    await expect(desk.phone(LAN).get_by_role("textbox")).to_be_focused()
    message_id = await desk.says(LAN, "Lớp CDS-02", reply_markup=STYLED)
    await expect(desk.phone(LAN).get_by_role("button", name="success")).to_be_visible()
    await press("Shift+Tab")
    assert await focused(desk) == "Các lệnh của bot"
    await press("Enter")
    await press("ArrowDown")
    await press("Escape")
    assert await focused(desk) == "Các lệnh của bot"
    await press("Shift+Tab")
    assert await focused(desk) == "plain"
    await press("Enter")
    assert (await desk.update("callback_query"))["data"] == "p"
    rows = [[{"text": "Xác nhận", "callback_data": "y"}]]
    await desk.bot(
        "editMessageText", chat_id=LAN, message_id=message_id, text="Xác nhận?", reply_markup={"inline_keyboard": rows}
    )
    await expect(desk.phone(LAN).get_by_role("button", name="Xác nhận")).to_be_focused()
    await tab_to(desk, "Đính kèm")
    await press("Enter")
    await press("End")
    await press("Enter")
    await expect(desk.phone(LAN).get_by_role("alertdialog")).to_be_visible()
    await press("Escape")
    await expect(desk.phone(LAN).get_by_role("alertdialog")).to_have_count(0)
    assert await focused(desk) == "Đính kèm"


async def test_every_control_has_a_name(open_desk: Open) -> None:
    desk = await open_desk(before=told)
    nameless: list[Any] = await desk.page.evaluate(
        "[...document.querySelectorAll('button, a, input, textarea, [role=button]')].filter((e) =>"
        " !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).map((e) => e.outerHTML)"
    )
    assert nameless == []


async def test_the_page_asks_nothing_of_anybody_else(open_desk: Open) -> None:
    asked: list[str] = []

    async def watch(desk: Desk) -> None:
        desk.page.on("request", lambda request: asked.append(request.url))
        await told(desk)

    desk = await open_desk(before=watch)
    await expect(desk.phone(LAN).locator(".row")).to_have_count(4)
    assert asked
    assert [url for url in asked if not url.startswith(desk.address)] == []
    async with ClientSession() as session, session.get(desk.address) as response:
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")


async def test_another_site_cannot_press_the_buttons(desk: Desk) -> None:
    address = f"{desk.address}api/people/{LAN}/say"
    async with ClientSession() as session:
        async with session.post(address, json={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}) as response:
            assert response.status == 400
        assert desk.telegram.people[LAN].seen == []
        async with session.post(
            f"{desk.address}api/people/{LAN}/press", json={"message_id": 1, "data": "x"}
        ) as response:
            assert (response.status, list(await response.json())) == (400, ["error"])
        async with session.get(f"{desk.address}api/state") as response:
            assert [person["id"] for person in (await response.json())["people"]] == list(CAST)


async def test_after_a_lost_connection_the_page_catches_up(desk: Desk) -> None:
    await desk.begin(LAN)
    await expect(desk.phone(LAN).locator(".row")).to_have_count(1)
    port = desk.runner.addresses[0][1]
    await desk.runner.cleanup()
    await expect(desk.page.locator("#offline")).to_be_visible()
    await desk.says(LAN, "Nhắn khi trang mất kết nối")
    desk.runner = web.AppRunner(make_app(desk.telegram), shutdown_timeout=1)
    await desk.runner.setup()
    await web.TCPSite(desk.runner, "127.0.0.1", port).start()
    await expect(desk.phone(LAN).get_by_text("Nhắn khi trang mất kết nối")).to_be_visible(timeout=10_000)
    await expect(desk.page.locator("#offline")).to_be_hidden()
    desk.complaints.clear()  # the browser rightly said that the connection was refused
