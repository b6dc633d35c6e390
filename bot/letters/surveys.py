"""Letters of surveys: they show the next question as of now, and are dropped when nothing is left to ask."""

from datetime import date

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import effects, survey_report, surveys
from models.account import user_of
from models.effect import effects_seen_by, open_effect
from models.news.surveys import EffectAsked, EffectAskedOfLeader, SurveyAsked, SurveyClosed
from models.person import Person, who_is
from models.survey import survey_of
from models.survey_report import survey_report as report_of

letters = Letters()


@letters.of(SurveyAsked)
async def asked(occasion: Occasion, news: SurveyAsked) -> Message | None:
    """None when it is answered or over, or is not theirs to answer any more."""
    found = await survey_of(occasion.session, news.registration_id, occasion.now)
    return surveys.ask(found) if found is not None and found.next is not None else None


@letters.of(SurveyClosed)
async def closed(occasion: Occasion, news: SurveyClosed) -> Message | None:
    """None for who neither teaches in the course nor runs courses any more."""
    person = await _reader(occasion)
    if person is None:
        return None
    found = await report_of(occasion.session, person, news.course_id, occasion.now)
    return survey_report.outcome(found) if found.is_shown else None


@letters.of(EffectAsked)
async def effect_asked(occasion: Occasion, news: EffectAsked) -> Message | None:
    """None when it is answered, or the result was taken back."""
    found = await open_effect(occasion.session, news.registration_id)
    return effects.ask(found) if found is not None and (found.used is None or found.hindrance is None) else None


@letters.of(EffectAskedOfLeader)
async def effect_asked_of_leader(occasion: Occasion, news: EffectAskedOfLeader) -> Message | None:
    """None when nobody is left to ask about, or the reader decides for no commune any more."""
    person = await _reader(occasion)
    if person is None:
        return None
    month = date.fromisoformat(news.month)
    found = await effects_seen_by(occasion.session, person, month, occasion.now)
    return effects.of_leader(found, month) if any(one.seen is None for one in found) else None


async def _reader(occasion: Occasion) -> Person | None:
    user_id = await user_of(occasion.session, occasion.official_id) if occasion.official_id is not None else None
    return await who_is(occasion.session, user_id, occasion.now) if user_id is not None else None
