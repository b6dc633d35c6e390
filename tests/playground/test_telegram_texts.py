"""What Telegram does to a text: HTML, entities, lengths, and its own words when it refuses one."""

import pytest
from telegram import Bot, MessageEntity
from telegram.error import BadRequest

from playground.entities import parse_html
from playground.errors import ApiError
from playground.person import Person
from playground.rendering import to_html

SURROGATE = "check for unmatched surrogate code units"
# "Lớp &lt;" takes ten bytes: the offset in an error counts bytes of what was sent, not letters of what is shown.
BROKEN = [
    ("Lớp <Excel cơ bản>", 'Unsupported start tag "excel" at byte offset 6'),
    ("Lớp &lt;<b", "Unclosed start tag at byte offset 10"),
    ("Lớp &lt;<b  =x>", 'Empty attribute name in the tag "b" at byte offset 10'),
    ("Lớp &lt;<b>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("Lớp &lt;<a href = ", 'Unclosed start tag "a" at byte offset 10'),
    ("Lớp &lt;<a href=x.vn/y>", "Unexpected end of name token at byte offset 18"),
    ('Lớp &lt;<a href="x.vn>y</a>', "Unclosed start tag at byte offset 10"),
    ("Lớp &lt;</b>", "Unexpected end tag at byte offset 10"),
    ("Lớp &lt;<b>đ</b", "Unclosed end tag at byte offset 15"),
    ("Lớp &lt;<b>đ</i>", 'Unmatched end tag at byte offset 15, expected "</b>", found "</i>"'),
    ('<span class="red">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    (
        "&#xD800;",
        f"Text contains invalid Unicode characters after decoding HTML entities, {SURROGATE}",
    ),
]


@pytest.mark.parametrize(("html", "error"), BROKEN)
def test_broken_html_is_refused_in_the_words_of_tdlib(html: str, error: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {error}"


READABLE = [
    ("&lt;&gt;&amp;&quot;&nbsp;&#224;&#x1EA1;&lt", '<>&"&nbsp;àạ<', []),
    ("😀<strong>b</strong><del>s</del>", "😀bs", [("bold", 2, 1), ("strikethrough", 3, 1)]),
    ("<ins>u</ins><em>i</>", "ui", [("underline", 0, 1), ("italic", 1, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<i><b>x</b></i>", "x", [("bold", 0, 1), ("italic", 0, 1)]),
    ("<b></b>x", "x", []),
    ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ("<code class='language-c'>x</code>", "x", [("code", 0, 1)]),
    ("<pre><code>x</code></pre>", "x", [("pre", 0, 1), ("code", 0, 1)]),
    ('<a href="nothing">x</a><a>y</a>', "xy", []),
    ("<A href='https://x.vn/?a=1&amp;b=2'>x</A>", "x", [("text_link", 0, 1)]),
]


@pytest.mark.parametrize(("html", "text", "entities"), READABLE)
def test_html_is_read_into_text_and_entities(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    got, found = parse_html(html)
    assert got == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


@pytest.mark.parametrize(
    ("outer", "inner"), [("pre", 'code class="language-python"'), ('code class="language-python"', "pre")]
)
def test_a_code_around_or_in_a_pre_gives_its_language(outer: str, inner: str) -> None:
    _, entities = parse_html(f"<{outer}><{inner}>x = 1</></>")
    assert entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


async def test_what_a_client_shows_is_safe_html(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, "<b>Lớp <i>1</i></b> &lt;script&gt; https://x.vn/?a&amp;b /lop", parse_mode="HTML")
    assert lan.last.html == (
        '<b>Lớp <i>1</i></b> &lt;script&gt; <a href="https://x.vn/?a&amp;b" target="_blank" rel="noopener noreferrer">'
        'https://x.vn/?a&amp;b</a> <a class="command">/lop</a>'
    )


def test_overlapping_entities_are_nested_properly() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 2, "length": 3}]
    assert to_html("😀abc", entities) == "<b>😀<i>a</i></b><i>bc</i>"


async def test_words_that_look_like_commands_are_found_as_real_telegram_finds_them(bot: Bot, lan: Person) -> None:
    message = await bot.send_message(lan.id, "Gõ /lop, không phải 1/2 hay a/b; hỏi @minh_bn hoặc a@b.vn")
    assert [message.parse_entity(entity) for entity in message.entities] == ["/lop", "@minh_bn", "a@b.vn"]


async def test_4096_units_pass_and_4097_do_not(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"^Message is too long$"):
        await bot.send_message(lan.id, "x" * 4095 + "😀")
    with pytest.raises(BadRequest, match=r"^Message caption is too long$"):
        await bot.send_document(lan.id, b"x", caption="x" * 1025)


EMPTY = [("", "Message text is empty"), (" \n ", "Text must be non-empty"), ("<b> </b>", "Text must be non-empty")]


@pytest.mark.parametrize(("text", "error"), EMPTY)
async def test_an_empty_text_is_refused(bot: Bot, lan: Person, text: str, error: str) -> None:
    with pytest.raises(BadRequest, match=f"^{error}$"):
        await bot.send_message(lan.id, text, parse_mode="HTML")


async def test_white_space_at_the_ends_is_cut_and_entities_move_along(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, " \n<b> 😀 x </b>\n ", parse_mode="HTML")
    assert lan.last.text == "😀 x"
    assert lan.last.html == "<b>😀 x</b>"


async def test_links_are_stored_as_whole_addresses(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, '<a href="x.vn?a=&lt;">x</a>', parse_mode="HTML")
    assert lan.last.entities[0]["url"] == "http://x.vn/?a=<"


async def test_entities_given_by_offset_are_checked(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, "😀x", entities=[MessageEntity("bold", 0, 3)])
    assert lan.last.html == "<b>😀x</b>"
    with pytest.raises(BadRequest, match=r"(?i)ends after the end of the text at UTF-16 offset 100"):
        await bot.send_message(lan.id, "hello", entities=[MessageEntity("bold", 0, 100)])


async def test_other_parse_modes_are_named_as_unsupported(bot: Bot, lan: Person) -> None:
    with pytest.raises(BadRequest, match=r"[Uu]nsupported parse_mode"):
        await bot.send_message(lan.id, "*x*", parse_mode="MarkdownV2")
