"""The words of the coordinators' workbook: sheets, headers, values, and the pages that we write ourselves."""

from typing import Final

from models.kinds import ConditionKind, Gender, HolidayKind, LegalGroup, Role, Route
from models.workbook_rows import Sheet

SHEETS: Final = {
    Sheet.officials: "Cán bộ",
    Sheet.programmes: "Chương trình",
    Sheet.conditions: "Điều kiện riêng",
    Sheet.courses: "Lớp",
    Sheet.meetings: "Lịch học",
    Sheet.holidays: "Ngày nghỉ",
}

HEADERS: Final[dict[Sheet, dict[str, str]]] = {
    Sheet.officials: {
        "code": "Mã cán bộ",
        "full_name": "Họ và tên",
        "birth_date": "Ngày sinh",
        "gender": "Giới tính",
        "phone": "Số điện thoại",
        "posts": "Chức danh",
        "unit": "Đơn vị",
        "legal_group": "Nhóm",
        "roles": "Vai trò",
        "party_member": "Đảng viên",
        "note": "Ghi chú",
    },
    Sheet.programmes: {
        "code": "Mã chương trình",
        "title": "Tên chương trình",
        "kind": "Loại",
        "hours": "Số tiết",
        "posts": "Chức danh áp dụng",
        "legal_groups": "Nhóm áp dụng",
        "requires": "Điều kiện",
        "counts": "Tính vào 40 tiết",
        "route": "Duyệt",
        "description": "Mô tả",
    },
    Sheet.conditions: {
        "programme": "Mã chương trình",
        "kind": "Điều kiện",
        "value": "Giá trị",
        "gender": "Giới tính",
        "valid_from": "Từ ngày",
        "valid_to": "Đến ngày",
        "basis": "Căn cứ",
    },
    Sheet.courses: {
        "code": "Mã lớp",
        "programme": "Mã chương trình",
        "title": "Tên lớp",
        "institution": "Cơ sở đào tạo",
        "venue": "Địa điểm",
        "mode": "Hình thức",
        "starts_on": "Khai giảng",
        "ends_on": "Bế giảng",
        "deadline_on": "Hạn đăng ký",
        "seats": "Số chỗ",
        "minimum": "Tối thiểu",
        "commune_cap": "Mỗi đơn vị tối đa",
        "communes": "Đơn vị được mời",
        "quotas": "Chỉ tiêu đơn vị",
        "quotas_until": "Giữ chỉ tiêu đến",
        "coordinator": "Điều phối viên",
        "document": "Số công văn",
    },
    Sheet.meetings: {
        "course": "Mã lớp",
        "on": "Ngày",
        "starts_at": "Bắt đầu",
        "ends_at": "Kết thúc",
        "hours": "Số tiết",
        "room": "Phòng",
        "trainer": "Giảng viên",
        "topic": "Chuyên đề",
    },
    Sheet.holidays: {"on": "Ngày", "name": "Tên", "kind": "Loại"},
}

# The first way of writing each value is the one that we write ourselves.
ROLES: Final[dict[Role, tuple[str, ...]]] = {
    Role.leader: ("Lãnh đạo", "LĐ", "Lãnh đạo đơn vị", "Lãnh đạo xã", "Lãnh đạo phường"),
    Role.coordinator: ("Điều phối viên", "Điều phối", "ĐPV", "Cán bộ điều phối"),
    Role.trainer: ("Giảng viên", "GV", "Báo cáo viên", "BCV"),
    Role.admin: ("Quản trị", "Quản trị viên", "QTV"),
    Role.official: ("Cán bộ", "Cán bộ, công chức", "Công chức", "Học viên", "Không"),
}
GROUPS: Final[dict[LegalGroup, tuple[str, ...]]] = {
    LegalGroup.can_bo: ("Cán bộ", "CB"),
    LegalGroup.cong_chuc: ("Công chức", "CC"),
    LegalGroup.vien_chuc: ("Viên chức", "VC"),
    LegalGroup.dai_bieu_hdnd: ("Đại biểu HĐND", "ĐB HĐND", "ĐBHĐND", "HĐND", "Đại biểu Hội đồng nhân dân", "Đại biểu"),
    LegalGroup.khong_chuyen_trach: (
        *("Không chuyên trách", "KCT", "Người hoạt động không chuyên trách", "Cán bộ không chuyên trách"),
        *("HĐKCT", "Hoạt động không chuyên trách"),
    ),
}
ROUTES: Final[dict[Route, tuple[str, ...]]] = {
    Route.none: ("Không", "Không cần", "Không cần duyệt"),
    Route.leader: ("Lãnh đạo", "LĐ", "Đơn vị"),
    Route.department: ("Sở", "Sở Nội vụ"),
    Route.leader_then_department: (
        *("Lãnh đạo và Sở", "Lãnh đạo, Sở", "Lãnh đạo rồi Sở", "Lãnh đạo, sau đó Sở", "Lãnh đạo & Sở", "Lãnh đạo + Sở"),
        *("Lãnh đạo và Sở Nội vụ", "Lãnh đạo rồi đến Sở"),
    ),
}
YES_NO: Final[dict[bool, tuple[str, ...]]] = {
    True: ("Có", "C", "x", "Yes", "True", "1", "Được tính"),
    False: ("Không", "K", "Ko", "No", "False", "0", "Không tính"),
}
GENDERS: Final[dict[Gender, tuple[str, ...]]] = {Gender.male: ("Nam",), Gender.female: ("Nữ",)}
CONDITIONS: Final[dict[ConditionKind, tuple[str, ...]]] = {
    ConditionKind.most_age: ("Tuổi tối đa", "Không quá tuổi", "Tuổi cao nhất"),
    ConditionKind.least_age: ("Tuổi tối thiểu", "Từ đủ tuổi", "Tuổi thấp nhất"),
    ConditionKind.party_member: ("Đảng viên", "Là đảng viên"),
    ConditionKind.least_attendance: ("Tham gia tối thiểu", "Có mặt tối thiểu"),
}
HOLIDAY_KINDS: Final[dict[HolidayKind, tuple[str, ...]]] = {
    HolidayKind.off: ("Nghỉ", "Nghỉ lễ", "Nghỉ bù", "Nghỉ Tết", "Ngày nghỉ"),
    HolidayKind.make_up: ("Làm bù", "Đi làm bù", "Ngày làm bù", "Học bù"),
}
# In a list of posts, groups or communes this means what an empty cell means.
EVERYBODY: Final = ("Tất cả", "Toàn bộ", "Toàn tỉnh", "Tất cả đơn vị", "Tất cả các đơn vị", "Mọi đối tượng")

REASON_HEADER: Final = "Lý do"
GENERAL_SHEET: Final = "Lỗi chung"
GENERAL_HEADERS: Final = ("Trang tính", "Dòng", "Lý do")
GENERAL_TITLE: Final = "Những lỗi chung của tệp. Lỗi của từng dòng ở cột «Lý do» cuối mỗi trang tính."

TEMPLATE_AUTHOR: Final = "Sở Nội vụ"
TEMPLATE_NAME: Final = "mau-nhap-du-lieu.xlsx"
TEMPLATE_TITLES: Final = {
    Sheet.officials: "DANH SÁCH CÁN BỘ, CÔNG CHỨC",
    Sheet.programmes: "DANH MỤC CHƯƠNG TRÌNH BỒI DƯỠNG",
    Sheet.conditions: "ĐIỀU KIỆN RIÊNG CỦA CHƯƠNG TRÌNH",
    Sheet.courses: "DANH SÁCH LỚP",
    Sheet.meetings: "LỊCH HỌC",
    Sheet.holidays: "NGÀY NGHỈ, NGÀY LÀM BÙ",
}
TEMPLATE_NOTE: Final = (
    "Cột có dấu * là bắt buộc. Đưa chuột vào tên cột để xem cách ghi. Không đổi tên trang tính, tên cột."
)
BAD_CHOICE_TITLE: Final = "Giá trị chưa đúng"
BAD_CHOICE: Final = "Đề nghị đồng chí chọn một giá trị trong danh sách, hoặc để trống."

_DAY_HINT = "Ghi ngày/tháng/năm, ví dụ 07/12/2026."
_LIST_HINT = "Nhiều giá trị cách nhau bằng dấu chấm phẩy (;)."
HINTS: Final[dict[Sheet, dict[str, str]]] = {
    Sheet.officials: {
        "code": "Mỗi người một mã, ví dụ CB001. Nhập lại cùng mã là cập nhật.",
        "full_name": "Ví dụ: Nguyễn Thị Lan.",
        "birth_date": "Ghi ngày/tháng/năm, ví dụ 05/12/1985.",
        "phone": "Số đồng chí dùng Telegram, ví dụ 0912 345 678.",
        "posts": _LIST_HINT + " Chức danh chính ghi trước.",
        "unit": "Tên hoặc mã xã, phường, ví dụ Phường Võ Cường. Người của Sở có thể để trống.",
        "roles": "Để trống nếu chỉ là học viên. " + _LIST_HINT,
        "party_member": "Chỉ ghi nếu có chương trình cần xét; hệ thống không hiển thị. Để trống nếu chưa rõ.",
    },
    Sheet.programmes: {
        "code": "Ví dụ QLNN-CV.",
        "hours": "Ví dụ 40 hoặc 2,5.",
        "posts": _LIST_HINT + " Để trống là mọi chức danh.",
        "legal_groups": _LIST_HINT + " Để trống là mọi nhóm.",
        "requires": "Mã các chương trình phải học trước. " + _LIST_HINT,
        "route": "Ai duyệt đăng ký. Để trống là lãnh đạo đơn vị.",
    },
    Sheet.conditions: {
        "programme": "Mã có trong trang «Chương trình» hoặc đã nhập trước.",
        "value": "Số tuổi tính đến ngày khai giảng; tỷ lệ % số buổi với Tham gia tối thiểu; để trống với Đảng viên.",
        "gender": "Nam hoặc Nữ. Để trống là áp dụng chung.",
        "valid_from": "Áp dụng cho lớp khai giảng từ ngày này. Giá trị mới thì thêm dòng với ngày mới.",
        "valid_to": "Để trống nếu chưa hết hiệu lực.",
        "basis": "Số, ký hiệu văn bản, ví dụ QĐ 6468-QĐ/HVCTQG.",
    },
    Sheet.courses: {
        "code": "Ví dụ QLNN-CV-K1. Nhập lại cùng mã là cập nhật.",
        "programme": "Mã có trong trang «Chương trình» hoặc đã nhập trước.",
        "starts_on": _DAY_HINT,
        "ends_on": _DAY_HINT,
        "deadline_on": "Ghi ngày, có thể kèm giờ, ví dụ 17h00 ngày 01/12/2026.",
        "seats": "Số học viên nhiều nhất của lớp.",
        "minimum": "Số học viên ít nhất để mở lớp.",
        "commune_cap": "Số học viên nhiều nhất của một đơn vị.",
        "communes": "Tên hoặc mã xã, phường. " + _LIST_HINT + " Để trống là tất cả.",
        "quotas": "Số chỗ giữ cho từng đơn vị, ví dụ Võ Cường: 3; Quế Võ: 2. Chỗ các đơn vị đã nhường nhau không đổi.",
        "quotas_until": "Hết ngày này, chỗ chưa dùng chuyển cho đơn vị khác. Để trống là 3 ngày trước hạn đăng ký.",
        "coordinator": "Mã cán bộ của điều phối viên.",
    },
    Sheet.meetings: {
        "on": _DAY_HINT,
        "starts_at": "Ví dụ 8h00.",
        "ends_at": "Ví dụ 11h30.",
        "trainer": "Mã cán bộ hoặc họ và tên.",
    },
    Sheet.holidays: {"on": _DAY_HINT, "kind": "Nghỉ hoặc Làm bù."},
}
