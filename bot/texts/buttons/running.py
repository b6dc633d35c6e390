"""Buttons of those who run courses: rosters, letters, certificates."""

from bot.callback_data import Button
from bot.message import Style

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
CONFIRM_ISSUE = Button("certoneok", "Cấp", Style.success)
ISSUE_ALL = Button("certall", "")
CONFIRM_ISSUE_ALL = Button("certallok", "Xác nhận", Style.success)
CERTIFICATE_PDF = Button("certpdf", "Tải bản PDF")
CERTIFICATES_PDF = Button("certspdf", "Tải tất cả (PDF)")
WITHDRAW_CERTIFICATE = Button("certback", "Thu hồi", Style.danger)
CERTIFICATE_LOST = Button("certlost", "Báo mất, hỏng")
CONFIRM_LOST = Button("certlostok", "Xác nhận")
REISSUE = Button("certnew", "Cấp lại do in sai")
CONFIRM_REISSUE = Button("certnewok", "Xác nhận")
