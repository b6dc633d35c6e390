"""What a coordinator reads when the results of a course are overdue."""

from bot import buttons
from bot.message import Message
from bot.texts.words import html, lines, number, short_day
from models.course import Course


def due(course: Course, people: int) -> Message:
    return Message(
        lines(
            html("<b>Chưa chốt kết quả</b>"),
            html("Lớp: <b>{}</b> ({}), bế giảng {}.").format(course.title, course.code, short_day(course.ends_on)),
            html("{} người chưa có kết quả nên chưa được tính số tiết và chưa được cấp chứng chỉ.").format(
                number(people)
            ),
            "Đề nghị kiểm tra điểm danh, điểm rồi chốt kết quả.",
        ),
        buttons=[[buttons.RESULTS.on(course.id)]],
    )
