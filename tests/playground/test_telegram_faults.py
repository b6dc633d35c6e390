"""Scripted faults look to the bot as the real ones do, and the ledger knows what was delivered all the same."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from playground.faults import Fault
from playground.person import Person
from playground.telegram import Telegram


async def test_too_many_requests_delivers_nothing_and_says_when(telegram: Telegram, bot: Bot, lan: Person) -> None:
    telegram.faults.next("sendMessage", Fault.too_many(3), times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(lan.id, "x")
        assert refused.value.retry_after == timedelta(seconds=3)
    await bot.send_message(lan.id, "x")
    assert lan.sent_count("x") == 1
    assert telegram.faults.waiting == 0


async def test_a_fault_may_wait_for_one_chat_and_one_method(telegram: Telegram, bot: Bot, lan: Person) -> None:
    hoa = telegram.person(1002, "Hòa").start()
    telegram.faults.next("sendMessage", Fault.answer(403, "Forbidden: bot was kicked"), chat_id=hoa.id)
    await bot.send_message(lan.id, "x")
    await bot.send_chat_action(hoa.id, "typing")
    with pytest.raises(Forbidden, match="bot was kicked"):
        await bot.send_message(hoa.id, "x")
    await bot.send_message(hoa.id, "x")


async def test_a_refused_connection_can_be_told_from_a_cut_one(telegram: Telegram, bot: Bot, lan: Person) -> None:
    telegram.faults.next("sendMessage", Fault.not_connected())
    telegram.faults.next("sendMessage", Fault.cut())
    telegram.faults.next("sendMessage", Fault.cut(delivered=True))
    for cause, delivered in [
        (aiohttp.ClientConnectorError, 0),
        (aiohttp.ServerDisconnectedError, 0),
        (aiohttp.ServerDisconnectedError, 1),
    ]:
        with pytest.raises(NetworkError) as trouble:
            await bot.send_message(lan.id, "x")
        assert not isinstance(trouble.value, BadRequest | TimedOut)
        assert type(trouble.value.__cause__) is cause
        assert lan.sent_count("x") == delivered


async def test_a_timeout_may_come_after_delivery(telegram: Telegram, bot: Bot, lan: Person) -> None:
    telegram.faults.next("sendMessage", Fault.timeout_after_delivery())
    with pytest.raises(TimedOut) as trouble:
        await bot.send_message(lan.id, "x")
    assert isinstance(trouble.value.__cause__, asyncio.TimeoutError)
    assert lan.last.text == "x"


async def test_a_slow_answer_is_late_but_the_message_is_there(telegram: Telegram, bot: Bot, lan: Person) -> None:
    telegram.faults.next("sendMessage", Fault.slow(30))
    with pytest.raises(TimedOut):
        await bot.send_message(lan.id, "x", read_timeout=0.02)
    telegram.faults.next("sendMessage", Fault.slow(0.01))
    await bot.send_message(lan.id, "y")
    assert (lan.sent_count("x"), lan.sent_count("y")) == (1, 1)


async def test_gateways_and_servers_fail_and_chats_move(telegram: Telegram, bot: Bot, lan: Person) -> None:
    telegram.faults.next("*", Fault.bad_gateway())
    telegram.faults.next("*", Fault.server_error(delivered=True))
    telegram.faults.next("*", Fault.migrate(-100123))
    assert await bot.get_updates() == ()
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(lan.id, "x")
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(lan.id, "y")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(lan.id, "z")
    assert moved.value.new_chat_id == -100123
    assert [shown.text for shown in lan.seen] == ["/start", "y"]


async def test_the_limit_of_a_chat_is_one_a_second_after_a_burst_of_three(
    telegram: Telegram, bot: Bot, lan: Person, clock
) -> None:
    telegram.limits.on = True
    for _ in range(3):
        await bot.send_message(lan.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(lan.id, "x")
    clock.forward(1)
    await bot.send_message(lan.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(lan.id, "x")
    assert telegram.limits.refused == 2


async def test_the_limit_of_the_bot_is_30_a_second(telegram: Telegram, bot: Bot, clock) -> None:
    telegram.limits.on = True
    people = [telegram.person(2000 + n, f"N{n}").start() for n in range(31)]
    for person in people[:30]:
        await bot.send_message(person.id, "x")
        clock.forward(0.01)
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "x")
    clock.forward(0.8)
    await bot.send_message(people[30].id, "x")


async def test_the_ledger_keeps_what_was_sent_edited_deleted_and_answered(
    telegram: Telegram, bot: Bot, lan: Person, clock
) -> None:
    message = await bot.send_message(lan.id, "một")
    clock.forward(5)
    await message.edit_text("hai")
    await message.delete()
    assert [(entry.kind, entry.text, entry.at - clock()) for entry in telegram.ledger.of(lan.id)] == [
        ("sent", "một", -5),
        ("edited", "hai", 0),
        ("deleted", "hai", 0),
    ]
    assert lan.sent_count("một") == 1
    assert lan.sent_count("một", since=clock()) == 0
