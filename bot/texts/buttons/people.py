"""Buttons that tie accounts to the staff roster and keep the roster."""

from bot.callback_data import Button
from bot.message import Style

# Linking
CONSENT_INVITE = Button("agree", "Đồng ý và liên kết", Style.success)
NOT_ME = Button("notme", "Không phải tôi")
ASK_COORDINATOR = Button("asklink", "Gửi yêu cầu cho điều phối viên")
TRY_CODE = Button("trycode", "Đồng ý và nhập mã cán bộ")
THIS_IS = Button("linkis", "", Style.success)
REFUSE_LINK = Button("linkno", "Từ chối", Style.danger)
LINK_REQUEST = Button("linkreq", "")
LINK_SEARCH = Button("linkfind", "Tìm người khác")
UNLINK = Button("unlink", "Huỷ liên kết", Style.danger)
CONFIRM_UNLINK = Button("unlinkok", "Xác nhận", Style.danger)
CONFIRM_NOT_ME = Button("notmeok", "Xác nhận", Style.danger)
MY_DATA = Button("mydata", "Dữ liệu của tôi")

# Staff
STAFF = Button("staff", "")
INVITE = Button("invite", "Tạo liên kết mời")
INVITE_COMMUNE = Button("invitecom", "Phiếu mời cả đơn vị")
CONFIRM_INVITE_COMMUNE = Button("invcomok", "Xác nhận", Style.success)
MARK_LEFT = Button("left", "Đã thôi công tác", Style.danger)
CONFIRM_LEFT = Button("leftok", "Xác nhận", Style.danger)
MARK_BACK = Button("back", "Còn công tác")
UNLINK_STAFF = Button("stunlink", "Gỡ liên kết", Style.danger)
CONFIRM_UNLINK_STAFF = Button("stunlinkok", "Xác nhận", Style.danger)
COMMUNE = Button("commune", "")

# Importing
CONFIRM_IMPORT = Button("impok", "Xác nhận", Style.success)
TEMPLATE = Button("tmpl", "Tải mẫu")
