"""Letters about the week to come."""

from dataclasses import replace
from datetime import date

from bot.buttons import WHY_THIS
from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import week_ahead
from models.account import user_of
from models.inbox import inbox
from models.news.week_ahead import WeekAhead
from models.objection_view import count_objections
from models.person import who_is
from models.topics import Topic, wanted_topics
from models.week_ahead import away_in, own_week

letters = Letters()


@letters.of(WeekAhead)
async def week_to_come(occasion: Occasion, news: WeekAhead) -> Message | None:
    """None when nothing is left of what it was owed for."""
    session, now, official_id = occasion.session, occasion.now, occasion.official_id
    user_id = await user_of(session, official_id) if official_id is not None else None
    if official_id is None or user_id is None:
        return None
    monday = date.fromisoformat(news.monday)
    person = await who_is(session, user_id, now)
    wanted = await wanted_topics(session, official_id)
    own = await own_week(session, official_id, monday, now) if wanted[Topic.own_week] else []
    is_told_of_unit = wanted[Topic.unit_week] and bool(person.leads)
    away = await away_in(session, person.leads, monday, now) if is_told_of_unit else []
    waiting = (await inbox(session, person, now)).total if is_told_of_unit else 0
    objections = await count_objections(session, person, now) if is_told_of_unit else 0
    if not (own or away or waiting or objections):
        return None
    message = week_ahead.week(monday, own, away, waiting, objections, now)
    topic = Topic.unit_week if away or waiting or objections else Topic.own_week
    return replace(message, buttons=[*message.buttons, [WHY_THIS.on(topic)]])
