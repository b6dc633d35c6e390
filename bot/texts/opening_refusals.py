"""The wording of each no about opening, editing and publishing a course."""

from bot.texts.words import cut, number, period, short_day
from models.opening_refusals import (
    AlreadyPublished,
    CapBelowHeld,
    CourseMovedOn,
    NotADraft,
    NotReady,
    OpeningRefusal,
    SeatsBelowHeld,
    SeatsBelowKept,
    Wrong,
    WrongAnswer,
)

SEE_AGAIN = "Xem lại"


def sentence(refusal: OpeningRefusal) -> str:
    """The reason, and what to do."""
    match refusal:
        case WrongAnswer():
            return _wrong(refusal)
        case SeatsBelowHeld(held=held):
            return (
                f"{number(held)} chỗ đã có người giữ nên số chỗ không thể ít hơn {number(held)}. "
                "Muốn giảm thêm, đề nghị rút hoặc chuyển bớt người học trước."
            )
        case SeatsBelowKept(kept=kept):
            return (
                f"{number(kept)} chỗ đang giữ theo chỉ tiêu đơn vị nên số chỗ không thể ít hơn {number(kept)}. "
                "Muốn giảm thêm, đề nghị giảm chỉ tiêu trong tệp Excel trước."
            )
        case CapBelowHeld(communes=communes):
            named = ", ".join(f"{name} ({number(held)} người)" for name, held in communes[:5])
            more = f" và {number(len(communes) - 5)} đơn vị khác" if len(communes) > 5 else ""
            least = number(max(held for _, held in communes))
            return f"Có đơn vị đã giữ nhiều chỗ hơn: {named}{more}. Đề nghị đặt mức từ {least} trở lên."
        case CourseMovedOn():
            return "Lớp vừa được sửa sau màn hình này. Đề nghị xem lại rồi thực hiện."
        case AlreadyPublished():
            return "✅ Lớp đã được công bố; cán bộ tìm thấy và đăng ký được."
        case NotADraft():
            return "Lớp không còn ở trạng thái làm được việc này. Đề nghị xem trang của lớp."
        case NotReady():
            return "Lớp chưa đủ điều kiện công bố. Đề nghị xem những việc phải sửa."
    return "Chưa thực hiện được việc này. Đề nghị mở lại từ /quanly."


def _wrong(refusal: WrongAnswer) -> str:
    said, first = cut(refusal.said, 80), short_day(refusal.first) if refusal.first else ""
    days = period(refusal.first, refusal.last) if refusal.first and refusal.last else first
    return {
        Wrong.no_text: "Chưa có nội dung. Đề nghị gõ lại.",
        Wrong.too_long: f"Nội dung dài quá {number(refusal.most)} ký tự. Đề nghị rút gọn rồi gửi lại.",
        Wrong.code_form: "Mã lớp chỉ gồm chữ, số và các dấu . / - ở giữa. Đề nghị gõ lại, ví dụ «VTVL-02-K05».",
        Wrong.code_taken: f"Mã {said} đã có ở lớp khác. Đề nghị gõ mã khác.",
        Wrong.no_day: "Chưa rõ ngày. Đề nghị gõ lại, ví dụ «7/12» hoặc «thứ hai tuần sau».",
        Wrong.day_passed: f"Ngày {first} không còn kịp để mở đăng ký. Đề nghị gõ ngày sau hôm nay.",
        Wrong.ends_before: f"Ngày bế giảng trước ngày khai giảng {first}. Đề nghị gõ lại.",
        Wrong.lasts_too_long: "Lớp kéo dài quá một năm. Đề nghị kiểm tra và gõ lại ngày.",
        Wrong.no_moment: "Chưa rõ hạn. Đề nghị gõ lại, ví dụ «30/11» hoặc «17h 30/11».",
        Wrong.deadline_passed: "Thời điểm này đã qua. Đề nghị gõ hạn từ hôm nay trở đi.",
        Wrong.deadline_late: f"Hạn đăng ký không thể sau ngày khai giảng {first}. Đề nghị gõ lại.",
        Wrong.no_number: "Chưa rõ số. Đề nghị gõ một số, ví dụ «60».",
        Wrong.number_outside: f"Số phải từ {number(refusal.least)} đến {number(refusal.most)}. Đề nghị gõ lại.",
        Wrong.above_seats: f"Số này lớn hơn số chỗ của lớp ({number(refusal.most)}). Đề nghị gõ số nhỏ hơn.",
        Wrong.below_minimum: f"Số chỗ ít hơn mức tối thiểu ({number(refusal.least)}). Đề nghị sửa mức tối thiểu trước.",
        Wrong.below_cap: f"Số chỗ ít hơn mức của một đơn vị ({number(refusal.least)}). Đề nghị sửa mức đó trước.",
        Wrong.unknown_institution: "Chưa có cơ sở đào tạo này. Đề nghị chọn trong danh sách, hoặc ghi vào địa điểm.",
        Wrong.unknown_mode: "Chưa có hình thức này. Đề nghị chọn trong danh sách.",
        Wrong.unknown_units: f"Chưa rõ đơn vị{f' «{said}»' if said else ''}. Đề nghị gõ đủ tên xã, phường.",
        Wrong.unknown_coordinator: "Không có điều phối viên nào tên như vậy. Đề nghị chọn trong danh sách.",
        Wrong.no_slot: "Chưa rõ ngày và buổi. Đề nghị gõ lại, ví dụ «7/12 sáng» hoặc «18h-20h30 8/12».",
        Wrong.slot_outside: f"Buổi này ngoài thời gian của lớp ({days}). Đề nghị gõ ngày khác, hoặc sửa thời gian lớp.",
        Wrong.slot_passed: "Thời điểm này đã qua. Đề nghị gõ ngày khác.",
        Wrong.slot_taken: f"Ngày {first} đã có buổi học vào giờ đó. Đề nghị gõ buổi khác.",
        Wrong.ends_at_before: "Giờ kết thúc phải sau giờ bắt đầu. Đề nghị gõ lại.",
    }[refusal.wrong]
