"""Certificates in the chat: coordinators give, withdraw and replace them; holders and coordinators get them as PDF."""

import asyncio
from collections.abc import Sequence

from bot import buttons
from bot.context import Context
from bot.invitations import deep_link
from bot.message import Message
from bot.papers.certificate_facts import CertificateFacts
from bot.papers.writing import write_certificates
from bot.routes import Routes, Work
from bot.texts import certificates as texts
from models.certificate import Certificate, issue, issue_all
from models.certificate_changes import reissue, replace_lost, withdraw_certificate
from models.certificate_desk import (
    CertificatePage,
    certificate_card,
    completed,
    completed_line,
    completed_registration,
    page_of,
    pages_of,
)
from models.course import Course
from models.database import let_go
from models.kinds import Role
from models.refusals import NoLongerThere

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
WITHDRAWING = "withdraw_certificate"


@routes.press(buttons.CERTIFICATES, needs=STAFF)
async def show_list(context: Context) -> Message:
    return await _list(context, context.id(), min(context.id(1), 9999))


@routes.press(buttons.ISSUE, needs=STAFF)
async def ask_one(context: Context) -> Message:
    one = await completed_line(context.session, context.person, context.id())
    if one.certificate_id is not None:
        return await _card(context, one.certificate_id)
    return texts.ask_issue(one, min(context.id(1), 9999))


@routes.press(buttons.CONFIRM_ISSUE, needs=STAFF, work=Work.writes)
async def give_one(context: Context) -> Message:
    registration = await completed_registration(context.session, context.person, context.id())
    certificate = await issue(context.session, registration, context.now, by=context.person)
    return await _card(context, certificate.id)


@routes.press(buttons.ISSUE_ALL, needs=STAFF)
async def ask_all(context: Context) -> Message:
    return texts.ask_issue_all(await _course(context, context.id()), context.id(1))


@routes.press(buttons.CONFIRM_ISSUE_ALL, needs=STAFF, work=Work.writes)
async def give_all(context: Context) -> Message:
    """Those who have one are left alone."""
    course = await _course(context, context.id())
    given = await issue_all(context.session, context.person, course.id, context.now)
    return await _list(context, course.id, 0, len(given))


@routes.press(buttons.CERTIFICATE, needs=STAFF, work=Work.writes)
async def show_one(context: Context) -> Message:
    """«Quay lại» from the question for the reason comes here too, so an open question ends."""
    await context.forget()
    return await _card(context, context.id())


@routes.press(buttons.WITHDRAW_CERTIFICATE, needs=STAFF, work=Work.writes)
async def ask_reason(context: Context) -> Message:
    seen = await certificate_card(context.session, context.person, context.id())
    if not seen.certificate.is_valid:
        return texts.card(seen, context.now)
    await context.expect(WITHDRAWING, certificate_id=context.id())
    return texts.ask_reason(seen.certificate)


@routes.step(WITHDRAWING, needs=STAFF)
async def withdraw(context: Context) -> Message:
    await context.forget()
    certificate_id = int((context.person.data or {})["certificate_id"])
    await withdraw_certificate(context.session, context.person, certificate_id, context.text, context.now)
    return await _card(context, certificate_id)


@routes.press(buttons.CERTIFICATE_LOST, needs=STAFF)
async def ask_lost(context: Context) -> Message:
    return texts.ask_lost((await certificate_card(context.session, context.person, context.id())).certificate)


@routes.press(buttons.CONFIRM_LOST, needs=STAFF, work=Work.writes)
async def give_statement(context: Context) -> Message:
    statement = await replace_lost(context.session, context.person, context.id(), context.now)
    return await _card(context, statement.id)


@routes.press(buttons.REISSUE, needs=STAFF)
async def ask_reissue(context: Context) -> Message:
    return texts.ask_reissue((await certificate_card(context.session, context.person, context.id())).certificate)


@routes.press(buttons.CONFIRM_REISSUE, needs=STAFF, work=Work.writes)
async def give_anew(context: Context) -> Message:
    certificate = await reissue(context.session, context.person, context.id(), context.now)
    return await _card(context, certificate.id)


@routes.press(buttons.CERTIFICATE_PDF, work=Work.outside)
async def send_pdf(context: Context) -> Message:
    """For its holder, and for those who run courses."""
    async with context.database.writing() as session:
        page = await page_of(session, context.person, context.id(), context.now)
        await let_go(session)
    return texts.pdf([page.certificate], await _pdf(context, [page]))


@routes.press(buttons.CERTIFICATES_PDF, needs=STAFF, work=Work.outside)
async def send_all_pdf(context: Context) -> Message:
    async with context.database.writing() as session:
        pages = await pages_of(session, context.person, context.id(), context.now)
        course = await session.get_one(Course, context.id())
        await let_go(session)
    return texts.pdf([page.certificate for page in pages], await _pdf(context, pages), course.code)


async def _pdf(context: Context, pages: Sequence[CertificatePage]) -> bytes:
    """Drawn in a thread, after the commit."""
    facts = [_facts(context, page.certificate, page) for page in pages]
    return await asyncio.to_thread(write_certificates, facts)


def _facts(context: Context, certificate: Certificate, page: CertificatePage) -> CertificateFacts:
    return CertificateFacts(certificate, deep_link(context.bot_name, certificate.payload), page.birth_date)


async def _card(context: Context, certificate_id: int) -> Message:
    return texts.card(await certificate_card(context.session, context.person, certificate_id), context.now)


async def _list(context: Context, course_id: int, page: int, added: int | None = None) -> Message:
    course = await _course(context, course_id)
    return texts.listing(course, await completed(context.session, context.person, course_id), page, added)


async def _course(context: Context, course_id: int) -> Course:
    course = await context.session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    return course
