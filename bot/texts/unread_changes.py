"""The list of whom to phone, because the last change of a course has not been confirmed."""

from collections.abc import Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message
from bot.texts.running import to_course
from bot.texts.words import cut, html, lines, number
from models.course import Course
from models.notice import NoticeState
from models.phones import mask_phone
from models.unread_changes import Silent, by_unit

PAGE = 15
WAITS = {
    NoticeState.held: "chưa gửi",
    NoticeState.pending: "chưa gửi",
    NoticeState.sending: "đang gửi",
    NoticeState.sent: "đã gửi, chưa bấm",
    NoticeState.failed: "không gửi được",
    NoticeState.uncertain: "chưa rõ đã gửi",
}


def listing(course: Course, people: Sequence[Silent], page: int, news: str = "") -> Message:
    """Unit by unit, numbers masked; a button a unit says that it has been phoned."""
    if not people:
        return Message(
            lines(
                html("<b>{}</b> ({})").format(course.title, course.code),
                news or None,
                "Mọi người đã nhận tin thay đổi của lớp.",
            ),
            buttons=[[to_course(course.id)]],
        )
    pages = -(-len(people) // PAGE)
    page = page if page < pages else 0
    shown = by_unit(people[page * PAGE : (page + 1) * PAGE])
    parts: list[Markup | str] = [
        html("<b>Chưa nhận tin thay đổi: {} người</b>").format(number(len(people))),
        html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
    ]
    if news:
        parts.append(news)
    for _, unit, of_unit in shown:
        parts += ["", html("<b>{}</b>").format(unit), *map(_person, of_unit)]
    if pages > 1:
        parts += ["", html("Trang {}/{}").format(page + 1, pages)]
    parts += ["", "Sau khi gọi, đề nghị bấm «Đã báo …» của đơn vị. Số điện thoại đầy đủ có trong tệp Excel."]
    turning = []
    if page > 0:
        turning.append(buttons.UNREAD_CHANGES.on(course.id, page - 1, label=buttons.PREVIOUS_PAGE.label))
    if page + 1 < pages:
        turning.append(buttons.UNREAD_CHANGES.on(course.id, page + 1, label=buttons.NEXT_PAGE.label))
    return Message(
        lines(*parts),
        buttons=[
            *(
                [buttons.UNREAD_PHONED.on(course.id, commune_id, label=f"Đã báo {cut(unit, 40)}")]
                for commune_id, unit, _ in shown
            ),
            *([turning] if turning else []),
            [buttons.UNREAD_FILE.on(course.id)],
            [to_course(course.id)],
        ],
    )


def _person(one: Silent) -> Markup:
    post = f", {cut(one.post, 50)}" if one.post else ""
    phone = mask_phone(one.phone) if one.phone else "chưa có số"
    return html("• {}{}, {} – {}").format(one.full_name, post, phone, how(one))


def how(one: Silent) -> str:
    """Why there is no receipt."""
    if one.reachable is None:
        return "chưa liên kết"
    return WAITS.get(one.state, "chưa rõ") if one.reachable else "đã chặn"


def phoned(people: int) -> str:
    return f"Đã ghi nhận báo qua điện thoại: {number(people)} người."


def file(course: Course, content: bytes) -> Message:
    return Message(
        html("Danh sách cần gọi điện, lớp {}. Có số điện thoại, đề nghị giữ kín; việc tải đã được ghi lại.").format(
            course.code
        ),
        file=File("can-goi-dien.xlsx", content),
        fresh=True,
    )


SHEET = "Cần gọi điện"
NOTE = "Những người chưa bấm «Đã nhận». Đề nghị báo bằng điện thoại và ghi kết quả."
HEADERS = (
    ("Đơn vị", 26),
    ("Họ và tên", 28),
    ("Chức danh", 30),
    ("Số điện thoại", 18),
    ("Tình trạng", 20),
    ("Kết quả gọi", 30),
)


def title(course: Course) -> str:
    return f"Chưa nhận tin thay đổi lớp {course.title} ({course.code})"
