"""What the clock asks of the bot: the timetable. It says only how often; which hour counts is a rule in `models/`."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.metrics import JOB_FAULTS, JOB_SUCCESS
from jobs.ask_for_effects import ask_for_effects
from jobs.ask_for_holidays import ask_for_holidays
from jobs.ask_in_surveys import ask_in_surveys
from jobs.attend_substitutions import attend_substitutions
from jobs.check_promises import check_promises
from jobs.copy_unread_changes import copy_unread_changes
from jobs.desk import Desk
from jobs.forget_old import forget_old
from jobs.lapse_wishes import lapse_wishes
from jobs.pass_on_delegations import pass_on_delegations
from jobs.refresh_search import refresh_search
from jobs.remind_of_closings import remind_of_closings
from jobs.remind_of_meetings import remind_of_meetings
from jobs.remind_of_quotas import remind_of_quotas
from jobs.remind_of_results import remind_of_results
from jobs.run_announcements import run_announcements
from jobs.seal_audit import seal_audit
from jobs.send_advice import send_advice
from jobs.send_weekly_summary import send_weekly_summary
from jobs.send_weeks_ahead import send_weeks_ahead
from jobs.serve_queues import serve_queues
from jobs.show_progress import show_progress
from jobs.sweep_notices import sweep_notices
from jobs.tell_leaders_of_absences import tell_leaders_of_absences
from jobs.tell_of_openings import tell_of_openings
from jobs.tell_trainers import tell_trainers
from jobs.turn_roll_codes import turn_roll_codes
from jobs.watch_approvals import watch_approvals
from jobs.watch_data_cases import watch_data_cases

Job = Callable[[Desk], Awaitable[None]]

EVERY: dict[Job, timedelta] = {
    sweep_notices: timedelta(seconds=30),
    serve_queues: timedelta(seconds=20),
    attend_substitutions: timedelta(seconds=60),
    watch_approvals: timedelta(minutes=1),
    pass_on_delegations: timedelta(minutes=1),
    lapse_wishes: timedelta(minutes=1),
    remind_of_quotas: timedelta(minutes=10),
    ask_for_holidays: timedelta(minutes=30),
    run_announcements: timedelta(seconds=2),
    show_progress: timedelta(seconds=2),
    turn_roll_codes: timedelta(seconds=3),
    tell_trainers: timedelta(seconds=30),
    tell_leaders_of_absences: timedelta(minutes=5),
    remind_of_meetings: timedelta(minutes=1),
    remind_of_closings: timedelta(minutes=15),
    tell_of_openings: timedelta(minutes=1),
    remind_of_results: timedelta(minutes=10),
    ask_in_surveys: timedelta(minutes=2),
    ask_for_effects: timedelta(minutes=15),
    copy_unread_changes: timedelta(minutes=5),
    send_weekly_summary: timedelta(minutes=1),
    send_advice: timedelta(minutes=5),
    send_weeks_ahead: timedelta(minutes=5),
    refresh_search: timedelta(seconds=15),
    check_promises: timedelta(minutes=10),
    seal_audit: timedelta(minutes=1),
    watch_data_cases: timedelta(minutes=10),
    forget_old: timedelta(hours=1),
}


async def tick(desk: Desk) -> None:
    """Let every job look once at what is due, whatever the time since the last."""
    for job in EVERY:
        await job(desk)


def timetable(desk: Desk) -> AsyncIOScheduler:
    """A ticker that holds no data: a late or doubled tick asks the same question again (APScheduler's default skips
    a run that is one second late)."""
    scheduler = AsyncIOScheduler(
        timezone=desk.clock.zone, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    for job, every in EVERY.items():
        scheduler.add_job(
            job, "interval", [desk], seconds=every.total_seconds(), id=job.__name__, replace_existing=True
        )
    scheduler.add_listener(_noted, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
    return scheduler


def _noted(event: JobExecutionEvent) -> None:
    if event.exception is not None:
        JOB_FAULTS.labels(event.job_id).inc()
    else:
        JOB_SUCCESS.labels(event.job_id).set_to_current_time()
