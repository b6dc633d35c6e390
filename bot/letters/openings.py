"""Letters about courses that have opened, and about who runs one."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import publishing as texts
from models.course import Course
from models.news.openings import CourseGiven, CoursesOpened
from models.opened import opened_for

letters = Letters()


@letters.of(CoursesOpened)
async def courses_opened(occasion: Occasion, news: CoursesOpened) -> Message | None:
    """None when the reader has asked for them meanwhile, or they are closed, cancelled or full by then for the unit."""
    if occasion.official_id is None:
        return None
    lines, more = await opened_for(occasion.session, occasion.official_id, news.course_ids, occasion.now)
    return texts.opened(lines, more, occasion.now) if lines else None


@letters.of(CourseGiven)
async def course_given(occasion: Occasion, news: CourseGiven) -> Message | None:
    """None when it is in other hands again."""
    course = await occasion.session.get(Course, news.course_id)
    if course is None or course.coordinator_id != occasion.official_id:
        return None
    return texts.given(course)
