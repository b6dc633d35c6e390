"""What a coordinator reads while editing a course: its fields, the question about one, and what a change would do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.open_course import ALL_UNITS
from bot.texts.running import to_course
from bot.texts.words import cut, html, last_day, lines, moment, number, period, short_day
from models.course import Course
from models.course_edit import Effect
from models.course_fields import FIELDS, MAY_BE_NOTHING, CourseField
from models.course_sheet import CourseSheet
from models.course_words import Named

NAMES = {
    CourseField.code: "Mã lớp",
    CourseField.called: "Tên lớp",
    CourseField.days: "Thời gian",
    CourseField.deadline: "Hạn đăng ký",
    CourseField.seats: "Số chỗ",
    CourseField.minimum: "Mức tối thiểu",
    CourseField.cap: "Mức mỗi đơn vị",
    CourseField.venue: "Địa điểm",
    CourseField.institution: "Cơ sở đào tạo",
    CourseField.mode: "Hình thức",
    CourseField.communes: "Đơn vị được mời",
    CourseField.coordinator: "Điều phối viên",
    CourseField.document: "Số công văn",
}
HOW = {
    CourseField.code: "Đề nghị gõ mã lớp mới, ví dụ «VTVL-02-K05».",
    CourseField.called: "Đề nghị gõ tên lớp mới.",
    CourseField.days: "Đề nghị gõ ngày khai giảng và bế giảng, ví dụ «7/12 - 11/12».",
    CourseField.deadline: "Đề nghị gõ ngày cuối nhận đăng ký, ví dụ «30/11», có thể kèm giờ «17h 30/11».",
    CourseField.seats: "Đề nghị gõ số chỗ, ví dụ «60».",
    CourseField.minimum: "Đề nghị gõ số người tối thiểu để mở lớp, ví dụ «25».",
    CourseField.cap: "Đề nghị gõ số người tối đa của một đơn vị, ví dụ «2».",
    CourseField.venue: "Đề nghị gõ địa điểm học.",
    CourseField.institution: "Đề nghị chọn, hoặc gõ tên cơ sở đào tạo.",
    CourseField.mode: "Đề nghị chọn, hoặc gõ hình thức.",
    CourseField.communes: "Đề nghị chọn, hoặc gõ tên các đơn vị, cách nhau bằng dấu phẩy; "
    "huyện, thị xã cũ thì gõ cả chữ «huyện», ví dụ «Võ Cường, huyện Yên Phong».",
    CourseField.coordinator: "Đề nghị chọn, hoặc gõ họ tên điều phối viên.",
    CourseField.document: "Đề nghị gõ số, ký hiệu công văn, ví dụ «2537/SNV-CCVC».",
}
NOTHING = {
    CourseField.minimum: "Không đặt mức tối thiểu",
    CourseField.cap: "Không giới hạn",
    CourseField.venue: "Để trống",
    CourseField.institution: "Để trống",
    CourseField.mode: "Để trống",
    CourseField.communes: ALL_UNITS,
    CourseField.document: "Để trống",
}
NONE = "chưa có"
MOST_UNITS = 12


def sheet(seen: CourseSheet, now: datetime, news: Markup | None = None) -> Message:
    """All fields of the course, each with a button where it may be edited."""
    course = seen.course
    state = "bản nháp, chỉ Sở thấy" if seen.is_draft else "đã công bố"
    presses = [
        buttons.EDIT_FIELD.on(course.id, FIELDS.index(field), label=f"Sửa {_lowered(NAMES[field])}")
        for field in seen.fields
    ]
    return Message(
        lines(
            *([news, ""] if news else []),
            html("<b>{}</b> ({})").format(course.title, state),
            html("Chương trình: {} ({} tiết)").format(seen.programme, number(seen.hours)),
            *(html("{}: {}").format(NAMES[field], in_sheet(seen, field, now)) for field in _SHOWN),
            html("Lịch học: {}").format(_laid_out(seen)),
            None if seen.is_draft else html("Đổi ngày, giờ, nơi học hoặc giảng viên: từ trang của lớp."),
        ),
        buttons=[
            *_pairs(presses),
            *([[buttons.PLAN.on(course.id), buttons.PUBLISH.on(course.id)]] if seen.is_draft else []),
            [*([buttons.DELETE_DRAFT.on(course.id)] if seen.is_draft else []), to_course(course.id)],
        ],
    )


_SHOWN = tuple(field for field in CourseField if field is not CourseField.called)


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _pairs(presses: Sequence[Press]) -> list[list[Press]]:
    return [list(presses[start : start + 2]) for start in range(0, len(presses), 2)]


def _laid_out(seen: CourseSheet) -> str:
    if not seen.meetings:
        return NONE
    return f"{number(seen.meetings)} buổi, {number(seen.laid_out)}/{number(seen.hours)} tiết"


def in_sheet(seen: CourseSheet, field: CourseField, now: datetime) -> str:
    """The present value in words."""
    course = seen.course
    match field:
        case CourseField.institution:
            return seen.institution or NONE
        case CourseField.mode:
            return seen.mode or NONE
        case CourseField.coordinator:
            return seen.coordinator or "chưa giao"
        case CourseField.communes:
            return _units(seen.communes)
        case CourseField.days:
            return period(course.starts_on, course.ends_on)
        case CourseField.deadline:
            return deadline(course.closes_at, now)
    return in_words(field, _plain(course, field), {}, now)


def _plain(course: Course, field: CourseField) -> Any:
    return {
        CourseField.code: course.code,
        CourseField.called: course.title,
        CourseField.seats: course.seats,
        CourseField.minimum: course.minimum,
        CourseField.cap: course.commune_cap,
        CourseField.venue: course.venue,
        CourseField.document: course.document_number,
    }[field]


def _units(names: Sequence[str]) -> str:
    if not names:
        return "tất cả xã, phường"
    more = f" và {number(len(names) - MOST_UNITS)} đơn vị khác" if len(names) > MOST_UNITS else ""
    return f"{number(len(names))} đơn vị ({', '.join(names[:MOST_UNITS])}{more})"


def deadline(at: datetime, now: datetime) -> str:
    """The day whose end it is, or the hour."""
    local = at.astimezone(now.tzinfo)
    midnight = (local.hour, local.minute) == (0, 0)
    return f"hết ngày {short_day(last_day(at, now))}" if midnight else moment(local)


def in_words(field: CourseField, value: Any, officials: Mapping[int, str], now: datetime) -> str:
    """A value as it is kept, in words; `officials` are names by id."""
    match field:
        case CourseField.days:
            return period(*map(date.fromisoformat, value))
        case CourseField.deadline:
            return deadline(datetime.fromisoformat(value), now)
        case CourseField.coordinator:
            return officials.get(value, "chưa giao")
        case CourseField.cap:
            return "không giới hạn" if value is None else f"{number(value)} người"
        case CourseField.minimum:
            return f"{number(value)} người" if value else "không đặt"
        case CourseField.seats:
            return number(value)
    return str(value) if value else NONE


def ask(seen: CourseSheet, field: CourseField, choices: Sequence[Named], now: datetime) -> Message:
    """The question about one field."""
    course, at = seen.course, FIELDS.index(field)
    present = seen.course.title if field is CourseField.called else in_sheet(seen, field, now)
    suffix = " (cũ)" if field is CourseField.communes else ""
    offered = [buttons.EDIT_PICK.on(course.id, at, one.id, label=f"{cut(one.name, 30)}{suffix}") for one in choices]
    nothing = [[buttons.EDIT_PICK.on(course.id, at, 0, label=NOTHING[field])]] if field in MAY_BE_NOTHING else []
    return Message(
        lines(
            html("<b>{}</b> · lớp {}").format(NAMES[field], course.code),
            html("Hiện nay: {}").format(present),
            HOW[field],
        ),
        buttons=[*nothing, *_pairs(offered[:40]), [_back(course.id), buttons.CANCEL.on()]],
    )


def _back(course_id: int) -> Press:
    return buttons.EDIT.on(course_id, label=buttons.BACK.label)


def changed(field: CourseField) -> Markup:
    """Above the fields, after a change."""
    return html("✅ Đã sửa {}.").format(_lowered(NAMES[field]))


def unchanged(field: CourseField) -> Markup:
    return html("{} vẫn như cũ.").format(NAMES[field])


def rehearsal(course: Course, effect: Effect, officials: Mapping[int, str], now: datetime) -> Message:
    """What changing a published course would do, before it does."""
    field = effect.field
    return Message(
        lines(
            html("<b>Sửa {} · lớp {}</b> (chưa lưu)").format(_lowered(NAMES[field]), course.code),
            html("Từ: {}").format(in_words(field, effect.before, officials, now)),
            html("Thành: <b>{}</b>").format(in_words(field, effect.after, officials, now)),
            *_consequences(effect),
            "",
            "Đề nghị kiểm tra rồi bấm «Xác nhận».",
        ),
        buttons=[[buttons.CONFIRM_EDIT.on(course.id, FIELDS.index(field)), _back(course.id)]],
    )


def _consequences(effect: Effect) -> list[Markup]:
    if effect.field in (CourseField.seats, CourseField.cap):
        if effect.offered:
            return [
                html("{} trong {} người của danh sách chờ được mời nhận chỗ ngay.").format(
                    number(effect.offered), number(effect.queued)
                )
            ]
        if effect.queued:
            return [html("Danh sách chờ có {} người; chưa ai được mời nhận chỗ.").format(number(effect.queued))]
        return [html("Không ai đang chờ chỗ.")]
    if effect.field is CourseField.coordinator:
        return [html("Điều phối viên mới được báo ngay.")]
    if effect.field is CourseField.minimum:
        return [html("Chỉ đổi mức báo thiếu người; không gửi tin cho ai.")]
    return [html("Thẻ lớp và kết quả tìm kiếm đổi theo; không gửi tin cho ai.")]


def done(effect: Effect) -> Markup:
    """After «Xác nhận»."""
    if not effect.offered:
        return changed(effect.field)
    return html("✅ Đã sửa {}; đã mời {} người trong danh sách chờ nhận chỗ.").format(
        _lowered(NAMES[effect.field]), number(effect.offered)
    )
