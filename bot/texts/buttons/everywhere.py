"""Buttons that stand under messages of every subject, and what is sent by itself."""

from bot.callback_data import Button

# What is sent by itself
WHY_THIS = Button("whythis", "Vì sao tôi nhận được tin này?")
TOPICS = Button("topics", "Tin tự động")
STOP_TOPIC = Button("mute", "Ngừng nhận")
WANT_TOPIC = Button("unmute", "Nhận")

# The week
WHOLE_SUMMARY = Button("weekall", "Xem toàn Sở")
WORK_LIST = Button("work", "Việc cần xử lý")

# Everywhere
CANCEL = Button("cancel", "Huỷ")
BACK = Button("card", "Quay lại")
HOME = Button("home", "Trang chính")

SHARE_PHONE_LABEL = "Đồng ý và chia sẻ số điện thoại"
