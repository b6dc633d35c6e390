"""Buttons of the own data, and of those who answer requests about it."""

from bot.callback_data import Button
from bot.message import Style

# My data
MY_DATA_FILE = Button("mydatax", "Tải về (.xlsx)")
WHO_LOOKED = Button("mydatalog", "Ai đã xem, đã xuất")
DATA_WRONG = Button("datawrong", "Báo sai, đề nghị sửa")
WRONG_FIELD = Button("datafield", "")
ERASE = Button("dataerase", "Đề nghị xoá", Style.danger)
CONFIRM_ERASE = Button("dataeraseok", "Xác nhận", Style.danger)
TAKE_CASE_BACK = Button("casemine", "Rút yêu cầu")

# Answering
DATA_CASES = Button("cases", "Yêu cầu về dữ liệu cá nhân")
DATA_CASE = Button("case", "")
CASE_DONE = Button("caseok", "Đã sửa", Style.success)
CASE_ERASE = Button("caseerase", "Xoá dữ liệu", Style.danger)
CONFIRM_CASE_ERASE = Button("caseeraseok", "Xác nhận", Style.danger)
CASE_REFUSED = Button("caseno", "Không sửa", Style.danger)
CASES_FILE = Button("casesx", "Tải nội dung đầy đủ (.xlsx)")
