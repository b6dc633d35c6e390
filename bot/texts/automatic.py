"""Why somebody got a message that nobody wrote: the rule, when it speaks, and how to stop what is good to know."""

from collections.abc import Mapping
from string import Formatter

from bot import buttons
from bot.message import Message, Press
from bot.texts.own_hours import in_force
from bot.texts.words import html, lines, number
from models.person import Person
from models.policy import Policy
from models.quiet import QuietHours
from models.topics import IS_SENT_UNASKED, Topic, concerns

NAMES = {
    Topic.meetings: "Nhắc lịch học",
    Topic.opening: "Lớp phù hợp mới mở đăng ký",
    Topic.closing: "Lớp phù hợp sắp hết hạn đăng ký",
    Topic.own_week: "Lịch học tuần tới của tôi",
    Topic.unit_week: "Cán bộ của đơn vị đi học tuần tới",
    Topic.summary: "Tổng kết tuần",
    Topic.advice: "Tham mưu trước khai giảng",
    Topic.absences: "Cán bộ của đơn vị vắng học",
    Topic.results: "Nhắc chốt kết quả",
    Topic.survey: "Khảo sát cuối khoá",
    Topic.effect: "Hiệu quả sau bồi dưỡng",
    Topic.forwarded: "Kết quả Sở Nội vụ duyệt",
    Topic.gathered: "Tin gộp",
}
RULES = {  # the names in braces are policy values
    Topic.meetings: "Đồng chí có đăng ký đã duyệt, hoặc là giảng viên của buổi học. Hệ thống nhắc ngày khai giảng "
    "trước {remind_first_days} ngày và trước {remind_first_hours} giờ; nhắc mọi ngày học vào {remind_day_at} hôm "
    "trước. Lớp dời thì nhắc theo lịch mới, "
    "lớp huỷ thì không nhắc.",
    Topic.opening: "Có lớp mới công bố phù hợp với chức danh của đồng chí. Mỗi lớp một lần, các lớp công bố gần nhau "
    "gộp vào một tin.",
    Topic.closing: "Có lớp phù hợp với chức danh của đồng chí, còn chỗ và sắp hết hạn, mà đồng chí chưa đăng ký. "
    "Trong {closing_every_days} ngày nhiều nhất một tin, gộp tất cả các lớp.",
    Topic.own_week: "Đồng chí đã chọn nhận. Hệ thống gửi Chủ nhật từ {week_ahead_at}, khi tuần tới đồng chí "
    "có buổi học.",
    Topic.unit_week: "Đồng chí là người duyệt của đơn vị. Hệ thống gửi Chủ nhật từ {week_ahead_at}, khi tuần tới "
    "có cán bộ đi học, hoặc có yêu cầu, ý kiến đang chờ đồng chí.",
    Topic.summary: "Đồng chí là điều phối viên hoặc quản trị. Hệ thống gửi vào đầu tuần làm việc, mỗi tuần một lần; "
    "xem bất cứ lúc nào bằng /tongket.",
    Topic.advice: "Đồng chí là điều phối viên của lớp. Hệ thống đếm đăng ký {advise_first_days} ngày và "
    "{advise_last_days} ngày trước khai giảng.",
    Topic.absences: "Đồng chí là người duyệt của đơn vị. Hệ thống gửi lúc {roll_leaders_at} ngày có cán bộ của đơn vị "
    "vắng học theo điểm danh của giảng viên, mỗi ngày nhiều nhất một tin.",
    Topic.results: "Đồng chí là điều phối viên của lớp đã bế giảng mà chưa chốt kết quả. Hệ thống nhắc một lần, "
    "trong giờ hành chính.",
    Topic.survey: "Đồng chí đã dự ít nhất một buổi của lớp. Hệ thống hỏi một lần sau buổi cuối và nhắc một lần; "
    "người dạy và điều phối viên chỉ xem số trung bình và các góp ý không kèm tên, và nhận kết quả khi khảo sát "
    "kết thúc.",
    Topic.effect: "Đồng chí đã hoàn thành lớp, hoặc là lãnh đạo nơi người đã hoàn thành lớp đang công tác. "
    "Hệ thống hỏi một lần sau {effect_after_days} ngày để đánh giá hiệu quả (Thông tư 10/2017/TT-BNV).",
    Topic.forwarded: "Đồng chí đã đồng ý một đăng ký mà lớp còn cần Sở Nội vụ duyệt. Hệ thống báo một lần, khi Sở "
    "Nội vụ quyết định.",
    Topic.gathered: "Mỗi ngày hệ thống gửi nhiều nhất {know_a_day} tin để biết, và khi có hơn {know_at_once} tin "
    "cùng chờ thì không gửi riêng. Các tin đó được gộp thành một tin.",
}
POLICIES = tuple({Policy(name) for rule in RULES.values() for _, name, _, _ in Formatter().parse(rule) if name})
ALWAYS = "Tin này cần đồng chí biết hoặc xử lý, nên luôn được gửi."


def why(topic: Topic, wanted: Mapping[Topic, bool], values: Mapping[Policy, int]) -> Message:
    """The answer to «Why did I get this?»: a message of its own, the one that was asked about stays."""
    return Message(
        lines(
            html("<b>Vì sao có tin «{}»?</b>").format(NAMES[topic]),
            RULES[topic].format_map({name.value: _said(name, value) for name, value in values.items()}),
            *([] if topic in IS_SENT_UNASKED else [ALWAYS]),
        ),
        buttons=[*([[_switch(topic, wanted[topic])]] if topic in IS_SENT_UNASKED else []), [buttons.TOPICS.on()]],
        fresh=True,
    )


def _said(name: Policy, value: int) -> str:
    return f"{value // 100}h{value % 100:02}" if name.endswith("_at") else number(value)


def topics(person: Person, wanted: Mapping[Topic, bool], hours: QuietHours | None, is_own: bool) -> Message:
    """What is sent to such a reader by itself, a switch for each topic that one may choose, and when it is quiet."""
    names = {topic: name for topic, name in NAMES.items() if concerns(topic, person)}
    must = [html("• {}").format(name) for topic, name in names.items() if topic not in IS_SENT_UNASKED]
    mine = {topic: on for topic, on in wanted.items() if topic in names}
    may = [
        html("• {}: <b>{}</b>").format(names[topic], "đang nhận" if on else "không nhận") for topic, on in mine.items()
    ]
    return Message(
        lines(
            html("<b>Tin tự động</b>"),
            "Đồng chí chọn nhận hoặc không:",
            *may,
            "",
            "Luôn gửi khi có việc của đồng chí:",
            *must,
            "",
            in_force(hours, is_own),
        ),
        buttons=[
            *([_switch(topic, on, named=True)] for topic, on in mine.items()),
            [buttons.OWN_HOURS.on(), buttons.HOME.on()],
        ],
    )


def _switch(topic: Topic, is_on: bool, named: bool = False) -> Press:
    button = buttons.STOP_TOPIC if is_on else buttons.WANT_TOPIC
    return button.on(topic, label=f"{button.label}: {NAMES[topic]}" if named else "")
