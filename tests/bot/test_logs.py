"""Whatever the level, and whoever handles it: no token, phone number or birth date in any log (promise 9)."""

import io
import json
import logging
import re
import socket
import warnings
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
import sentry_sdk
from telegram.error import TelegramError

from bot.connection import Connection
from bot.faults import report_faults
from bot.logs import about, redact, set_up_logs
from bot.transport import AiohttpRequest
from playground.faults import Fault
from tests.world import TOKEN, World

SECRETS = ("AAtests-only", "901234567", "15/08/1985", "1985-08-15", "1985, 8, 15")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that any handler writes, with every logger forced to DEBUG; also one that a library might add."""
    factory, root = logging.getLogRecordFactory(), logging.getLogger()
    before = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in list(root.manager.loggerDict)}
    set_up_logs("DEBUG")
    everything = io.StringIO()
    root.handlers[0].setStream(everything)  # type: ignore[attr-defined]
    root.addHandler(logging.StreamHandler(everything))
    for name in ["", *root.manager.loggerDict]:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield everything
    logging.captureWarnings(capture=False)
    logging.setLogRecordFactory(factory)
    root.handlers, root.level = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_life_with_every_logger_at_debug_shows_nothing_private(world: World, written: io.StringIO) -> None:
    lan = await world.official("Lan", linked=False, phone="+84901234567", born=date(1985, 8, 15))
    lan.say("/start")
    await world.settle()
    lan.share_contact()
    lan.say("CB-001 15/08/1985")
    lan.say("sinh ngày 15/08/1985, số 0901234567")
    lan.say("chuyện riêng của tôi")
    world.telegram.faults.next("sendMessage", Fault.server_error())
    await world.settle()
    assert "telegram" in written.getvalue()
    for secret in (*SECRETS, "chuyện riêng"):
        assert secret not in written.getvalue()


async def test_a_network_that_fails_does_not_print_the_address(written: io.StringIO) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    bot = Connection(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=AiohttpRequest())
    try:
        await bot.get_me()
    except TelegramError:
        logging.getLogger("bot.test").exception("calling %s failed for %r", f"/bot{TOKEN}/getMe", bot)
    finally:
        await bot.shutdown()
    assert "failed for" in written.getvalue()
    assert "Traceback" in written.getvalue()
    assert "AAtests-only" not in written.getvalue()


def test_for_machines_each_line_is_an_object_that_says_what_it_is_about(written: io.StringIO) -> None:
    set_up_logs("DEBUG", "json")
    logging.getLogger().handlers[0].setStream(written)  # type: ignore[attr-defined]
    try:
        with about(update=7, what="command:0901234567"):
            raise ValueError(f"{TOKEN}")
    except ValueError:
        with about(job="sweep"):
            logging.getLogger("bot.x").exception("lớp %s", "đã đầy")
    line = json.loads(written.getvalue().splitlines()[-1])
    assert (line["message"], line["level"], line["logger"], line["job"]) == ("lớp đã đầy", "ERROR", "bot.x", "sweep")
    assert "update" not in line
    assert "ValueError: <token>" in line["fault"]


def test_lines_inside_an_update_name_it_and_stay_clean(written: io.StringIO) -> None:
    with about(update=7, what="command:0901234567"):
        logging.getLogger("bot.x").info("done")
    logging.getLogger("bot.x").info("after")
    assert "done update=7 what=command:<phone>" in written.getvalue()
    assert "after update" not in written.getvalue()


def test_a_sentry_gets_the_redacted_line_and_nothing_else(written: io.StringIO) -> None:
    class Kept(sentry_sdk.transport.Transport):
        def capture_envelope(self, envelope: sentry_sdk.envelope.Envelope) -> None:
            sent.append(envelope.serialize().decode())

    sent: list[str] = []
    phone = "0901234567"
    report_faults("https://key@sentry.example/1", transport=Kept)
    try:
        try:
            raise ValueError(f"{TOKEN} {phone}")
        except ValueError:
            with about(update=7):
                logging.getLogger("bot.x").exception("a call of %s failed", phone)
        logging.getLogger("bot.x").warning("not an error")
    finally:
        sentry_sdk.init()
    assert len(sent) == 1
    told = sent[0]
    assert "a call of <phone> failed" in told
    assert "ValueError: <token>" in told
    assert not any(secret in told for secret in SECRETS)
    assert socket.gethostname() not in told


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_workbook_and_a_request_about_the_own_data_leave_no_phone_in_the_log(
    world: World, written: io.StringIO
) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Cán bộ"
    page.append(["Mã cán bộ", "Họ và tên", "Ngày sinh", "Số điện thoại", "Chức danh", "Đơn vị", "Nhóm"])
    page.append(["CB-9", "Nguyễn Thị Mai", date(1985, 8, 15), 901234567, "Bí thư", "Võ Cường", "công chức"])
    page.append(["CB-10", "Trần Văn Tú", "15/08/1985", "0901 234 567 8", "Bí thư", "Không có", "công chức"])
    stream = io.BytesIO()
    book.save(stream)
    tuan.send_document("danh-sach.xlsx", stream.getvalue())
    await world.settle()
    await world.says(lan, "/dulieu")
    await world.presses(lan, "Báo sai, đề nghị sửa")
    await world.presses(lan, "Số điện thoại")
    await world.says(lan, "0901234567, sinh 15/08/1985")
    assert "Đã gửi yêu cầu" in lan.last.text
    for secret in (*SECRETS, "234 567"):
        assert secret not in written.getvalue()


def test_tracebacks_arguments_and_warnings_are_covered_too(written: io.StringIO) -> None:
    try:
        raise ValueError(f"{TOKEN} 0901234567 {date(1985, 8, 15)!r}")
    except ValueError:
        logging.getLogger("jobs.x").exception("%s of %s", "a call", {"phone": "+84 901 234 567"})
        logging.getLogger("apscheduler").warning("job failed: %s", TOKEN)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        warnings.warn(f"unclosed {TOKEN}", stacklevel=1)
    logging.getLogger("telegram.Bot").debug("parameters %s", {"text": "ngày sinh 15/08/1985"})
    logging.getLogger("bot.x").info("%s and %s", "one")
    for secret in (*SECRETS, "901 234 567"):
        assert secret not in written.getvalue()
    assert "a call of" in written.getvalue()
    assert "unclosed <token>" in written.getvalue()


PHONES = (
    "0901234567", "090 123 4567", "0901.234.567", "090-123-4567", "+84901234567", "+84 901 234 567", "84901234567",
    "0084901234567", "(090) 123 4567", "+84 (0)90 123 4567", "090\u00a0123\u00a04567", "090–123–4567", "090_123_4567",
    "%2B84901234567", "tel:+84-90-123-45-67", "01201234567", "0222 3823 456",
)  # fmt: skip
BIRTH_DATES = (
    "15/08/1985", "15/8/1985", "15-08-1985", "15.08.1985", "15 / 08 / 1985", "1985-08-15", "1985-08-15T00:00:00",
    "ngày 15 tháng 8 năm 1985", "15 thang 8 nam 1985", "date(1985, 8, 15)", "datetime.date(1985, 8, 15)",
)  # fmt: skip


OWN_NUMBERS = re.compile(r"\b20\d\d-\d\d-\d\d[T ][\d:.,]+|line \d+")  # when and where it was written


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
@pytest.mark.parametrize(
    "name", ["main", "bot.frame", "telegram.Bot", "sqlalchemy.engine", "aiohttp.access", "another"]
)
def test_at_no_level_and_from_no_logger_a_secret_in_any_form_is_written(
    written: io.StringIO, level: str, name: str
) -> None:
    logger = logging.getLogger(name)
    for secret in (TOKEN, TOKEN.replace(":", "%3A"), *PHONES, *BIRTH_DATES):
        before = len(written.getvalue())
        number = logging.getLevelName(level)
        logger.log(number, "before %s after", secret)
        logger.log(number, f"before {secret} after")
        logger.log(number, "before %(what)s after", {"what": [secret, {"deep": secret}]})
        try:
            raise LookupError(secret)
        except LookupError:
            logger.log(number, "fault", exc_info=True)
        said = OWN_NUMBERS.sub("", written.getvalue()[before:])
        assert said.count("before") == 3 * 2  # two handlers
        digits = [part for part in "".join(c if c.isdigit() else " " for c in secret).split() if len(part) > 2]
        left = [part for part in digits if part in said]
        assert left == [], (secret, said)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            "https://api.telegram.org/bot123456789:AAabcdefghijklmnopqrstuvwxyz0123456/getMe",
            "https://api.telegram.org/bot<token>/getMe",
        ),
        ("gọi 0912 345 678, +84912345678, tel:84912345678", "gọi <phone>, <phone>, tel:<phone>"),
        ("phone_number=%2B84912345678", "phone_number=<phone>"),
        ("sinh 5/8/1985 hay 05-08-1985, 1985-08-05", "sinh <date> hay <date>, <date>"),
        (
            "khai giảng 07/12/2026, update 100000123 of 5000000001",
            "khai giảng 07/12/2026, update 100000123 of 5000000001",
        ),
    ],
)
def test_what_is_private_is_replaced_and_the_rest_stays(text: str, clean: str) -> None:
    assert redact(text) == clean
