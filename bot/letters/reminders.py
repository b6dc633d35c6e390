"""Letters that remind: the next day of a course, and registrations that close soon."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import reminders
from bot.texts.the_class import class_in_short
from models.class_question import class_of
from models.closing import closing_for
from models.course import Course, CourseState
from models.course_card import course_card
from models.course_days import days_of_course
from models.news.reminders import CourseDayNear, RegistrationCloses
from models.reminders import is_expected

letters = Letters()


@letters.of(CourseDayNear)
async def course_day_near(occasion: Occasion, news: CourseDayNear) -> Message | None:
    """None when the day has moved, begun or been cancelled, or the reader is no longer expected."""
    session, now = occasion.session, occasion.now
    course = await session.get(Course, news.course_id)
    if course is None or course.state is not CourseState.published or occasion.official_id is None:
        return None
    days = await days_of_course(session, course, now)
    day = next((one for one in days if one.stamp == news.stamp and now < one.last_start), None)
    if day is None:
        return None
    teaches = occasion.official_id in day.trainers
    if not teaches and not await is_expected(session, occasion.official_id, course.id):
        return None
    is_near = (day.on - now.date()).days <= 1
    the_class = class_in_short(await class_of(session, course.id)) if teaches and is_near else ()
    return reminders.course_day(await course_card(session, None, course.id, now), day, teaches, now, the_class)


@letters.of(RegistrationCloses)
async def registration_closes(occasion: Occasion, _: RegistrationCloses) -> Message | None:
    if occasion.official_id is None:
        return None
    lines = await closing_for(occasion.session, occasion.official_id, occasion.now)
    return reminders.closing(lines, occasion.now) if lines else None
