"""The wording of each no about announcements."""

from bot.texts.announcement_fields import IN_BRACES
from bot.texts.words import cut, number
from models.announcement_refusals import (
    AlbumIncomplete,
    AnnouncementIncomplete,
    AnnouncementMovedOn,
    AnnouncementRefusal,
    ContentTooLong,
    FieldBroken,
    MomentPassed,
    NothingToChange,
    OwnAnnouncement,
    StillOnTheWay,
    UnknownField,
)

STALE = "Màn hình đã cũ"


def sentence(refusal: AnnouncementRefusal) -> str:
    """The reason, and what to do."""
    match refusal:
        case AnnouncementMovedOn():
            return "Nội dung, số người nhận hoặc trạng thái đã thay đổi sau màn hình này. Đề nghị xem lại:"
        case AnnouncementIncomplete():
            return "Chưa có ai trong danh sách người nhận. Đề nghị chọn người nhận trước."
        case OwnAnnouncement():
            return "Thông báo này do đồng chí soạn; cần một quản trị khác đồng ý gửi."
        case StillOnTheWay(paused=False):
            return "Thông báo đang được gửi. Đề nghị bấm «Tạm dừng» trước."
        case StillOnTheWay():
            return "Còn tin đang trên đường hoặc một lần sửa chưa xong. Đề nghị thử lại sau ít giây."
        case NothingToChange():
            return "Không có tin nào còn sửa, thu hồi hoặc gửi lại được."
        case UnknownField(names=names):
            wrong = ", ".join(f"{{{cut(name, 40)}}}" for name in names)
            return f"Không có trường {wrong}. Đề nghị chỉ dùng {IN_BRACES} rồi gửi lại nội dung."
        case FieldBroken():
            return "Có trường chỉ được tô đậm hoặc gạch một phần. Đề nghị định dạng cả cụm trong ngoặc rồi gửi lại."
        case ContentTooLong(size=size, limit=limit):
            return f"Nội dung dài {number(size)} ký tự, tối đa {number(limit)}. Đề nghị rút gọn rồi gửi lại."
        case AlbumIncomplete():
            return "Một album gồm tối đa 10 mục, ảnh và video riêng, tệp riêng. Đề nghị gửi lại."
        case MomentPassed():
            return "Giờ hẹn đã qua. Đề nghị hẹn giờ khác."
    return "Chưa thực hiện được yêu cầu này. Đề nghị mở lại từ /start."
