"""Takes the README's picture: plays the story on a fresh demo in a browser. `make demo`, then run this beside it."""

import argparse
import os
import shutil
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

LAN, HOA, MINH = 700_000_001, 700_000_002, 700_000_003
PICTURE = Path(__file__).with_name("demo.png")


def play(page: Page) -> None:
    """Up to the moment at which Lan's request lies before her leader."""
    page.get_by_role("button", name="Thử gì trước?").first.click()
    for person in (LAN, HOA, MINH):
        phone = page.locator(f'.phone[data-person="{person}"]')
        phone.get_by_role("button", name="Bắt đầu").click()
        phone.get_by_role("button", name="chia sẻ số điện thoại").last.click()
        phone.get_by_role("button", name="Chia sẻ", exact=True).last.click()
        expect(phone.get_by_role("button", name="Danh sách lớp").last).to_be_visible()
    lan = page.locator(f'.phone[data-person="{LAN}"]')
    say(lan, "chuyen doi so")
    lan.locator(".row").last.get_by_role("button").first.click()
    lan.get_by_role("button", name="Đăng ký", exact=True).last.click()
    lan.get_by_role("button", name="Xác nhận", exact=True).last.click()
    expect(lan).to_contain_text("chờ duyệt")
    page.wait_for_timeout(1500)


def say(phone: Locator, words: str) -> None:
    phone.get_by_role("textbox").fill(words)
    phone.get_by_role("textbox").press("Enter")
    page = phone.page
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8000)
    port = options.parse_args().port
    with sync_playwright() as playwright:
        browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or playwright.chromium.executable_path
        page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page(
            viewport={"width": 1080, "height": 800}
        )
        page.goto(f"http://127.0.0.1:{port}/")
        play(page)
        page.screenshot(path=PICTURE)
    print(PICTURE)
