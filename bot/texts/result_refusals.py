"""What keeps results from being closed or changed, in one sentence, with the way on."""

from datetime import datetime

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import html, moment, number
from models.result_refusals import (
    CourseNotOver,
    NothingToClose,
    ReasonWanted,
    ResultClosed,
    ResultRefusal,
    ResultsMoved,
    ResultsNotReady,
    SameTest,
    TooManyTests,
)


def refused(refusal: ResultRefusal, now: datetime) -> Message:
    """The reason, and the button that leads on."""
    return Message(html("{}").format(_sentence(refusal, now)), buttons=_ways(refusal))


def _sentence(refusal: ResultRefusal, now: datetime) -> str:
    match refusal:
        case CourseNotOver(until=until):
            return f"Lớp chưa học xong; kết quả chốt được từ {moment(until.astimezone(now.tzinfo))}."
        case ResultsNotReady(people=people):
            return (
                f"Chưa đủ căn cứ để chốt: {number(people)} người chưa có kết quả. Đề nghị điểm danh đủ các buổi và "
                f"nhập đủ điểm, hoặc bấm «{buttons.CONFIRM_BY_LIST.label}» tại trang kết quả."
            )
        case ResultsMoved():
            return "Số liệu vừa thay đổi nên chưa chốt. Đề nghị xem lại rồi chốt."
        case NothingToClose():
            return "Không còn ai chờ kết quả ở lớp này."
        case ResultClosed():
            return (
                f"Kết quả của người này đã chốt nên không sửa được. Nếu cần, bấm «{buttons.TURN_BACK.label}» "
                "tại trang của người đó."
            )
        case ReasonWanted():
            return "Việc này cần có lý do. Đề nghị gõ lý do rồi gửi lại."
        case SameTest(name=name):
            return f"Lớp đã có bài «{name}». Đề nghị ghi tên khác, ví dụ: {name} lần 2."
        case TooManyTests(most=most):
            return f"Lớp đã có {number(most)} bài kiểm tra, là mức tối đa. Đề nghị xoá bài không dùng trước."
    return "Chưa thực hiện được. Đề nghị mở lại trang kết quả của lớp tại /quanly."


def _ways(refusal: ResultRefusal) -> list[list[Press]]:
    match refusal:
        case (
            CourseNotOver(of_course=course_id)
            | ResultsNotReady(of_course=course_id)
            | ResultsMoved(of_course=course_id)
            | NothingToClose(of_course=course_id)
        ):
            return [[buttons.RESULTS.on(course_id, label="Xem kết quả")]]
        case ResultClosed(registration_id=registration_id):
            return [[buttons.RESULT.on(registration_id, label="Xem người này")]]
    return []
