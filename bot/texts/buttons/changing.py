"""Buttons of changing a published course, and of those who are told of it."""

from bot.callback_data import Button
from bot.message import Style

# Those who run courses
CHANGE = Button("chg", "Đổi, hoãn, huỷ lớp")
CHANGE_MEETINGS = Button("chgmts", "Đổi một buổi học")
CHANGE_MEETING = Button("chgmt", "")
ADD_TO_COURSE = Button("chgadd", "Thêm buổi")
ADD_HALF_TO_COURSE = Button("chgaddhalf", "")
DROP_MEETING = Button("chgout", "Bỏ buổi này", Style.danger)
CHANGE_TIME = Button("chgtime", "Đổi ngày, giờ")
CHANGE_ROOM = Button("chgroom", "Đổi phòng")
CHANGE_TRAINER = Button("chgwho", "Đổi giảng viên")
TRAINER_IS = Button("chgwhois", "")
TRAINER_IS_GUEST = Button("chgguest", "")
SHIFT_COURSE = Button("chgmove", "Hoãn, dời cả lớp")
SHIFT_BY = Button("chgmoveby", "")
CHANGE_VENUE = Button("chgplace", "Đổi địa điểm")
MERGE = Button("chgmerge", "Ghép lớp")
MERGE_INTO = Button("chginto", "")
CANCEL_COURSE = Button("chgoff", "Huỷ lớp", Style.danger)
CANCEL_COURSE_FOR = Button("chgofffor", "")
CONFIRM_CHANGE = Button("chgok", "Xác nhận", Style.danger)

# Who has not confirmed
UNREAD_CHANGES = Button("chgunread", "Chưa nhận tin thay đổi")
UNREAD_FILE = Button("chgunreadx", "Tải danh sách gọi điện (Excel)")
UNREAD_PHONED = Button("chgphoned", "")

# Those who are told
CHANGE_RECEIVED = Button("chgrcvd", "Đã nhận", Style.success)
REMOVE_FROM_CALENDAR = Button("icsout", "Xoá khỏi lịch")
