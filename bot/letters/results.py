"""Letters about results: to who took the course, and to who should close it."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import own_results, results_due
from models.course import Course
from models.hours import NO_HOURS, hours_of
from models.news.results import ResultKnown, ResultsDue, ResultTurnedBack
from models.official import Official
from models.own_results import results_of
from models.programme import Programme
from models.requests import request_of
from models.result import Result
from models.results_due import still_due
from models.yearly_duty import duty_on

letters = Letters()


@letters.of(ResultKnown)
async def known(occasion: Occasion, news: ResultKnown) -> Message | None:
    """None when it was taken back before it could be told."""
    session = occasion.session
    result = await session.get(Result, news.result_id)
    if result is None or result.turned_back_at is not None:
        return None
    request = await request_of(session, result.registration_id)
    found = (await results_of(session, [request.id]))[request.id]
    course = await session.get_one(Course, request.course_id)
    if not (await session.get_one(Programme, course.programme_id)).counts:
        return own_results.known(request, found, None, None)
    hours = await hours_of(session, [request.official_id], request.ends_on.year)
    group = (await session.get_one(Official, request.official_id)).legal_group
    duty = (await duty_on(session, occasion.now.date())).of(group)
    return own_results.known(request, found, hours.get(request.official_id, NO_HOURS), duty)


@letters.of(ResultTurnedBack)
async def turned_back(occasion: Occasion, news: ResultTurnedBack) -> Message:
    result = await occasion.session.get(Result, news.result_id)
    request = await request_of(occasion.session, news.registration_id)
    return own_results.turned_back(request, result.turned_back_reason if result else "")


@letters.of(ResultsDue)
async def due(occasion: Occasion, news: ResultsDue) -> Message | None:
    """None when they were closed meanwhile."""
    found = await still_due(occasion.session, news.course_id)
    return results_due.due(*found) if found is not None else None
