"""Buttons of trainers, of those who assign them, and of learners who ask them."""

from bot.callback_data import Button
from bot.message import Style

# A trainer's own
TEACHING = Button("teach", "Lịch dạy của tôi")
ACCEPT_TEACHING = Button("teachok", "Nhận lịch", Style.success)
DECLINE_TEACHING = Button("teachno", "Từ chối", Style.danger)
TAUGHT_HOURS = Button("taught", "Số tiết đã dạy")
CLASS = Button("class", "Học viên và câu hỏi")
CLASS_QUESTIONS = Button("classq", "Câu hỏi của lớp")

# Assigning
TRAINERS = Button("trainers", "Giảng viên")
ASSIGN = Button("assign", "")
ASSIGN_TO = Button("assignto", "")
ASSIGN_REST = Button("assignall", "")
UNASSIGN = Button("unassign", "Bỏ phân công", Style.danger)
ALL_TRAINERS = Button("alltaught", "Số tiết đã dạy của giảng viên")

# A learner's question
ASK_TRAINER = Button("asktr", "Gửi câu hỏi cho giảng viên")
TAKE_QUESTION_BACK = Button("askout", "Bỏ câu hỏi", Style.danger)
