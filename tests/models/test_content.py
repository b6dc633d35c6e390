"""What is announced: kept word for word whatever was typed, measured, and refused when it cannot be sent."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message

from models.announcement_refusals import AlbumIncomplete, ContentTooLong, FieldBroken, UnknownField
from models.content import Content, ContentKind, Medium
from models.fields import Field, Reader, fill, unknown_fields
from playground.formatting import formatted

KINDS = ("bold", "italic", "underline", "strikethrough", "spoiler", "code")
LETTERS = st.text(st.sampled_from("ab <>&\"'/é́ữĐ👍🇻🇳\n{}\\_*[]()~`#+-=|.!"), min_size=1, max_size=40)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@st.composite
def typed(draw: Any) -> tuple[str, list[dict[str, Any]]]:
    """A text with one or two entities that do not cross each other, as Telegram brings them."""
    parts = draw(st.lists(st.tuples(LETTERS, st.sampled_from((None, *KINDS))), min_size=1, max_size=5))
    text, entities = "", []
    for words, kind in parts:
        if kind and words.strip():
            entities.append({"type": kind, "offset": units(text), "length": units(words)})
        text += words
    return text, entities


@given(typed())
def test_any_text_and_formatting_survives_the_way_through_html(said: tuple[str, list[dict[str, Any]]]) -> None:
    """As the library writes it, and as Telegram reads it: the same letters with the same formatting."""
    text, entities = said
    message = Message.de_json(
        {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": text, "entities": entities}, None
    )
    assert formatted(message.text_html, "HTML", None) == formatted(text, "", entities)
    assert Content(message.text_html).plain == text


@given(st.text(max_size=80), st.text(max_size=30))
def test_no_value_of_a_field_becomes_markup(name: str, post: str) -> None:
    reader = Reader(name, "CB", "", post)
    html = fill(
        "<b>{họ tên}</b>|{chức danh}",
        reader,
        {Field.full_name: "đ", Field.post: "p", Field.unit: "u", Field.staff_code: "c"},
    )
    shown, entities = formatted(f"x{html}x", "HTML", None)
    assert [one["type"] for one in entities if one["type"] in KINDS] in (["bold"], [])
    assert shown.startswith("x")


def test_a_field_is_known_in_any_spelling_and_nothing_else_is() -> None:
    assert Content("{Họ tên} {HO TEN} {họ  tên} {đơn vị}").fields == (Field.full_name,) * 3 + (Field.unit,)
    assert unknown_fields("{ten} {} { } {họ tên}") == ("ten",)
    with pytest.raises(UnknownField):
        Content("Chào {name}").must_be_sendable()
    with pytest.raises(FieldBroken):
        Content("Chào {họ <b>tên</b>}").must_be_sendable()


def test_a_caption_is_shorter_than_a_text_and_fields_count_at_their_longest() -> None:
    photo = (Medium(ContentKind.photo, "x"),)
    Content("a" * 4096).must_be_sendable()
    Content("a" * 1024, photo).must_be_sendable()
    for content in (
        Content("a" * 4097),
        Content("a" * 1025, photo),
        Content("👍" * 2049),
        Content("a" * 4050 + "{họ tên}"),
    ):
        with pytest.raises(ContentTooLong):
            content.must_be_sendable()


def test_what_telegram_takes_as_one_album() -> None:
    paper, film = Medium(ContentKind.document, "x"), Medium(ContentKind.video, "y")
    Content(media=(film,) * 10).must_be_sendable()
    for media in ((film,) * 11, (paper, film)):
        with pytest.raises(AlbumIncomplete):
            Content(media=media).must_be_sendable()


def test_it_comes_back_from_the_row_as_it_was() -> None:
    for content in (
        Content("<b>x</b>"),
        Content("x", (Medium(ContentKind.photo, "f"),), album="7"),
        Content(place=(21.1, 106.0)),
    ):
        assert Content.from_json(content.to_json()) == content
