"""Buttons of leaders: approving, nominating, covering, delegating, seats kept for a commune."""

from bot.callback_data import Button
from bot.message import Style

# Approving
INBOX = Button("inbox", "Chờ duyệt")
REQUEST = Button("req", "")
APPROVE = Button("ok", "Duyệt", Style.success)
DECLINE = Button("no", "Từ chối", Style.danger)
DECLINE_FOR = Button("nofor", "")
APPROVED_FOR = Button("okfor", "")

# Nominating, objecting, covering
NOMINATE_LIST = Button("cu", "Lớp khác")
NOMINATE = Button("cucard", "Cử cán bộ")
NOMINATE_PAGE = Button("cupage", "")
NOMINATE_TICK = Button("cutick", "")
NOMINATE_ALL = Button("cuall", "Bỏ lọc")
NOMINATE_SEND = Button("cusend", "Gửi", Style.success)
NOMINATED_FOR = Button("cufor", "")
OBJECT = Button("obj", "Có ý kiến")
OBJECT_FOR = Button("objfor", "")
OBJECTION = Button("objsee", "")
TAKE_BACK = Button("objyes", "Rút đề cử", Style.danger)
KEEP = Button("objno", "Giữ nguyên")
COVER = Button("cover", "Người làm thay")
COVER_BY = Button("coverby", "")
COVER_NOBODY = Button("cover0", "Không cần")

# Delegating
DELEGATIONS = Button("dlgs", "Uỷ quyền của tôi")
DELEGATE = Button("dlg", "Uỷ quyền")
DELEGATE_TO = Button("dlgto", "")
DELEGATE_FOR = Button("dlgfor", "")
CONFIRM_DELEGATION = Button("dlgok", "Xác nhận", Style.success)
CHANGE_DELEGATION = Button("dlgchg", "Sửa")
END_DELEGATION = Button("dlgend", "Kết thúc", Style.danger)
CONFIRM_END_DELEGATION = Button("dlgendok", "Xác nhận", Style.danger)

# Approving several
TICK_LIST = Button("many", "Duyệt nhiều")
TICK = Button("tick", "")
APPROVE_TICKED = Button("manyok", "Duyệt", Style.success)
WHY_SENT = Button("whysent", "")

# Kept seats
QUOTA_WISH = Button("qwish", "Xin chỗ của đơn vị khác")
QUOTA_WISH_FROM = Button("qask", "")
QUOTA_GIVE = Button("qgive", "Nhường 1 chỗ", Style.success)
QUOTA_KEEP = Button("qkeep", "Từ chối", Style.danger)
