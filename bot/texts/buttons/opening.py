"""Buttons that open, edit and publish a course."""

from bot.callback_data import Button
from bot.message import Style

# Opening one
OPEN = Button("open", "Mở lớp mới")
OPEN_OF = Button("openof", "")
OPEN_PICK = Button("openpick", "")
OPEN_BACK = Button("openback", "Quay lại")
EARLIER = Button("earlier", "Từ lớp trước")
REOPEN = Button("reopen", "Mở lại lớp này")
OPEN_BY_FILE = Button("openfile", "Từ tệp Excel")

# Editing it
EDIT = Button("edit", "Sửa lớp")
EDIT_FIELD = Button("editf", "")
EDIT_PICK = Button("editpick", "")
CONFIRM_EDIT = Button("editok", "Xác nhận", Style.success)

# The timetable of a draft
PLAN = Button("plan", "Lịch học")
LAY_OUT = Button("planfill", "Tạo lịch", Style.success)
LAY_OUT_ANEW = Button("plannew", "Tạo lại lịch")
ADD_MEETING = Button("planadd", "Thêm buổi")
ADD_HALF = Button("planhalf", "")
MEETING = Button("meet", "")
MOVE_MEETING = Button("meetmv", "Đổi ngày, giờ")
REMOVE_MEETING = Button("meetout", "Bỏ buổi này", Style.danger)
MEETING_ABOUT = Button("meetabout", "")
MEETING_TRAINER = Button("meetby", "")

# Publishing
PUBLISH = Button("pub", "Công bố", Style.success)
CONFIRM_PUBLISH = Button("pubok", "Công bố", Style.success)
DELETE_DRAFT = Button("drop", "Xoá bản nháp", Style.danger)
CONFIRM_DELETE_DRAFT = Button("dropok", "Xoá bản nháp", Style.danger)
