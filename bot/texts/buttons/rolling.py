"""Buttons of the roll: the list and its marks, the code, the signed sheet."""

from bot.callback_data import Button
from bot.message import Style

# The list. A mark's button carries the mark that is wanted, so that a second tap changes nothing.
ROLLS = Button("rolls", "Điểm danh")
ROLL_TODAY = Button("rolltoday", "Các buổi hôm nay")
ROLL = Button("roll", "Danh sách điểm danh")
ROLL_ANEW = Button("rollnew", "Danh sách điểm danh")
ROLL_MARK = Button("rollmark", "")
ROLL_REST = Button("rollrest", "", Style.success)

# The code
ROLL_CODE = Button("rollcode", "Mã điểm danh")
ROLL_CODE_AGAIN = Button("rollcode", "Mã mới")
ROLL_CODE_END = Button("rollend", "Đóng mã")

# The signed sheet
SHEETS = Button("sheets", "Ảnh danh sách ký")
ADD_SHEET = Button("sheetadd", "Thêm ảnh", Style.success)
SHEET = Button("sheet", "")
REMOVE_SHEET = Button("sheetout", "")
