"""Policy values with dates and legal basis: what the law may change is data."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session


class Policy(StrEnum):
    """Names of the values; what each means and where it comes from stands in `catalogue/policies.csv`."""

    yearly_hours = "yearly_hours"
    link_tries = "link_tries"
    link_wait_minutes = "link_wait_minutes"
    invite_days = "invite_days"
    work_morning_from = "work_morning_from"
    work_morning_to = "work_morning_to"
    work_afternoon_from = "work_afternoon_from"
    work_afternoon_to = "work_afternoon_to"
    offer_hours = "offer_hours"
    offer_least_hours = "offer_least_hours"
    remind_deciders_hours = "remind_deciders_hours"
    ask_second_hours = "ask_second_hours"
    ask_coordinator_hours = "ask_coordinator_hours"
    decide_least_hours = "decide_least_hours"
    withdraw_cutoff_hours = "withdraw_cutoff_hours"
    duty_binds_can_bo = "duty_binds_can_bo"
    duty_binds_cong_chuc = "duty_binds_cong_chuc"
    duty_binds_vien_chuc = "duty_binds_vien_chuc"
    duty_binds_dai_bieu_hdnd = "duty_binds_dai_bieu_hdnd"
    duty_binds_khong_chuyen_trach = "duty_binds_khong_chuyen_trach"
    delegation_days = "delegation_days"
    quota_keep_days = "quota_keep_days"
    quota_remind_hours = "quota_remind_hours"
    alone_up_to = "alone_up_to"
    trial_people = "trial_people"
    trial_errors_percent = "trial_errors_percent"
    certificate_number = "certificate_number"
    statement_number = "statement_number"
    certificate_lookups = "certificate_lookups"
    certificate_lookup_minutes = "certificate_lookup_minutes"
    remind_first_days = "remind_first_days"
    remind_first_at = "remind_first_at"
    remind_first_hours = "remind_first_hours"
    remind_day_at = "remind_day_at"
    closing_days = "closing_days"
    closing_every_days = "closing_every_days"
    week_ahead_at = "week_ahead_at"
    advise_first_days = "advise_first_days"
    advise_last_days = "advise_last_days"
    advise_at = "advise_at"
    half_day_hours = "half_day_hours"
    deadline_days = "deadline_days"
    openings_wait_minutes = "openings_wait_minutes"
    roll_opens_minutes = "roll_opens_minutes"
    roll_late_minutes = "roll_late_minutes"
    roll_days = "roll_days"
    roll_code_minutes = "roll_code_minutes"
    roll_tries = "roll_tries"
    roll_wait_minutes = "roll_wait_minutes"
    roll_leaders_at = "roll_leaders_at"
    attendance_least_percent = "attendance_least_percent"
    attendance_excused_meetings = "attendance_excused_meetings"
    certificate_least_percent = "certificate_least_percent"
    results_due_days = "results_due_days"
    survey_after_minutes = "survey_after_minutes"
    survey_again_days = "survey_again_days"
    survey_open_days = "survey_open_days"
    survey_least_answers = "survey_least_answers"
    effect_after_days = "effect_after_days"
    effect_open_days = "effect_open_days"
    change_unread_hours = "change_unread_hours"
    data_case_days = "data_case_days"
    data_case_remind_hours = "data_case_remind_hours"
    files_per_hour = "files_per_hour"
    data_files_per_hour = "data_files_per_hour"
    keep_updates_days = "keep_updates_days"
    keep_tries_days = "keep_tries_days"
    keep_notices_days = "keep_notices_days"
    keep_misses_days = "keep_misses_days"
    keep_invites_days = "keep_invites_days"
    keep_link_requests_days = "keep_link_requests_days"
    keep_accounts_days = "keep_accounts_days"
    keep_consents_days = "keep_consents_days"
    keep_words_days = "keep_words_days"
    keep_case_words_days = "keep_case_words_days"
    exports_shown_days = "exports_shown_days"
    know_a_day = "know_a_day"
    know_at_once = "know_at_once"
    gather_morning_at = "gather_morning_at"
    gather_evening_at = "gather_evening_at"
    own_quiet_from = "own_quiet_from"
    own_quiet_to = "own_quiet_to"
    ask_holidays_from = "ask_holidays_from"


class PolicyValue(Base):
    """A value from a day on, until a later row of the same name."""

    __tablename__ = "policy_values"
    __table_args__ = (UniqueConstraint("name", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    value: Mapped[Any] = mapped_column(JSON)
    basis: Mapped[str] = mapped_column(String(300), default="")


async def policy(session: Session, name: Policy, on: date) -> int:
    """The number in force on a day. Raises LookupError where there is none."""
    return int(await _in_force(session, name, on))


async def policy_text(session: Session, name: Policy, on: date) -> str:
    """The text in force on a day. Raises LookupError where there is none."""
    return str(await _in_force(session, name, on))


async def _in_force(session: Session, name: Policy, on: date) -> Any:
    """A missing rule must be seen, not guessed."""
    value = await session.scalar(
        select(PolicyValue.value)
        .where(PolicyValue.name == name, PolicyValue.valid_from <= on)
        .order_by(PolicyValue.valid_from.desc())
        .limit(1)
    )
    if value is None:
        raise LookupError(f"no policy value {name} on {on}")
    return value


async def policies(session: Session, on: date, *names: Policy) -> dict[Policy, int]:
    """Several values in force on a day, in one query. Raises LookupError as `policy` does."""
    return {name: value for name, (value, _) in (await policies_with_basis(session, on, *names)).items()}


async def policies_with_basis(session: Session, on: date, *names: Policy) -> dict[Policy, tuple[int, str]]:
    """The same with the legal basis of each."""
    rows = await session.execute(
        select(PolicyValue.name, PolicyValue.value, PolicyValue.basis)
        .where(PolicyValue.name.in_(names), PolicyValue.valid_from <= on)
        .order_by(PolicyValue.valid_from)
    )
    found = {Policy(name): (int(value), basis) for name, value, basis in rows}
    if missing := set(names) - found.keys():
        raise LookupError(f"no policy values {sorted(missing)} on {on}")
    return found
