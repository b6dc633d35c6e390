"""What is said of each mistake in a workbook: what is wrong, then what to do. Plain text: escape it for HTML."""

from typing import Final

from bot.texts.workbook import HEADERS, SHEETS
from models.workbook_problems import MAX_BYTES, Problem, ProblemCode, UnsafeCode
from models.workbook_rows import Sheet

_SHOWN = 60  # letters of a value in a sentence

_SHEET_NAMES = ", ".join(f"«{name}»" for name in SHEETS.values())

# {column}: the header; {value}: what the cell holds; {detail}: see Problem.detail.
_SENTENCES: Final[dict[ProblemCode, str]] = {
    ProblemCode.missing_column: "Thiếu cột {detail}; đề nghị thêm đúng tên cột như mẫu",
    ProblemCode.duplicate_column: "Cột «{column}» có hai lần; đề nghị chỉ giữ một cột",
    ProblemCode.duplicate_sheet: "Trang tính này có hai lần trong tệp; đề nghị gộp lại thành một",
    ProblemCode.too_many_rows: "Trang tính có hơn {detail} dòng; đề nghị chia thành nhiều tệp",
    ProblemCode.missing_value: "Thiếu «{column}»; đề nghị ghi đủ, ô gộp thì bỏ gộp và ghi vào từng dòng",
    ProblemCode.formula: "«{column}»: ô chứa công thức; đề nghị dán giá trị thay cho công thức",
    ProblemCode.error_value: "«{column}»: ô báo lỗi {value}; đề nghị ghi lại giá trị đúng",
    ProblemCode.too_long: "«{column}» dài quá {detail} ký tự; đề nghị rút gọn",
    ProblemCode.bad_date: "«{column}» ghi «{value}» không phải ngày hợp lệ; đề nghị ghi ngày/tháng/năm như 07/12/2026",
    ProblemCode.bad_time: "«{column}» ghi «{value}» không phải giờ hợp lệ; đề nghị ghi như 8h00",
    ProblemCode.bad_number: "«{column}» ghi «{value}» không phải số; đề nghị ghi một số như 40 hoặc 2,5",
    ProblemCode.not_whole: "«{column}» ghi «{value}» phải là số nguyên; đề nghị ghi lại",
    ProblemCode.bad_phone: "«{column}» ghi «{value}» không đúng; đề nghị ghi một số như 0912 345 678, hoặc để trống",
    ProblemCode.unknown_gender: "«{column}» ghi «{value}» chưa hiểu được; đề nghị ghi Nam hoặc Nữ",
    ProblemCode.unknown_role: (
        "«{column}» ghi «{value}» không có trong danh mục; "
        "đề nghị ghi Lãnh đạo, Điều phối viên, Giảng viên, Quản trị, hoặc để trống"
    ),
    ProblemCode.unknown_legal_group: (
        "«{column}» ghi «{value}» không có trong danh mục; "
        "đề nghị ghi Cán bộ, Công chức, Viên chức, Đại biểu HĐND hoặc Không chuyên trách"
    ),
    ProblemCode.unknown_route: (
        "«{column}» ghi «{value}» không có trong danh mục; đề nghị ghi Không, Lãnh đạo, Sở, hoặc Lãnh đạo và Sở"
    ),
    ProblemCode.unknown_yes_no: "«{column}» ghi «{value}» chưa hiểu được; đề nghị ghi Có hoặc Không",
    ProblemCode.unknown_holiday_kind: "«{column}» ghi «{value}» chưa hiểu được; đề nghị ghi Nghỉ hoặc Làm bù",
    ProblemCode.unknown_condition: (
        "«{column}» ghi «{value}» không có trong danh mục; "
        "đề nghị ghi Tuổi tối đa, Tuổi tối thiểu, Đảng viên hoặc Tham gia tối thiểu"
    ),
    ProblemCode.unknown_party: "«{column}»: giá trị chưa hiểu được; đề nghị ghi Có, Không, hoặc để trống",
    ProblemCode.unknown_result: "«{column}» ghi «{value}» chưa hiểu được; đề nghị ghi Đạt, Không đạt hoặc để trống",
    ProblemCode.not_in_course: (
        "«{column}» ghi «{value}», không có trong danh sách học viên của lớp; đề nghị sửa mã hoặc xoá dòng"
    ),
    ProblemCode.other_name: "«{column}» ghi «{value}», nhưng mã cán bộ này là của {detail}; đề nghị sửa mã hoặc họ tên",
    ProblemCode.score_outside: "«{column}» ghi «{value}», điểm phải từ 0 đến {detail}; đề nghị ghi lại",
    ProblemCode.result_closed: "Kết quả của người này đã chốt; đề nghị xoá dòng, hoặc xem xét lại kết quả trước",
    ProblemCode.bad_quota: (
        "«{column}» ghi «{detail}» chưa hiểu được; đề nghị ghi tên đơn vị và số chỗ như Võ Cường: 3; Quế Võ: 2"
    ),
    ProblemCode.duplicate_key: "Trùng với dòng {detail} («{value}»); đề nghị xoá một dòng hoặc sửa mã",
    ProblemCode.phone_taken: (
        "Lưu ý: số điện thoại trùng với dòng {detail}; hai người chung số sẽ không tự nhận được nhau qua số điện thoại"
    ),
    ProblemCode.impossible_age: (
        "«{column}» ghi «{value}», tính ra tuổi không hợp lý (phải từ 15 đến 100); đề nghị xem lại năm sinh"
    ),
    ProblemCode.hours_out_of_range: "«{column}» là {value}, phải lớn hơn 0 và không quá {detail}; đề nghị ghi lại",
    ProblemCode.seats_out_of_range: "«{column}» là {value}, phải từ 1 đến {detail}; đề nghị ghi lại",
    ProblemCode.minimum_out_of_range: "«{column}» là {value}, không được âm; đề nghị ghi lại",
    ProblemCode.cap_out_of_range: "«{column}» là {value}, phải từ 1 trở lên; đề nghị ghi lại hoặc để trống",
    ProblemCode.minimum_above_seats: "«{column}» là {value}, lớn hơn Số chỗ ({detail}); đề nghị xem lại hai số này",
    ProblemCode.seats_below_taken: (
        "«{column}» là {value}, ít hơn số chỗ đã có người giữ ({detail}); đề nghị giữ ít nhất {detail} chỗ"
    ),
    ProblemCode.cap_below_held: (
        "«{column}» là {value}, ít hơn số chỗ đơn vị đang giữ ({detail}); đề nghị ghi không ít hơn số đó hoặc để trống"
    ),
    ProblemCode.cap_above_seats: "«{column}» là {value}, lớn hơn Số chỗ ({detail}); đề nghị xem lại hai số này",
    ProblemCode.ends_before_start: "Bế giảng {value} trước Khai giảng {detail}; đề nghị xem lại hai ngày này",
    ProblemCode.deadline_after_start: "Hạn đăng ký {value} sau Khai giảng {detail}; đề nghị xem lại hai ngày này",
    ProblemCode.ends_at_before_start: "Giờ kết thúc {value} không sau giờ bắt đầu {detail}; đề nghị xem lại giờ học",
    ProblemCode.meeting_outside_course: (
        "Ngày học {value} nằm ngoài thời gian của lớp ({detail}); đề nghị sửa ngày học hoặc ngày của lớp"
    ),
    ProblemCode.quota_out_of_range: "«{column}» ghi «{value}», số chỗ phải từ 1 trở lên; đề nghị ghi lại",
    ProblemCode.quotas_above_seats: (
        "«{column}» cộng lại là {value} chỗ, nhiều hơn Số chỗ ({detail}); đề nghị xem lại hai số này"
    ),
    ProblemCode.quota_above_cap: (
        "«{column}» ghi «{value}», nhiều hơn Mỗi đơn vị tối đa ({detail}); đề nghị xem lại hai số này"
    ),
    ProblemCode.quotas_after_deadline: (
        "«{column}» ghi {value}, sau hạn đăng ký ({detail}); đề nghị ghi ngày không muộn hơn hạn đăng ký"
    ),
    ProblemCode.percent_out_of_range: "«{column}» là {value}, phải là tỷ lệ % từ 1 đến 100; đề nghị ghi lại",
    ProblemCode.age_limit_out_of_range: "«{column}» là {value}, phải là số tuổi từ 15 đến 100; đề nghị ghi lại",
    ProblemCode.value_not_used: "«{column}» ghi {value}, nhưng điều kiện này không dùng cột đó; đề nghị để trống",
    ProblemCode.until_before_from: "«{column}» ghi {value}, trước Từ ngày ({detail}); đề nghị xem lại hai ngày này",
    ProblemCode.requires_itself: "«{column}» ghi chính chương trình này («{value}»); đề nghị bỏ mã đó",
    ProblemCode.requires_in_circle: (
        "«{column}» tạo thành vòng ({detail}) nên không ai bắt đầu học được; đề nghị bỏ một điều kiện"
    ),
    ProblemCode.rolled_left_out: (
        "Lịch mới của lớp thiếu {detail} buổi đã điểm danh (buổi đầu: {value}); "
        "đề nghị giữ nguyên ngày, giờ bắt đầu của các buổi đó"
    ),
    ProblemCode.same_start: (
        "Lớp đã có buổi bắt đầu cùng ngày, cùng giờ ở dòng {detail} ({value}); "
        "đề nghị xoá một dòng hoặc sửa ngày, giờ bắt đầu"
    ),
    ProblemCode.meetings_overlap: "Giờ học trùng với buổi ở dòng {detail} của cùng lớp; đề nghị xem lại giờ học",
    ProblemCode.unknown_commune: (
        "«{column}» ghi «{value}», không có xã, phường này; đề nghị ghi đúng tên hiện nay hoặc mã đơn vị"
    ),
    ProblemCode.ambiguous_commune: (
        "«{column}» ghi «{value}», có thể là {detail}; đề nghị ghi rõ loại đơn vị và đủ dấu, hoặc ghi mã"
    ),
    ProblemCode.unknown_programme: (
        "«{column}» ghi «{value}», chưa có chương trình này; đề nghị sửa mã hoặc thêm vào trang «Chương trình»"
    ),
    ProblemCode.unknown_course: "«{column}» ghi «{value}», chưa có lớp này; đề nghị sửa mã hoặc thêm vào trang «Lớp»",
    ProblemCode.unknown_staff_code: (
        "«{column}» ghi «{value}», chưa có mã cán bộ này; đề nghị sửa mã hoặc thêm vào trang «Cán bộ»"
    ),
    ProblemCode.quota_twice: "«{column}» ghi {value} hai lần; đề nghị gộp lại thành một",
    ProblemCode.quota_not_invited: (
        "«{column}» ghi {value}, nhưng lớp không mời đơn vị này; đề nghị xem lại «Đơn vị được mời»"
    ),
    ProblemCode.until_without_quotas: (
        "«{column}» ghi {value}, nhưng lớp không có chỉ tiêu; đề nghị ghi chỉ tiêu hoặc để trống"
    ),
    ProblemCode.moved_with_people: "Lưu ý: lớp {value} đổi lịch, đang có {detail} người đăng ký",
    ProblemCode.timetable_left: (
        "Lưu ý: lớp {value} còn {detail} buổi học ngoài thời gian mới của lớp; đề nghị nhập cả trang «Lịch học» của lớp"
    ),
    ProblemCode.courses_left_out: (
        "Lưu ý: {detail} lớp sắp học không có trong tệp vẫn giữ nguyên; "
        "muốn huỷ, đề nghị dùng /quanly, «Đổi, hoãn, huỷ lớp» ({value})"
    ),
    ProblemCode.course_cancelled: (
        "Lưu ý: lớp {value} đã huỷ và vẫn huỷ sau khi nhập; muốn mở lại, đề nghị mở lớp mới trong /quanly"
    ),
    ProblemCode.unknown_trainer: (
        "Lưu ý: «{value}» chưa có trong danh sách cán bộ, được giữ như tên giảng viên; không cần sửa nếu đúng"
    ),
}

_SEND_AGAIN = "rồi gửi lại."
_COPY = f"Đề nghị đồng chí chép dữ liệu sang tệp mẫu {_SEND_AGAIN}"
_SAVE_AS = f"Đề nghị đồng chí mở bằng Excel, chọn Lưu thành (Save as) loại .xlsx {_SEND_AGAIN}"

_REFUSALS: Final[dict[UnsafeCode, str]] = {
    UnsafeCode.empty: "Tệp không có nội dung. Đề nghị đồng chí kiểm tra và gửi lại tệp .xlsx.",
    UnsafeCode.too_big: (
        f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. "
        "Đề nghị đồng chí bỏ hình ảnh và trang tính không dùng, hoặc chia thành nhiều tệp."
    ),
    UnsafeCode.not_a_workbook: "Đây không phải tệp Excel (.xlsx). Đề nghị đồng chí gửi tệp Excel theo mẫu.",
    UnsafeCode.csv: f"Đây là tệp CSV, không phải .xlsx. {_SAVE_AS}",
    UnsafeCode.old_xls: f"Đây là tệp Excel đời cũ (.xls). {_SAVE_AS}",
    UnsafeCode.binary_xlsb: f"Đây là tệp Excel nhị phân (.xlsb). {_SAVE_AS}",
    UnsafeCode.open_document: f"Đây là tệp OpenDocument (.ods). {_SAVE_AS}",
    UnsafeCode.encrypted: f"Tệp có mật khẩu nên không đọc được. Đề nghị đồng chí bỏ mật khẩu {_SEND_AGAIN}",
    UnsafeCode.broken: f"Tệp bị hỏng hoặc chưa tải đủ. {_SAVE_AS}",
    UnsafeCode.too_many_parts: f"Tệp có quá nhiều thành phần bên trong nên không được nhận. {_COPY}",
    UnsafeCode.unpacks_too_big: f"Dữ liệu nén trong tệp quá lớn nên không được nhận. {_COPY}",
    UnsafeCode.entities: f"Tệp có thành phần không an toàn nên không được nhận. {_COPY}",
    UnsafeCode.macros: f"Tệp có macro nên không được nhận. {_SAVE_AS}",
    UnsafeCode.external_links: (
        "Tệp có liên kết tới tệp hoặc nguồn dữ liệu khác nên không được nhận. "
        f"Đề nghị đồng chí ngắt liên kết (Data, Edit Links, Break Link), hoặc dán giá trị sang tệp mẫu, {_SEND_AGAIN}"
    ),
    UnsafeCode.embedded: f"Tệp có đối tượng nhúng nên không được nhận. Đề nghị đồng chí xoá đối tượng đó {_SEND_AGAIN}",
    UnsafeCode.too_heavy: f"Đọc tệp mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng. {_COPY}",
    UnsafeCode.no_sheets: (
        f"Không thấy trang tính nào theo mẫu. Tệp cần có ít nhất một trong các trang: {_SHEET_NAMES}. "
        "Đề nghị đồng chí đặt lại tên trang tính hoặc dùng tệp mẫu."
    ),
}


def reason(problem: Problem) -> str:
    """The sentence of one mistake, without its place."""
    headers = HEADERS[Sheet(problem.sheet)] if problem.sheet in HEADERS else {}
    detail = problem.detail
    if problem.code is ProblemCode.missing_column:
        detail = ", ".join(f"«{headers.get(column, column)}»" for column in detail.split(","))
    value = problem.value if len(problem.value) <= _SHOWN else problem.value[:_SHOWN] + "…"
    column = headers.get(problem.column, problem.column)
    return _SENTENCES[problem.code].format(column=column, value=value, detail=detail)


def placed(problem: Problem) -> str:
    """The sentence with its place: «Lớp, dòng 5: …»."""
    sheet = SHEETS[Sheet(problem.sheet)] if problem.sheet in SHEETS else problem.sheet
    return f"{sheet}, dòng {problem.row}: {reason(problem)}." if problem.row else f"{sheet}: {reason(problem)}."


def refused(code: UnsafeCode) -> str:
    """Why the file as a whole is not taken, and what to do."""
    return _REFUSALS[code]
