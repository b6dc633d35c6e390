"""Every button that the bot shows, by its action and its label."""

from bot.callback_data import Button
from bot.message import Style

# Looking up
LIST = Button("list", "Danh sách lớp")
NEXT_PAGE = Button("list", "Sau ›")
PREVIOUS_PAGE = Button("list", "‹ Trước")
FILTER = Button("filter", "Lọc")
FILTER_BY = Button("filterby", "")
CARD = Button("card", "")

# Registering
REGISTER = Button("reg", "Đăng ký", Style.success)
CONFIRM_REGISTER = Button("regok", "Xác nhận", Style.success)
JOIN_QUEUE = Button("queue", "Vào danh sách chờ")
ACCEPT_OFFER = Button("take", "Nhận chỗ", Style.success)
LET_OFFER_GO = Button("letgo", "Nhường chỗ")
MINE = Button("mine", "Đăng ký của tôi")
WITHDRAW = Button("wd", "Rút đăng ký", Style.danger)
CONFIRM_WITHDRAW = Button("wdok", "Xác nhận", Style.danger)
WITHDRAW_FOR = Button("wdfor", "")

# A substitute
SUBSTITUTE = Button("sub", "Đổi người học thay")
WHICH_SEAT = Button("subwhich", "Đổi người học thay")
ASK_COLLEAGUE = Button("subask", "")
IN_PLACE = Button("subput", "Xác nhận", Style.success)
AGREE = Button("subyes", "Đồng ý", Style.success)
REFUSE = Button("subno", "Từ chối", Style.danger)
SUBSTITUTION = Button("subview", "")
CONFIRM_SUBSTITUTE = Button("subok", "Duyệt", Style.success)
DECLINE_SUBSTITUTE = Button("subnok", "Từ chối", Style.danger)
CALL_OFF = Button("suboff", "Thôi đổi người", Style.danger)

# My hours and my timetable
HOURS = Button("hours", "Số tiết của tôi")
HOURS_WRONG = Button("hourswrong", "Dòng này chưa đúng?")
WRONG_LINE = Button("wrongline", "")
TEAM_HOURS = Button("team", "Đơn vị của tôi")
TEAM_MEMBER = Button("teamone", "")
TIMETABLE = Button("lich", "Lịch học của tôi")
ADD_TO_CALENDAR = Button("ics", "Thêm vào lịch")

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

# Kept seats
QUOTA_WISH = Button("qwish", "Xin chỗ của đơn vị khác")
QUOTA_WISH_FROM = Button("qask", "")
QUOTA_GIVE = Button("qgive", "Nhường 1 chỗ", Style.success)
QUOTA_KEEP = Button("qkeep", "Từ chối", Style.danger)

# Why
WHY = Button("why", "Vì sao không đăng ký được?")
QUEUE = Button("qview", "Danh sách chờ")

# Running courses
RUN_LIST = Button("run", "Quản lý lớp")
RUN = Button("runc", "")
ROSTER = Button("roster", "Danh sách theo đơn vị")
ROSTER_UNIT = Button("rosteru", "")
EXPORTS = Button("exports", "Xuất danh sách")
EXPORT_XLSX = Button("xlsx", "")
EXPORT_DOCX = Button("docx", "")
SENDING = Button("sending", "Công văn cử đi học")
SUMMONS = Button("summons", "Giấy triệu tập")
COLUMNS = Button("columns", "Cột của danh sách")
COLUMN = Button("column", "")
CONFIRM_COLUMN = Button("columnok", "Xác nhận", Style.danger)

# Letters behind a course
DOCUMENTS = Button("docs", "Công văn")
ADD_DOCUMENT = Button("docadd", "Thêm công văn", Style.success)
SAVE_DOCUMENT = Button("docsave", "Lưu không kèm tệp")
DOCUMENT = Button("doc", "")
REMOVE_DOCUMENT = Button("docout", "")
CONFIRM_REMOVE_DOCUMENT = Button("docoutok", "Xác nhận", Style.danger)

# Certificates
CERTIFICATES = Button("certs", "Chứng chỉ")
CERTIFICATE = Button("cert", "")
ISSUE = Button("certone", "")
ISSUE_ALL = Button("certall", "")
CONFIRM_ISSUE_ALL = Button("certallok", "Xác nhận", Style.success)
CERTIFICATE_PDF = Button("certpdf", "Tải bản PDF")
CERTIFICATES_PDF = Button("certspdf", "Tải tất cả (PDF)")
WITHDRAW_CERTIFICATE = Button("certback", "Thu hồi", Style.danger)
CERTIFICATE_LOST = Button("certlost", "Báo mất, hỏng")
CONFIRM_LOST = Button("certlostok", "Xác nhận")
REISSUE = Button("certnew", "Cấp lại do in sai")
CONFIRM_REISSUE = Button("certnewok", "Xác nhận")

# Importing
CONFIRM_IMPORT = Button("impok", "Xác nhận", Style.success)
TEMPLATE = Button("tmpl", "Tải mẫu")

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
# What is sent by itself
WHY_THIS = Button("whythis", "Vì sao tôi nhận được tin này?")
TOPICS = Button("topics", "Tin tự động")
STOP_TOPIC = Button("mute", "Ngừng nhận")
WANT_TOPIC = Button("unmute", "Nhận")

# The week
WHOLE_SUMMARY = Button("weekall", "Xem toàn Sở")

# Everywhere
CANCEL = Button("cancel", "Huỷ")
BACK = Button("card", "Quay lại")
HOME = Button("home", "Trang chính")

SHARE_PHONE_LABEL = "Đồng ý và chia sẻ số điện thoại"

# What shows the present truth instead, with the same ids, where a press of one that changes something comes too late.
SHOWN_BY = {
    CONFIRM_REGISTER.action: CARD.action,
    JOIN_QUEUE.action: CARD.action,
    ACCEPT_OFFER.action: MINE.action,
    LET_OFFER_GO.action: MINE.action,
    WITHDRAW.action: MINE.action,
    WITHDRAW_FOR.action: MINE.action,
    CONFIRM_WITHDRAW.action: MINE.action,
    APPROVE.action: REQUEST.action,
    APPROVED_FOR.action: REQUEST.action,
    DECLINE.action: REQUEST.action,
    DECLINE_FOR.action: REQUEST.action,
    CONFIRM_LEFT.action: STAFF.action,
    MARK_BACK.action: STAFF.action,
    CONFIRM_UNLINK_STAFF.action: STAFF.action,
    CONFIRM_UNLINK.action: HOME.action,
    CONFIRM_NOT_ME.action: HOME.action,
}
SHOWS = frozenset(SHOWN_BY.values())
