"""What the command line says."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from pydantic import ValidationError
from telegram import WebhookInfo

from bot.logs import redact
from models.audit_chain import Link, Trail
from models.checks import Broken

DESCRIPTION = "Trợ lý bồi dưỡng cán bộ, công chức cấp xã của tỉnh Bắc Ninh"
RUN = "phục vụ người dùng thật qua Telegram"
DEMO = "mở bản chạy thử trên máy này, không cần mã của Telegram"
IMPORT = "nhập tệp Excel: nhập tất cả hoặc không nhập gì"
DRY_RUN = "chỉ kiểm tra và đếm, không lưu"
SUMMARY = "xuất tổng kết tuần ra tệp: ảnh, Excel và văn bản"
SUMMARY_ON = "ngày của tổng kết, ví dụ 2026-11-23 hoặc 23/11/2026; bỏ trống là hôm nay"
SUMMARY_TO = "thư mục chứa các tệp"
NOT_A_DAY = "không phải ngày; đề nghị viết như 2026-11-23 hoặc 23/11/2026"
CHECK = "kiểm tra cấu hình, cơ sở dữ liệu, mã của bot và các cam kết về dữ liệu"
WEBHOOK = "đặt, gỡ hoặc xem địa chỉ nhận tin (webhook) ở Telegram"
BACKUP = "sao lưu toàn bộ dữ liệu vào một tệp, không cần dừng bot"
RESTORE = "khôi phục từ tệp sao lưu vào cơ sở dữ liệu còn trống"
DEMO_BOT = "Trợ lý bồi dưỡng cán bộ"
NO_TOKEN = "Chưa có BOT_TOKEN. Đề nghị lấy mã của bot từ BotFather, ghi vào tệp .env rồi chạy lại."  # noqa: S105 - a sentence
NO_WEBHOOK_URL = "Chưa có WEBHOOK_URL. Đề nghị ghi địa chỉ https vào tệp .env rồi chạy lại."
ALL_WELL = "Mọi kiểm tra đều đạt."
NO_HOLIDAYS = (
    "Lưu ý: chưa có ngày nghỉ năm {}, nên hạn duyệt và giờ nhắc chưa trừ ngày lễ, Tết. "
    "Đề nghị quản trị gõ /nhap, bấm «Ngày nghỉ» để xác nhận, hoặc nhập trang tính «Ngày nghỉ»."
)

RUN_THE_BOT = "Đề nghị xem nhật ký và chạy lại hệ thống; việc này tự xong khi hệ thống chạy."
PROMISES = {
    "seats": "Lớp {}: số người giữ chỗ ({}) vượt số chỗ ({}). Đề nghị tăng số chỗ hoặc rút bớt đăng ký.",
    "cap": "Lớp {}: một đơn vị giữ {} chỗ, vượt mức tối đa {}. Đề nghị tăng mức tối đa hoặc rút bớt đăng ký.",
    "quotas": "Lớp {}: chỗ đã nhận và chỗ giữ cho đơn vị là {}, vượt {} chỗ. Đề nghị tăng số chỗ hoặc bớt chỗ giữ.",
    "twice": "Lớp {}: một cán bộ có {} đăng ký đang hiệu lực (chỉ được {}). Đề nghị rút bớt.",
    "approval": "Lớp {}: {} chỗ được nhận mà chưa đủ người duyệt. Đề nghị báo bộ phận kỹ thuật.",
    "unasked": "Lớp {}: {} đăng ký chờ duyệt mà không chờ ai. Đề nghị cán bộ rút rồi đăng ký lại.",
    "left_open": "Lớp {}: {} đăng ký đã xong mà vẫn ghi chờ duyệt. Đề nghị báo bộ phận kỹ thuật.",
    "trail": "Lớp {}: {} quyết định không có trong nhật ký. Đề nghị báo bộ phận kỹ thuật kiểm tra.",
    "results": "Lớp {}: {} người ghi đã có kết quả mà không có căn cứ. Đề nghị báo bộ phận kỹ thuật.",
    "results_open": "Lớp {}: {} kết quả đã chốt mà đăng ký chưa ghi. Đề nghị báo bộ phận kỹ thuật.",
    "conditions": "Lớp {}: {} kết quả khác với điểm danh và điểm mà không có lý do. Đề nghị xem xét lại kết quả.",
    "results_early": "Lớp {}: {} kết quả chốt trước khai giảng. Đề nghị xem xét lại kết quả.",
    "certificates": "Lớp {}: {} chứng chỉ còn hiệu lực của người chưa hoàn thành. Đề nghị thu hồi.",
    "delegations": "Lãnh đạo {}: {} cặp uỷ quyền trùng thời gian. Đề nghị gõ /uyquyen, kết thúc bớt.",
    "nobody": "Lớp {}: {} yêu cầu không có ai duyệt được. Đề nghị giao vai trò lãnh đạo, điều phối viên.",
    "offers": f"Lớp {{}}: {{}} lời mời nhận chỗ quá hạn chưa kết thúc. {RUN_THE_BOT}",
    "idle": f"Lớp {{}}: còn {{}} chỗ trống mà người đã duyệt vẫn phải chờ. {RUN_THE_BOT}",
    "undecided": f"Lớp {{}}: {{}} yêu cầu quá hạn duyệt chưa kết thúc. {RUN_THE_BOT}",
}


def bad_settings(error: ValidationError) -> str:
    """Which settings are wrong or missing, without their values: one of them is a secret."""
    names = sorted({str(part["loc"][0]).upper() for part in error.errors()})
    return f"Cấu hình thiếu hoặc sai: {', '.join(names)}. Đề nghị xem .env.example, ghi vào tệp .env rồi chạy lại."


def demo_ready(port: int) -> str:
    return f"Bản chạy thử đã sẵn sàng: mở http://127.0.0.1:{port} trong trình duyệt. Dừng: Ctrl-C."


def port_taken(port: int) -> str:
    return f"Cổng {port} đang được chương trình khác dùng. Đề nghị chọn cổng khác: make demo PORT={port + 1}."


def cannot_read(path: Path, error: OSError) -> str:
    return f"Không đọc được tệp {path}: {_why(error)}. Đề nghị kiểm tra đường dẫn."


def cannot_write(path: Path, error: OSError) -> str:
    return f"Không ghi được tệp {path}: {_why(error)}. Đề nghị chép tệp Excel sang thư mục khác rồi nhập lại."


def cannot_write_summary(folder: Path, error: OSError) -> str:
    return f"Không ghi được vào thư mục {folder}: {_why(error)}. Đề nghị chọn thư mục khác."


def summary_written(paths: Sequence[Path]) -> str:
    return "\n".join(["Đã ghi tổng kết tuần:", *map(str, paths)])


def reasons_in(path: Path) -> str:
    return f"Lý do từng dòng: {path}"


def cannot_open_database(error: Exception) -> str:
    """Why, in the driver's first line: drivers never say the password."""
    cause = error.__cause__ or error
    why = str(getattr(cause, "orig", cause)).splitlines()[0]
    return f"Không mở được cơ sở dữ liệu: {why}. Đề nghị kiểm tra DATABASE_URL và quyền ghi."


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "không có tệp này"
        case IsADirectoryError():
            return "đây là thư mục"
        case PermissionError():
            return "không có quyền"
    return error.strerror or type(error).__name__


def broken(found: Broken) -> str:
    return PROMISES[found.promise].format(found.where, found.actual, found.allowed)


def trail_ends(end: Link) -> str:
    return f"Nhật ký quyết định: {end.place} dòng đã niêm phong, mã cuối {end.seal or 'chưa có'}."


def trail_problems(trail: Trail) -> list[str]:
    found = []
    if trail.broken_at is not None:
        found.append(
            f"Nhật ký quyết định bị sửa, xoá hoặc chèn ở dòng niêm phong thứ {trail.broken_at}. "
            "Đề nghị so với bản sao lưu gần nhất và báo người phụ trách an toàn thông tin."
        )
    if trail.overdue:
        found.append(
            f"Nhật ký quyết định có {trail.overdue} dòng chưa niêm phong đã lâu. Đề nghị xem bot có đang chạy."
        )
    return found


def clock_off(ahead: timedelta) -> str:
    """`ahead`: by how much Telegram's clock is ahead of ours."""
    minutes = round(abs(ahead.total_seconds()) / 60)
    how = "chậm" if ahead > timedelta() else "nhanh"
    return f"Đồng hồ của máy chủ {how} khoảng {minutes} phút so với Telegram. Đề nghị bật đồng bộ thời gian (NTP)."


def token_works(name: str) -> str:
    return f"Telegram nhận mã của bot: @{name}."


def token_fails(error: Exception) -> str:
    why = type(error).__name__
    return f"Không kết nối được Telegram bằng BOT_TOKEN ({why}). Đề nghị kiểm tra mã, mạng và TELEGRAM_PROXY."


def already_served(path: Exception) -> str:
    return (
        f"Một tiến trình khác đang phục vụ {path}. SQLite chỉ dùng cho một tiến trình: "
        "đề nghị dừng tiến trình kia, hoặc chuyển sang PostgreSQL."
    )


def cannot_listen(where: str) -> str:
    return f"Không mở được cổng {where}: đang có chương trình khác dùng hoặc không có quyền. Đề nghị sửa LISTEN."


def webhook_fails(error: Exception) -> str:
    return f"Telegram không nhận yêu cầu về webhook: {redact(str(error))}. Đề nghị kiểm tra WEBHOOK_URL và mạng."


def webhook(known: WebhookInfo) -> str:
    """What Telegram has, line by line."""
    if not known.url:
        return f"Chưa đặt webhook: bot hỏi Telegram để nhận tin. Số tin đang chờ: {known.pending_update_count}."
    lines = [
        f"Webhook: {known.url}",
        f"Số tin đang chờ: {known.pending_update_count}",
        f"Số kết nối tối đa: {known.max_connections}",
        f"Loại tin: {', '.join(known.allowed_updates or ())}",
    ]
    if known.last_error_date:
        lines.append(f"Lỗi gần nhất ({known.last_error_date:%d/%m/%Y %H:%M:%S} UTC): {known.last_error_message}")
    return "\n".join(lines)


def backed_up(path: Path, rows: int) -> str:
    return f"Đã sao lưu {rows} dòng vào {path}. Tệp có dữ liệu cá nhân: đề nghị cất giữ như hồ sơ cán bộ."


def brought_back(path: Path, rows: int) -> str:
    return f"Đã khôi phục {rows} dòng từ {path}. Đề nghị chạy main.py check trước khi phục vụ."


def not_a_backup(path: Path) -> str:
    return f"{path} không phải tệp sao lưu còn nguyên vẹn của hệ thống. Chưa thay đổi gì."


def backup_exists(path: Path) -> str:
    return f"Đã có tệp {path}. Đề nghị chọn tên khác: bản sao lưu không ghi đè."


NOT_EMPTY = "Cơ sở dữ liệu đã có dữ liệu, chưa khôi phục gì. Đề nghị chọn DATABASE_URL còn trống."
OTHER_VERSION = "Cơ sở dữ liệu thuộc phiên bản khác. Đề nghị sao lưu bằng đúng phiên bản đang phục vụ."
