"""The words of the sheet of attendance behind a class list."""

from datetime import datetime

from bot.texts.words import half_day
from models.attendance import Mark

SHEET = "Điểm danh"
TITLE = "BẢNG THEO DÕI DỰ HỌC"
LEGEND = "x: có mặt; M: đi muộn; P: vắng có phép; K: vắng không phép; để trống: chưa điểm danh. Có mặt tính cả đi muộn."
HEADERS = ("TT", "Họ và tên", "Đơn vị công tác")
THERE = "Số buổi có mặt"
TOTAL = "Tổng"
SIGNS = {Mark.present: "x", Mark.late: "M", Mark.excused: "P", Mark.absent: "K"}


def column(start: datetime) -> str:
    """«Sáng 07/12»."""
    part = half_day(start)
    return f"{part.capitalize()} {start:%d/%m}"
