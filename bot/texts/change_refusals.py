"""Why a course cannot be changed so, and what to do instead."""

from datetime import datetime

from bot import buttons
from bot.message import Message
from bot.texts.running import to_course
from bot.texts.words import capital, html, moment
from models.change_refusals import CannotChange, ChangeBar

SENTENCES = {
    ChangeBar.not_published: "Lớp đã huỷ hoặc chưa công bố nên không đổi được. Đề nghị chọn lớp khác trong /quanly.",
    ChangeBar.begun: "{at}Lớp hoặc buổi này đã bắt đầu nên không đổi, ghép hoặc huỷ được. "
    "Đề nghị dời các buổi còn lại.",
    ChangeBar.over: "Lớp này không còn buổi học nào sắp tới để đổi. Đề nghị mở lại từ /quanly.",
    ChangeBar.past: "{at}Thời điểm này đã qua. Đề nghị gõ ngày, giờ trong thời gian tới.",
    ChangeBar.too_far: "{at}Thời điểm này xa hơn một năm. Đề nghị gõ ngày gần hơn.",
    ChangeBar.same_hour: "{at}Lớp đã có buổi học bắt đầu lúc này. Đề nghị chọn giờ khác.",
    ChangeBar.overlaps: "{at}Lớp đã có buổi học trong giờ này. Đề nghị chọn ngày, giờ khác.",
    ChangeBar.gone: "Buổi học này không còn trong lịch của lớp. Đề nghị xem lại các buổi của lớp.",
    ChangeBar.rolled: "{at}Buổi này đã điểm danh hoặc có ảnh danh sách ký nên không bỏ được. Đề nghị giữ buổi học này.",
    ChangeBar.only_one: "{at}Lớp chỉ có buổi học này nên không bỏ được. "
    "Đề nghị đổi ngày, giờ của buổi, thêm buổi khác trước, hoặc huỷ lớp.",
    ChangeBar.same_day_only: "Buổi học phải kết thúc trong cùng ngày. Đề nghị gõ lại, ví dụ: 14h–17h 11/12.",
    ChangeBar.unchanged: "Nội dung mới giống nội dung đang có nên không có gì để lưu. Đề nghị gõ nội dung khác.",
    ChangeBar.itself: "Không ghép lớp với chính lớp đó. Đề nghị chọn lớp khác cùng chương trình.",
    ChangeBar.other_programme: "Hai lớp không cùng chương trình nên không ghép được. Đề nghị chọn lớp khác.",
    ChangeBar.fewer_seats: "Khi ghép chỉ tăng số chỗ của lớp nhận. Đề nghị chọn số chỗ lớn hơn.",
    ChangeBar.no_reason: "Cần lý do huỷ lớp để báo cho mọi người. Đề nghị chọn hoặc gõ lý do.",
}


FINAL = (ChangeBar.not_published, ChangeBar.over)


def refused(refusal: CannotChange, now: datetime) -> Message:
    """The sentence, with the ways on; an open question stays open, so that another answer may follow."""
    text = html("{}").format(sentence(refusal, now))
    again = [] if refusal.bar in FINAL else [buttons.CHANGE.on(refusal.course_id)]
    return Message(text, buttons=[[*again, to_course(refusal.course_id)]])


def sentence(refusal: CannotChange, now: datetime) -> str:
    """What stands in the way, with the moment where it is one."""
    at = f"{capital(moment(refusal.at.astimezone(now.tzinfo)))}: " if refusal.at else ""
    return SENTENCES[refusal.bar].format(at=at)
