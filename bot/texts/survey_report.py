"""What a survey came to: closing day, and three months later. Never a name, and nothing below the least answers."""

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.effects import HINDRANCES, SEEN, USED
from bot.texts.running import to_course
from bot.texts.surveys import NAMES
from bot.texts.words import cut, html, lines, number
from models.effect import Used
from models.effect_report import EffectReport
from models.survey_report import SurveyReport

SHOWN = 12  # sentences


def report(found: SurveyReport) -> Message:
    """For who runs the course, or teaches in it."""
    parts = [
        html("<b>Khảo sát lớp {}</b> ({})").format(found.course.title, found.course.code),
        html("Cuối khoá: {}/{} phiếu.").format(number(found.answers), number(found.people)),
        *_closing_day(found),
        *(_later(found.after) if found.after is not None else []),
    ]
    back = [[to_course(found.course.id)]] if found.after is not None else []
    return Message(lines(*parts), buttons=back)


def outcome(found: SurveyReport) -> Message:
    """The same as news; its button shows it as it then is."""
    message = report(found)
    return Message(message.text, buttons=[[buttons.SURVEY_OUTCOME.on(found.course.id, label="Xem lại")]])


def _closing_day(found: SurveyReport) -> list[Markup | str]:
    if not found.is_shown:
        return [html("Chưa đủ {} phiếu nên chưa hiển thị kết quả.").format(number(found.least))]
    rest = len(found.sentences) - SHOWN
    return [
        *(html("• {}: <b>{}</b>/5").format(NAMES[one], number(value)) for one, value in found.averages.items()),
        *(["", html("<b>Góp ý</b> (không kèm tên, không theo thứ tự gửi)")] if found.sentences else []),
        *(html("– {}").format(cut(said, 200)) for said in found.sentences[:SHOWN]),
        *([html("… và {} góp ý nữa").format(number(rest))] if rest > 0 else []),
    ]


def _later(found: EffectReport) -> list[Markup | str]:
    """Learners and leaders, and how far they agree."""
    said: list[Markup | str] = ["", html("<b>Sau 3 tháng</b>")]
    said.append(html("Học viên: {}/{} trả lời.").format(number(found.answers), number(found.people)))
    if found.is_shown:
        said += [html("• {}: {}").format(words, number(found.used[one])) for one, words in USED.items()]
        hindered = found.hindrances.most_common()
        said += [html("Khó khăn:")] if hindered else []
        said += [html("• {}: {}").format(HINDRANCES[one], number(count)) for one, count in hindered]
    else:
        said.append(html("Chưa đủ {} phiếu nên chưa hiển thị kết quả.").format(number(found.least)))
    said.append(html("Lãnh đạo đơn vị: {}/{} trả lời.").format(number(found.seen.total()), number(found.people)))
    if found.leaders_are_shown:
        said += [html("• {}: {}").format(words.capitalize(), number(found.seen[one])) for one, words in SEEN.items()]
    if found.are_compared:
        said.append(
            html("So sánh {} người có cả hai ý kiến: cùng thấy áp dụng {}; chỉ học viên {}; chỉ lãnh đạo {}.").format(
                number(found.both.total()),
                number(found.both[True, True]),
                number(found.both[True, False]),
                number(found.both[False, True]),
            )
        )
    if found.is_low:
        uses = found.answers - found.used[Used.never]
        said.append(
            html("⚠️ <b>Mức áp dụng thấp</b>: {}/{} học viên. Đề nghị xem lại nội dung, đối tượng.").format(
                number(uses), number(found.answers)
            )
        )
    return said
