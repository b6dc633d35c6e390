"""Buttons of those who look up courses, register, and see their hours and timetable."""

from bot.callback_data import Button
from bot.message import Style

# Looking up
LIST = Button("list", "Danh sách lớp")
NEXT_PAGE = Button("list", "Sau ›")
PREVIOUS_PAGE = Button("list", "‹ Trước")
FILTER = Button("filter", "Lọc")
FILTER_BY = Button("filterby", "")
CARD = Button("card", "")

# Registering
REGISTER = Button("reg", "Đăng ký", Style.success)
CONFIRM_REGISTER = Button("regok", "Xác nhận", Style.success)
JOIN_QUEUE = Button("queue", "Vào danh sách chờ")
ACCEPT_OFFER = Button("take", "Nhận chỗ", Style.success)
LET_OFFER_GO = Button("letgo", "Nhường chỗ")
MINE = Button("mine", "Đăng ký của tôi")
WITHDRAW = Button("wd", "Rút đăng ký", Style.danger)
CONFIRM_WITHDRAW = Button("wdok", "Xác nhận", Style.danger)
WITHDRAW_FOR = Button("wdfor", "")

# A substitute
SUBSTITUTE = Button("sub", "Đổi người học thay")
WHICH_SEAT = Button("subwhich", "Đổi người học thay")
ASK_COLLEAGUE = Button("subask", "")
IN_PLACE = Button("subput", "Xác nhận", Style.success)
AGREE = Button("subyes", "Đồng ý", Style.success)
REFUSE = Button("subno", "Từ chối", Style.danger)
SUBSTITUTION = Button("subview", "")
CONFIRM_SUBSTITUTE = Button("subok", "Duyệt", Style.success)
DECLINE_SUBSTITUTE = Button("subnok", "Từ chối", Style.danger)
CALL_OFF = Button("suboff", "Thôi đổi người", Style.danger)

# My hours and my timetable
HOURS = Button("hours", "Số tiết của tôi")
HOURS_WRONG = Button("hourswrong", "Dòng này chưa đúng?")
WRONG_LINE = Button("wrongline", "")
TEAM_HOURS = Button("team", "Đơn vị của tôi")
TEAM_MEMBER = Button("teamone", "")
TIMETABLE = Button("lich", "Lịch học của tôi")
ADD_TO_CALENDAR = Button("ics", "Thêm vào lịch")
