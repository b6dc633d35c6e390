"""A learner leaves the trainer one question before the course begins, changes it, or takes it back."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import class_questions as texts
from models.class_question import LONGEST, ask, own_question

routes = Routes()
STEP = "class_question"


@routes.press(buttons.ASK_TRAINER, work=Work.writes)
async def question(context: Context) -> Message:
    course, asked = await own_question(context.session, context.person, context.id(), context.now)
    await context.expect(STEP, registration_id=context.id())
    return texts.ask(course, context.id(), asked)


@routes.step(STEP)
async def take(context: Context) -> Message:
    registration_id = int((context.person.data or {})["registration_id"])
    text = " ".join(context.text.split())
    if len(text) > LONGEST:
        return texts.too_long(registration_id, len(text))
    course = await ask(context.session, context.person, registration_id, text, context.now)
    await context.forget()
    return texts.kept(course, text)


@routes.press(buttons.TAKE_QUESTION_BACK, work=Work.writes)
async def take_back(context: Context) -> Message:
    course = await ask(context.session, context.person, context.id(), "", context.now)
    await context.forget()
    return texts.taken_back(course)
