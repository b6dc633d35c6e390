"""Several messages that are good to know, told as one: a line each, and a button that shows the whole of it."""

from collections.abc import Sequence

from bot import buttons
from bot.message import Message
from bot.texts.words import cut, html, lines, number

LINE = 170
IN_A_ROW = 5


def together(parts: Sequence[tuple[int, Message]]) -> Message:
    """Notices by their ids, in order."""
    keys = [
        buttons.SHOW_GATHERED.on(notice_id, label=number(place)) for place, (notice_id, _) in enumerate(parts, start=1)
    ]
    return Message(
        lines(
            html("<b>{} tin để đồng chí biết</b>").format(number(len(parts))),
            *(html("{}. {}").format(place, first_line(part)) for place, (_, part) in enumerate(parts, start=1)),
            "",
            "Bấm số của tin để xem đầy đủ.",
        ),
        buttons=[keys[start : start + IN_A_ROW] for start in range(0, len(keys), IN_A_ROW)],
    )


def first_line(message: Message) -> str:
    """What it is about, without its markup; a heading that says little takes the next line with it."""
    said = [plain for line in message.text.split("\n") if (plain := line.striptags())]
    return cut(": ".join(said[:2]) if len(said[0]) < 40 and len(said) > 1 else said[0], LINE)
