"""What is read about the letters behind a course, and the short dialogue that adds one."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message, Press
from bot.texts.papers import about, kind_of
from bot.texts.running import to_course
from bot.texts.words import cut, html, lines, short_day
from models.course import Course
from models.document import MOST, Document

EXAMPLE = "2537/SNV-CCVC ngày 20/11/2026 v/v mở lớp bồi dưỡng văn thư"


def name(document: Document) -> str:
    """«Công văn 2537/SNV-CCVC»."""
    return f"{kind_of(document.number)} {document.number}"


def line(document: Document) -> Markup:
    """One letter in a list."""
    return html("• {} số <b>{}</b> ngày {} {}{}").format(
        kind_of(document.number),
        document.number,
        short_day(document.issued_on),
        cut(about(document.subject), 200),
        "" if document.file_id else " (chưa có tệp)",
    )


def mention(document: Document) -> Markup:
    """One letter on the card of a course."""
    return html("{}: số {} ngày {} {}").format(
        kind_of(document.number),
        document.number,
        short_day(document.issued_on),
        cut(about(document.subject), 150),
    )


def listing(course: Course, documents: Sequence[Document], added: str = "") -> Message:
    """The letters of a course; each can be opened or taken away."""
    told = course.document_number
    return Message(
        lines(
            html("<b>Công văn của lớp {}</b>").format(course.code),
            html("{}").format(added) if added else None,
            *(map(line, documents) if documents else ["Chưa có công văn nào."]),
            html("Theo tệp Excel: số {}").format(told) if told else None,
        ),
        buttons=[
            *(
                [
                    *([buttons.DOCUMENT.on(one.id, label=f"Mở {one.number}")] if one.file_id else []),
                    buttons.REMOVE_DOCUMENT.on(course.id, one.id, label=f"Gỡ {one.number}"),
                ]
                for one in documents
            ),
            *([[buttons.ADD_DOCUMENT.on(course.id)]] if len(documents) < MOST else []),
            [to_course(course.id)],
        ],
    )


def ask(course: Course) -> Message:
    """What to send: all in one line, or the file with that line as its caption."""
    return Message(
        lines(
            html("<b>Thêm công văn cho lớp {}</b>").format(course.code),
            "Đề nghị gửi số, ký hiệu, ngày và trích yếu trong một dòng, ví dụ:",
            html("<code>{}</code>").format(EXAMPLE),
            "Có thể gửi luôn tệp PDF, ghi dòng trên vào phần chú thích.",
        ),
        buttons=[[buttons.CANCEL.on()]],
    )


def ask_for(what: str, number: str, on: date | None, subject: str, has_file: bool) -> Message:
    """What has been read so far, and the one thing that is asked now."""
    questions = {
        "number": "Đề nghị gõ số, ký hiệu, ví dụ «2537/SNV-CCVC».",
        "day": "Đề nghị gõ ngày ban hành, ví dụ «20/11/2026».",
        "no_such_day": "Không có ngày này trong lịch. Đề nghị gõ lại ngày ban hành, ví dụ «20/11/2026».",
        "subject": "Đề nghị gõ trích yếu, ví dụ «mở lớp bồi dưỡng văn thư».",
        "file": "Đề nghị gửi tệp PDF của công văn, hoặc bấm nút dưới đây nếu chưa có tệp.",
    }
    read = [
        f"số {number}" if number else "",
        f"ngày {short_day(on)}" if on else "",
        about(subject) if subject else "",
        "đã có tệp PDF" if has_file else "",
    ]
    known = "; ".join(part for part in read if part)
    return Message(
        lines(html("Đã ghi: {}.").format(cut(known, 400)) if known else None, questions[what]),
        buttons=[[*([buttons.SAVE_DOCUMENT.on()] if what == "file" else []), buttons.CANCEL.on()]],
    )


def not_a_pdf() -> Message:
    """Another kind of file came."""
    return Message(
        html("Đang thêm công văn nên chỉ nhận tệp PDF. Đề nghị gửi tệp PDF, hoặc bấm «Huỷ» để làm việc khác."),
        buttons=[[buttons.CANCEL.on()]],
    )


def added(document: Document) -> str:
    return f"Đã thêm {kind_of(document.number).lower()} số {document.number}."


def removed(document_number: str) -> str:
    return f"Đã gỡ {kind_of(document_number).lower()} số {document_number} khỏi lớp."


def ask_remove(course: Course, document: Document) -> Message:
    return Message(
        lines(
            html("<b>Gỡ {} số {} khỏi lớp {}?</b>").format(
                kind_of(document.number).lower(), document.number, course.code
            ),
            "Công văn không còn hiện trên thẻ lớp; lớp khác dùng công văn này không bị ảnh hưởng.",
        ),
        buttons=[
            [
                buttons.CONFIRM_REMOVE_DOCUMENT.on(course.id, document.id),
                buttons.DOCUMENTS.on(course.id, label=buttons.BACK.label),
            ]
        ],
    )


def file_of(document: Document) -> Message:
    """The PDF itself, as it was sent to us."""
    return Message(
        html("{} ngày {} {}").format(name(document), short_day(document.issued_on), cut(about(document.subject), 600)),
        file=File(document.file_name, file_id=document.file_id),
        fresh=True,
    )


def open_buttons(documents: Sequence[Document], most: int = 3) -> list[list[Press]]:
    """On the card of a course: a button for each letter that has a file, the newest first."""
    with_file = [one for one in reversed(documents) if one.file_id]
    return [[buttons.DOCUMENT.on(one.id, label=cut(name(one), 40))] for one in with_file[:most]]
