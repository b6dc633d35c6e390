"""What a second process adds: `python -m benchmarks.two`. Two on one PostgreSQL behind a webhook, beside one.

Each person's next update goes to the next process, after the 200 for the one before, as Telegram brings them; some are
brought twice at the same moment, to both. Afterwards every registration must be there once, with one line of the trail.
A process and the load take a core each: where there are fewer cores than that, the ratio says less than the processor
time for an answer, which does not grow if the processes do not hinder each other.
"""

import argparse
import asyncio
import json
import random
import socket
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

import uvloop
from sqlalchemy import func, select

from benchmarks.echo_bots import TOKEN
from benchmarks.province import FIRST, fill
from benchmarks.stub import Answer, Ask, Stub, nothing
from benchmarks.under_load import (
    CORES,
    HEAD,
    OURS,
    WARM_UP,
    Result,
    leave_a_core,
    served,
    spent_by_server,
    spread,
    started,
)
from benchmarks.updates import Registering, lookup
from bot.webhook import SECRET_HEADER, default_secret
from models.audit import AuditEntry
from models.database import Database
from models.registration import Registration
from tests import postgres

PEOPLE, COURSES = 64, 600
TWICE = 0.02  # of the updates
AIM = 1.6


@dataclass
class Courier:
    """Brings updates to the processes in turn, each over a connection of the person's own."""

    ports: list[int]
    ask: Ask
    answers: list[Answer] = field(default_factory=list)
    brought_twice: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    ids: int = field(default_factory=lambda: int(time.time() * 10_000))

    async def serve(self, person: int) -> None:
        """One person, who asks again once answered."""
        lines = [await asyncio.open_connection("127.0.0.1", port) for port in self.ports]
        turn = 0
        while (update := self.ask(person, turn)) is not None:
            self.ids += 1
            body = json.dumps({"update_id": self.ids, **update}).encode()
            began = time.perf_counter()
            if len(lines) > 1 and self.chance.random() < TWICE:
                self.brought_twice += 1
                await asyncio.gather(*(bring(line, body) for line in lines))
            else:
                await bring(lines[(person + turn) % len(lines)], body)
            self.answers.append(Answer(person, time.perf_counter(), time.perf_counter() - began))
            turn += 1


async def bring(line: tuple[asyncio.StreamReader, asyncio.StreamWriter], body: bytes) -> None:
    """Post it until it is taken."""
    reader, writer = line
    head = (
        f"POST /hook HTTP/1.1\r\nHost: bench\r\n{SECRET_HEADER}: {default_secret(TOKEN)}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    while True:
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next(line.partition(":")[2] for line in answer.split("\r\n") if line.startswith("content-length"))
        await reader.readexactly(int(length))
        if answer.split(" ")[1] == "200":
            return
        await asyncio.sleep(0.1)


async def measure(name: str, ask: Ask, processes: int, url: str, server: str, seconds: float) -> tuple[Result, Courier]:
    """The row of so many processes, and who brought them the updates."""
    stub = Stub(nothing, range(0))
    ports = [free_port() for _ in range(processes)]
    with ExitStack() as stack:
        async with served(stub) as address:
            more = {"DATABASE_URL": url, "WEBHOOK_URL": "http://127.0.0.1:9/hook"}
            bots = [
                stack.enter_context(started(OURS, address, {**more, "LISTEN": f"127.0.0.1:{port}"}, core % CORES))
                for core, port in enumerate(ports)
            ]
            for port in ports:
                await listening(port)
            courier = Courier(ports, ask)
            asking = [asyncio.create_task(courier.serve(FIRST + n)) for n in range(PEOPLE)]
            await asyncio.sleep(WARM_UP)
            began, before, beside = time.perf_counter(), sum(bot.spent() for bot in bots), spent_by_server(server)
            await asyncio.sleep(seconds)
            ended, after = time.perf_counter(), sum(bot.spent() for bot in bots)
            beside = spent_by_server(server) - beside
            memory = max(bot.resident() for bot in bots)
            for task in asking:
                task.cancel()
            for found in await asyncio.gather(*asking, return_exceptions=True):
                if isinstance(found, Exception):
                    raise found
    taken = [answer for answer in courier.answers if began <= answer.at <= ended]
    median, p99, _ = spread(taken)
    many = max(1, len(taken))
    rate = len(taken) / (ended - began)
    row = Result(name, rate, median, p99, (after - before) / many * 1000, memory, beside / many * 1000)
    return row, courier


async def listening(port: int) -> None:
    while True:
        with suppress(ConnectionError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def is_kept(url: str, answered: int) -> bool:
    """Print what the rows say: whether every registration is there, once, with one line of the trail."""
    database = Database(url)
    pair = (Registration.official_id, Registration.course_id)
    doubled = select(*pair).group_by(*pair).having(func.count() > 1).subquery()
    async with database.reading() as session:
        many = await session.scalar(select(func.count()).select_from(Registration)) or 0
        twice = await session.scalar(select(func.count()).select_from(doubled))
        lines = await session.scalar(select(func.count()).where(AuditEntry.action == "register"))
    await database.close()
    kept = twice == 0 and lines == many >= answered
    print(
        f"  {answered} answered, {many} registrations, {lines} lines of the trail, {twice} doubled:"
        f" {'kept' if kept else 'BROKEN'}"
    )
    return kept


async def compare(seconds: float) -> bool:
    """Print the rows and what the database says afterwards; whether no promise is broken."""
    asks: dict[str, Any] = {"/lop": lookup, "registrations": Registering(COURSES)}
    kept = True
    with postgres.running() as server:
        for what, ask in asks.items():
            rows = []
            for processes in (1, 2):
                url = postgres.create(server, f"{what.strip('/')}{processes}")
                await fill(url, PEOPLE, COURSES if what == "registrations" else 30)
                row, courier = await measure(f"{what}, processes: {processes}", ask, processes, url, server, seconds)
                row.show()
                rows.append(row)
                if what == "registrations":
                    kept &= await is_kept(url, len(courier.answers))
                    print(f"  {courier.brought_twice} updates were brought to both at once")
            one, two = rows
            cpu = (one.cpu_ms + one.database_ms) / max(0.01, two.cpu_ms + two.database_ms)
            print(
                f"{what}: {two.per_second / max(1.0, one.per_second):.2f} x one process on {CORES} cores, with a core"
                f" for each at most {2 * cpu:.2f} x (aim {AIM} where cores allow)"
            )
    return kept


def main() -> None:
    """Exit 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6)
    options = parser.parse_args()
    leave_a_core()
    print(f"{PEOPLE} people at once, PostgreSQL, webhook\n{HEAD}")
    sys.exit(not uvloop.run(compare(options.seconds)))


if __name__ == "__main__":
    main()
