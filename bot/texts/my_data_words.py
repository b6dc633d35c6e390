"""The words for what is held about a person, for requests about it, and for who has seen it."""

from datetime import datetime

from bot.texts.words import comrade, number, when
from models.attendance import Mark
from models.data_case import CaseField, CaseState, DataCase
from models.disclosure import Disclosure
from models.notice import NoticeState

FIELDS = {
    CaseField.full_name: "họ và tên",
    CaseField.birth_date: "ngày sinh",
    CaseField.phone: "số điện thoại",
    CaseField.post: "chức danh",
    CaseField.unit: "đơn vị",
    CaseField.legal_group: "nhóm (cán bộ, công chức…)",
    CaseField.history: "lịch sử học, chứng chỉ",
    CaseField.other: "nội dung khác",
    CaseField.everything: "dữ liệu cá nhân",
}
CASE_STATES = {
    CaseState.open: "đang chờ trả lời",
    CaseState.done: "đã thực hiện",
    CaseState.refused: "không thực hiện",
    CaseState.taken_back: "đã rút",
}
MARKS = {Mark.present: "có mặt", Mark.late: "đến muộn", Mark.excused: "vắng có lý do", Mark.absent: "vắng"}
NOTICES = {
    NoticeState.sent: "đã gửi",
    NoticeState.uncertain: "chưa rõ đã đến",
    NoticeState.pending: "đang chờ gửi",
    NoticeState.sending: "đang gửi",
    NoticeState.held: "đang chờ gửi",
    NoticeState.failed: "không gửi được",
    NoticeState.blocked: "không gửi được",
    NoticeState.unlinked: "không gửi được",
    NoticeState.dropped: "không cần gửi nữa",
}
PAPERS = {
    "my_data": "tệp dữ liệu của tôi",
    "roster_xlsx": "danh sách lớp (Excel)",
    "roster_docx": "danh sách lớp (Word)",
    "sending": "công văn cử đi học",
    "summons": "giấy triệu tập",
    "certificate": "chứng chỉ (PDF)",
    "announcement_report": "báo cáo thông báo",
    "summary": "tổng kết tuần (Excel)",
    "data_cases": "yêu cầu về dữ liệu cá nhân",
    "official": "hồ sơ trong danh sách cán bộ",
    "hours": "số tiết",
    "course": "danh sách lớp",
    "invite": "liên kết mời",
}
KEPT = (
    "Được giữ, vì cơ quan nhà nước phải lưu hồ sơ bồi dưỡng: dòng trong danh sách cán bộ (họ tên, mã, ngày sinh, chức "
    "danh, đơn vị), đăng ký học, điểm danh, chứng chỉ; nhật ký và văn bản đồng ý (làm chứng cứ)."
)
ERASED = (
    "Được xoá: số điện thoại, tài khoản Telegram, lý do và ý kiến đã gõ, ghi chú, tin chưa gửi, lựa chọn nhận tin, "
    "liên kết mời, lịch sử tra cứu."
)


def asked_for(case: DataCase) -> str:
    """«Sửa số điện thoại», «Xoá dữ liệu cá nhân»."""
    return f"{'Xoá' if case.field is CaseField.everything else 'Sửa'} {FIELDS[case.field]}"


def disclosed(one: Disclosure, now: datetime) -> str:
    """One look or export in words."""
    who = comrade(one.by) if one.by else "quản trị hệ thống"
    what = PAPERS.get(one.what, one.what) + (f" {one.course}" if one.course else "")
    many = f", {number(one.people)} người" if one.is_export and one.people > 1 else ""
    phone = ", có số điện thoại" if one.has_phone else ""
    return f"{when(one.at, now)}: {who} {'xuất' if one.is_export else 'xem'} {what}{many}{phone}"
