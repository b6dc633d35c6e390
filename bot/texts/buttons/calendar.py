"""Buttons of the working calendar, of one's own quiet hours, and of what is gathered in one message."""

from bot.callback_data import Button
from bot.message import Style

HOLIDAYS = Button("holidays", "Ngày nghỉ")
CHANGE_HOLIDAYS = Button("holchange", "Thêm, bỏ ngày")
CONFIRM_HOLIDAYS = Button("holok", "Xác nhận", Style.success)

OWN_HOURS = Button("quiet", "Giờ yên tĩnh")
SET_HOURS = Button("quietset", "Chọn")
HOURS_OF_ALL = Button("quietall", "Theo giờ chung")

SHOW_GATHERED = Button("gathered", "Xem tin")
