"""Letters about changed courses: to those who go there, to their leaders, and about who has not confirmed."""

from datetime import date

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import course_changed as texts
from models.change_view import change_view, commune_changes
from models.course import Course
from models.news.course_changes import ChangeUnread, CommuneCoursesChanged, CourseChanged
from models.policy import Policy, policy
from models.unread_changes import silent_of_commune

letters = Letters()


@letters.of(CourseChanged)
async def course_changed(occasion: Occasion, news: CourseChanged) -> Message | None:
    """The last truth; None when it is as the reader knows it, or the reader does not come any more."""
    seen = await change_view(occasion.session, news.told_id, occasion.now)
    return texts.changed(seen, occasion.now) if seen is not None else None


@letters.of(CommuneCoursesChanged)
async def commune_courses_changed(occasion: Occasion, news: CommuneCoursesChanged) -> Message | None:
    on = date.fromisoformat(news.on)
    changes = await commune_changes(occasion.session, news.commune_id, on, news.change_id, occasion.now)
    return texts.for_leaders(changes, occasion.now) if changes else None


@letters.of(ChangeUnread)
async def change_unread(occasion: Occasion, news: ChangeUnread) -> Message | None:
    """None when all of them have confirmed by now."""
    session, now = occasion.session, occasion.now
    people = await silent_of_commune(session, news.course_id, news.commune_id, now)
    people = [one for one in people if one.official_id != occasion.official_id]
    if not people:
        return None
    course = await session.get_one(Course, news.course_id)
    return texts.unread(
        course.code, course.title, people, await policy(session, Policy.change_unread_hours, now.date())
    )
