"""Turns a refusal into an answer: the reason, and the nearest open way, looked up as of now."""

from datetime import datetime

from bot import buttons
from bot.announcement_refused import explain_announcement
from bot.letters.substitutions import confirmer_names, present
from bot.letters.writing import Occasion
from bot.message import Message
from bot.opening_refused import explain_opening
from bot.texts import (
    approvals,
    change_refusals,
    data_cases,
    delegating,
    holidays,
    link_requests,
    my_data,
    objections,
    offers,
    own_hours,
    quotas,
    refusals,
    registrations,
    result_refusals,
    roll_refusals,
    substitute_outcomes,
    surveys,
)
from bot.texts.substitutes import ask_in_place
from bot.texts.words import STATES
from models.announcement_refusals import AnnouncementRefusal
from models.change_refusals import CannotChange
from models.data_case_list import case_line, decider_of
from models.data_case_refusals import CaseSettled, OwnCase, TooMuch
from models.database import Session
from models.delegation_refusals import CannotDelegate
from models.holiday_refusals import BadHoliday, YearConfirmed
from models.inbox import who_has_it
from models.link_request import outcome_of
from models.linking_refusals import InviteInvalid, LinkedAsAnother, LinkRequestSettled, TooManyTries
from models.my_data import my_data as held
from models.opening_refusals import OpeningRefusal
from models.person import Person
from models.quiet_refusals import HoursOutOfReason
from models.quota_wish import wish_of
from models.refusals import (
    AlreadyDecided,
    AlreadyRegistered,
    ColleagueAway,
    CourseBegun,
    NoLongerThere,
    NotLinked,
    NotYours,
    ObjectionSettled,
    OfferOver,
    OwnRequest,
    Refusal,
    RegistrationOver,
    WishSettled,
    WithdrawTooLate,
)
from models.requests import Request, request_of
from models.result_refusals import ResultRefusal
from models.roll_refusals import RollRefusal
from models.substitution_refusals import (
    AlreadyOpen,
    ColleagueCannot,
    ColleagueUnreachable,
    NoSeatToHandOver,
    NotConfirmer,
    SubstitutionOver,
)
from models.survey_refusals import SurveyOver
from models.ways import coordinator_name, way_out


async def explain(session: Session, refusal: Refusal, person: Person, now: datetime) -> Message:
    """What the person reads, with buttons that lead on."""
    match refusal:
        case AlreadyDecided(registration_id=registration_id):
            return approvals.settled(await request_of(session, registration_id))
        case AlreadyRegistered(registration_id=registration_id):
            return registrations.already(*await _with_holders(session, registration_id, now), now)
        case RegistrationOver(registration_id=registration_id):
            return registrations.over(await request_of(session, registration_id), now)
        case OwnRequest(registration_id=registration_id):
            return approvals.own(*await _with_holders(session, registration_id, now))
        case NotYours(registration_id=registration_id):
            return approvals.waits_for_others(*await _with_holders(session, registration_id, now))
        case ObjectionSettled(registration_id=registration_id):
            return objections.settled(await request_of(session, registration_id))
        case OfferOver(registration_id=registration_id):
            request = await request_of(session, registration_id)
            return offers.over(request, STATES[request.state])
        case ColleagueAway(registration_id=registration_id):
            return refusals.refused(refusal, now, [[buttons.COVER.on(registration_id)]])
        case CourseBegun(course_id=begun_id):  # no other course helps one who has a seat in this: only somebody to ask
            advice = refusals.advice(None, await coordinator_name(session, begun_id))
            return refusals.refused(refusal, now, [[buttons.BACK.on(begun_id), buttons.MINE.on()]], advice)
        case WithdrawTooLate(registration_id=registration_id):
            ways = [[buttons.SUBSTITUTE.on(registration_id)], [buttons.MINE.on()]]
            return refusals.refused(refusal, now, ways, refusals.LATE_ADVICE)
        case AlreadyOpen(substitution_id=substitution_id) | SubstitutionOver(substitution_id=substitution_id):
            return await present(Occasion(session, now, person.official_id), substitution_id)
        case ColleagueUnreachable(by_leader=True):
            return ask_in_place(refusal.registration_id, refusal.colleague_id, refusal.name)
        case NotConfirmer(substitution_id=substitution_id):
            occasion = Occasion(session, now, person.official_id)
            return substitute_outcomes.refused(refusal, await confirmer_names(occasion, substitution_id))
        case ColleagueCannot() | ColleagueUnreachable() | NoSeatToHandOver():
            return substitute_outcomes.refused(refusal)
        case CannotChange():
            return change_refusals.refused(refusal, now)
        case HoursOutOfReason():
            return own_hours.out_of_reason(refusal)
        case BadHoliday():
            return holidays.cannot(refusal)
        case YearConfirmed():
            return holidays.confirmed_already(refusal)
        case CannotDelegate():
            return delegating.cannot(refusal)
        case WishSettled(wish_id=wish_id):
            return quotas.settled(await wish_of(session, wish_id))
        case SurveyOver():
            return surveys.over()
        case ResultRefusal():
            return result_refusals.refused(refusal, now)
        case AnnouncementRefusal():
            return await explain_announcement(session, refusal, now)
        case OpeningRefusal():
            return explain_opening(refusal, person)
        case RollRefusal():
            return roll_refusals.refused(refusal, now)
        case LinkedAsAnother():
            return refusals.refused(refusal, now, [[buttons.NOT_ME.on()], [buttons.HOME.on()]])
        case LinkRequestSettled(request_id=request_id):
            return link_requests.settled(*await outcome_of(session, request_id))
        case CaseSettled(case_id=case_id):
            line = await case_line(session, case_id)
            if line.case.official_id == person.official_id:
                return my_data.page(await held(session, line.case.official_id, now), now)
            return data_cases.settled(line, now, await decider_of(session, line.case))
        case OwnCase():
            return refusals.refused(refusal, now, [[buttons.MY_DATA.on()]])
        case TooManyTries():
            return refusals.refused(refusal, now, [[buttons.ASK_COORDINATOR.on()]])
        case NoLongerThere() | NotLinked() | InviteInvalid() | TooMuch():
            return refusals.refused(refusal, now, [[buttons.HOME.on()]])
    course_id: int | None = getattr(refusal, "course_id", None)
    if course_id is not None:
        return await _with_other_ways(session, refusal, course_id, person, now)
    return refusals.refused(refusal, now, [])


async def _with_holders(session: Session, registration_id: int, now: datetime) -> tuple[Request, list[str]]:
    request = await request_of(session, registration_id)
    return request, (await who_has_it(session, [request], now)).get(request.id, [])


async def _with_other_ways(
    session: Session, refusal: Refusal, course_id: int, person: Person, now: datetime
) -> Message:
    way = await way_out(session, person.official_id, refusal, now) if person.official_id is not None else None
    rows = [[refusals.way_button(way)]] if way is not None else []
    if refusal.may_queue:
        rows, advice = [[buttons.JOIN_QUEUE.on(course_id)], *rows], refusals.QUEUE_ADVICE
    else:
        advice = refusals.advice(way, await coordinator_name(session, course_id))
    return refusals.refused(refusal, now, [*rows, [buttons.BACK.on(course_id), buttons.LIST.on()]], advice)
