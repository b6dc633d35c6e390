"""Letters that advise a coordinator."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import advice
from models.advice import advise
from models.course import Course, CourseState
from models.course_days import days_of_course
from models.news.advice import CourseAdvised

letters = Letters()


@letters.of(CourseAdvised)
async def course_advised(occasion: Occasion, news: CourseAdvised) -> Message | None:
    """None when the course has moved, begun or been cancelled."""
    session, now = occasion.session, occasion.now
    course = await session.get(Course, news.course_id)
    if course is None or course.state is not CourseState.published:
        return None
    first = (await days_of_course(session, course, now))[0]
    if first.stamp != news.stamp or first.begins <= now:
        return None
    return advice.advised(await advise(session, course, first), now)
