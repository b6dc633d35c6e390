"""The survey of closing day: one living message that shows the next question after each tap; and its outcome."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import survey_report as report_texts
from bot.texts import surveys as texts
from models.refusals import NoLongerThere
from models.survey import Question, add_sentence, answer, asked
from models.survey_report import survey_report

routes = Routes()
SENTENCE = "survey_sentence"


@routes.press(buttons.SURVEY, work=Work.writes)
async def show(context: Context) -> Message:
    """«Huỷ» of the question for a sentence comes here too, so it ends."""
    await context.forget()
    return texts.ask(await asked(context.session, context.person, context.id(), context.now))


@routes.press(buttons.SURVEY_ANSWER, work=Work.writes)
async def take_answer(context: Context) -> Message:
    """A second tap on the same button says the same again."""
    question, value = context.id(1), context.id(2)
    found = await answer(context.session, context.person, context.id(), question, value, context.now)
    return texts.ask(found)


@routes.press(buttons.SURVEY_CHANGE)
async def change(context: Context) -> Message:
    if context.id(1) not in set(Question):
        raise NoLongerThere
    found = await asked(context.session, context.person, context.id(), context.now)
    return texts.ask(found, Question(context.id(1)))


@routes.press(buttons.SURVEY_SENTENCE, work=Work.writes)
async def ask_sentence(context: Context) -> Message:
    found = await asked(context.session, context.person, context.id(), context.now)
    await context.expect(SENTENCE, registration_id=context.id())
    return texts.ask_sentence(found)


@routes.step(SENTENCE)
async def take_sentence(context: Context) -> Message:
    await context.forget()
    registration_id = int((context.person.data or {})["registration_id"])
    return texts.ask(await add_sentence(context.session, context.person, registration_id, context.text, context.now))


@routes.press(buttons.SURVEY_OUTCOME)
async def show_outcome(context: Context) -> Message:
    """For who runs courses, and for who taught in this one."""
    found = await survey_report(context.session, context.person, context.id(), context.now)
    return report_texts.report(found)
