"""What is asked on closing day, one question after the other in one message, and what is said in between."""

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import html, lines, short_day
from models.survey import HIGHEST, LOWEST, Asked, Question

QUESTIONS = {
    Question.content: "Nội dung chương trình có thiết thực với công việc của đồng chí không?",
    Question.trainer: "Giảng viên, báo cáo viên giảng dạy, trao đổi có tốt không?",
    Question.organisation: "Công tác tổ chức, phòng học, tài liệu có tốt không?",
}
NAMES = {
    Question.content: "Nội dung",
    Question.trainer: "Giảng viên",
    Question.organisation: "Tổ chức, cơ sở vật chất",
}
SCALE = "1: chưa hài lòng · 5: rất hài lòng"


def ask(found: Asked, question: Question | None = None) -> Message:
    """The question, by default the first that has no answer; when all have one, thanks and how to change them."""
    question = question or found.next
    if question is None:
        return thanks(found)
    return Message(
        lines(
            html("📝 <b>Khảo sát lớp {}</b> ({})").format(found.title, found.code),
            "Phiếu không hiện tên với người xem; ba lần bấm là xong.",
            "",
            html("<b>Câu {}/{}.</b> {}").format(int(question), len(Question), QUESTIONS[question]),
            html("<i>{}</i>").format(SCALE),
        ),
        buttons=[
            [
                buttons.SURVEY_ANSWER.on(found.registration_id, question, value, label=_label(found, question, value))
                for value in range(LOWEST, HIGHEST + 1)
            ]
        ],
    )


def _label(found: Asked, question: Question, value: int) -> str:
    return f"✓ {value}" if found.answers.get(question) == value else str(value)


def thanks(found: Asked) -> Message:
    """All is answered; each answer is a button that leads back to its question."""
    return Message(
        lines(
            html("✅ <b>Đã ghi nhận phiếu khảo sát lớp {}.</b> Trân trọng cảm ơn đồng chí.").format(found.code),
            html("Góp ý: «{}»").format(found.sentence) if found.sentence else None,
            html("Đồng chí có thể sửa câu trả lời đến hết ngày {}.").format(short_day(found.last_day)),
        ),
        buttons=[
            *([_change(found, one)] for one in Question),
            [
                buttons.SURVEY_SENTENCE.on(
                    found.registration_id, label="Sửa góp ý" if found.sentence else "Góp ý thêm (không bắt buộc)"
                )
            ],
        ],
    )


def _change(found: Asked, question: Question) -> Press:
    return buttons.SURVEY_CHANGE.on(
        found.registration_id, question, label=f"{NAMES[question]}: {found.answers[question]} – sửa"
    )


def ask_sentence(found: Asked) -> Message:
    return Message(
        lines(
            html("<b>Góp ý cho lớp {}</b>").format(found.code),
            "Đề nghị gõ một câu rồi gửi. Người xem thấy câu góp ý nhưng không thấy tên; "
            "đề nghị không ghi họ tên, đơn vị nếu đồng chí không muốn được nhận ra.",
        ),
        buttons=[[buttons.SURVEY.on(found.registration_id, label=buttons.CANCEL.label)]],
    )


def over() -> Message:
    return Message(html("Khảo sát này đã kết thúc. Trân trọng cảm ơn đồng chí."), toast="Khảo sát đã kết thúc")
