"""Letters about teaching: to the trainer what has become of the own meetings, to the coordinator what came back."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import teaching as texts
from models.course import Course, CourseState
from models.news.teaching import TeachingChanged, TeachingDeclined
from models.official import Official
from models.taught import taught
from models.teaching import declined_of

letters = Letters()


@letters.of(TeachingChanged)
async def teaching_changed(occasion: Occasion, news: TeachingChanged) -> Message | None:
    """The meetings as they are now; None where all were given and taken again before it was sent."""
    course = await occasion.session.get(Course, news.course_id)
    if course is None or course.state is not CourseState.published or occasion.official_id is None:
        return None
    found = await taught(occasion.session, occasion.official_id, occasion.now, course.id)
    if not found and not news.taken:
        return None
    return texts.changed(course, found, news.given, news.taken, occasion.now)


@letters.of(TeachingDeclined)
async def teaching_declined(occasion: Occasion, news: TeachingDeclined) -> Message | None:
    """None when the trainer has taken them again meanwhile."""
    session = occasion.session
    course, trainer = await session.get(Course, news.course_id), await session.get(Official, news.trainer_id)
    found = await declined_of(session, news.course_id, news.trainer_id)
    if course is None or trainer is None or not found:
        return None
    return texts.declined(course, trainer.full_name, found, occasion.now)
