"""Buttons of results: who completed a course, its tests, marks, words by hand, closing and taking back."""

from bot.callback_data import Button
from bot.message import Style

RESULTS = Button("res", "Kết quả")
RESULT = Button("resone", "")
COURSE_TESTS = Button("restests", "Bài kiểm tra, điểm")
ADD_TEST = Button("restestadd", "Thêm bài kiểm tra", Style.success)
REMOVE_TEST = Button("restestout", "Xoá")
CONFIRM_REMOVE_TEST = Button("restestoutok", "Xác nhận", Style.danger)
ENTER_SCORES = Button("resmark", "Nhập điểm")
ENTER_SCORE = Button("resmarkone", "")
RESULTS_FILE = Button("resfile", "Nhập từ tệp Excel")
SAY_BY_HAND = Button("reshand", "")
TAKE_WORD_BACK = Button("reshandout", "Bỏ xác nhận riêng")
CONFIRM_BY_LIST = Button("reslist", "Xác nhận theo danh sách")
CLOSE_RESULTS = Button("resclose", "Chốt kết quả", Style.success)
CONFIRM_CLOSE_RESULTS = Button("rescloseok", "Xác nhận", Style.success)
TURN_BACK = Button("resback", "Xem xét lại kết quả", Style.danger)
