"""Buttons of an admin's broadcast, from the draft to its recall."""

from bot.callback_data import Button
from bot.message import Style

# Announcing: writing
ANNOUNCE = Button("annew", "Soạn thông báo")
ANNOUNCEMENTS = Button("anlist", "Các thông báo")
ANNOUNCEMENT = Button("an", "Xem tiến độ")
REWRITE = Button("antext", "Sửa nội dung")
PREVIEW = Button("anprev", "Xem trước")
SEND = Button("ansend", "Gửi", Style.success)
SEND_TEST = Button("antest", "Gửi thử cho tôi")
HANG_BUTTON = Button("anbtn", "Gắn nút")
DROP_BUTTON = Button("annobtn", "Bỏ nút")
WANT_RECEIPT = Button("anrcpt", "")
SEND_AT = Button("anwhen", "Hẹn giờ")
SEND_NOW = Button("annow", "Bỏ hẹn giờ")
URGENT = Button("anurg", "Gửi khẩn")
NOT_URGENT = Button("annourg", "Bỏ khẩn")
DISCARD = Button("androp", "Bỏ bản nháp", Style.danger)

# Announcing: to whom
ADDRESS = Button("anwho", "Người nhận")
EVERYBODY = Button("anall", "Toàn bộ cán bộ")
PICK = Button("anpick", "")
CHOOSE = Button("anset", "")
ANOTHER_GROUP = Button("anadd", "Thêm nhóm khác")
TAKE_AWAY = Button("anminus", "Trừ bớt")
CHOOSE_ANEW = Button("anclear", "Chọn lại từ đầu")

# Announcing: kept for later
SAVE_TEMPLATE = Button("ansavet", "Lưu thành mẫu")
SAVE_AUDIENCE = Button("ansavea", "Lưu nhóm người nhận")
TEMPLATES = Button("antmpls", "Mẫu thông báo")
USE_TEMPLATE = Button("antmpl", "")
AUDIENCES = Button("anauds", "Nhóm đã lưu")
USE_AUDIENCE = Button("anaud", "")
THROW_AWAY = Button("anthrow", "Xoá", Style.danger)

# Announcing: on its way, and afterwards
RELEASE = Button("anrel", "Gửi", Style.success)
SEND_BACK = Button("anback", "Trả lại", Style.danger)
FETCH_BACK = Button("anfetch", "Rút về sửa")
PAUSE = Button("anpause", "Tạm dừng")
RESUME = Button("anresume", "Tiếp tục", Style.success)
STOP = Button("anstop", "Huỷ", Style.danger)
CONFIRM_STOP = Button("anstopok", "Xác nhận", Style.danger)
SEND_AGAIN = Button("anagain", "")
REPORT = Button("anrep", "Tải báo cáo")
CORRECT = Button("anfix", "Đính chính")
CONFIRM_CORRECT = Button("anfixok", "Xác nhận", Style.success)
RECALL = Button("anrecall", "Thu hồi", Style.danger)
CONFIRM_RECALL = Button("anrecallok", "Xác nhận", Style.danger)
RECEIVED = Button("anrcvd", "Đã nhận", Style.success)
SHOW_COURSE = Button("ancourse", "Xem lớp")
REACH = Button("reach", "Tình trạng liên kết")
REACH_FILE = Button("reachx", "Tải bảng theo đơn vị")
