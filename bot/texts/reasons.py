"""Why: the preset reasons of a no, of a withdrawal, and of sending somebody although something speaks against it."""

from bot.texts.words import discreet
from models.registration import Reason, State
from models.requests import Request

DECLINED = {
    Reason.work: "Đơn vị đang nhiều việc, chưa bố trí được",
    Reason.others_away: "Đơn vị đã có người đi học cùng thời gian",
    Reason.not_fitting: "Nội dung chưa phù hợp với công việc được giao",
    Reason.later_course: "Đề nghị học khoá sau",
}
WITHDRAWN = {
    Reason.work: "Bận công việc chuyên môn",
    Reason.unit_needs: "Đơn vị không bố trí được",
    Reason.illness: "Sức khoẻ không bảo đảm",
    Reason.family: "Việc gia đình",
    Reason.later_course: "Xin học khoá sau",
    Reason.let_go: "Nhường chỗ khi được mời",
    Reason.substitute: "Đã nhận chỗ học thay trong lớp này",
    Reason.objection: "Lãnh đạo rút đề cử",
    Reason.left: "Đã thôi công tác",
}
OBJECTED = {
    Reason.work: "Bận công việc chuyên môn không hoãn được",
    Reason.illness: "Lý do sức khoẻ",
    Reason.family: "Việc gia đình",
    Reason.not_fitting: "Nội dung chưa phù hợp với công việc được giao",
    Reason.later_course: "Xin học khoá sau",
}
SENT = {
    Reason.in_need: "Công việc được giao cần kiến thức này",
    Reason.new_task: "Chuẩn bị nhận nhiệm vụ mới",
    Reason.refresh: "Cần cập nhật kiến thức",
}
CANCELLED = {Reason.merged: "Đã ghép sang lớp khác cùng chương trình"}


def reason_words(request: Request) -> str:
    """Typed words (phones masked), else the preset sentence for the state; empty where no reason was given."""
    if request.reason_text or request.reason is None:
        return discreet(request.reason_text)
    words = {State.declined: DECLINED, State.withdrawn: WITHDRAWN, State.cancelled: CANCELLED}.get(request.state, SENT)
    return words.get(request.reason, "")
