"""The demo's clock runs ahead, and what falls due on the way is delivered at its hour."""

import asyncio
from datetime import datetime, timedelta

from bot.time_machine import TimeMachine
from jobs import tick
from jobs.desk import desk_of
from models.kinds import Route
from tests.conftest import ZONE
from tests.world import World


async def test_what_falls_due_on_the_way_arrives_at_its_hour_and_in_order(world: World) -> None:
    lan = await world.official("Lan")
    await world.course("Chuyển đổi số", route=Route.none, starts_in=9)
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    desk = desk_of(world.app)
    machine = TimeMachine(world.clock)
    machine.set_up(world.database, lambda: tick(desk), world.app.postman.wake)
    delivering = asyncio.create_task(world.app.postman.run())
    await machine.move(timedelta(days=10))
    world.app.postman.stop()
    await delivering
    reminders = [
        datetime.fromtimestamp(shown.date, ZONE).strftime("%d/%m %H:%M") for shown in lan.seen if "🔔" in shown.text
    ]
    assert reminders == ["27/11 08:00", "03/12 16:00", "04/12 06:00", "04/12 16:00"]
    assert world.clock.now() == datetime(2026, 12, 5, 9, tzinfo=ZONE)
