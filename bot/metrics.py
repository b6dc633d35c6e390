"""What can be read from outside about how the bot fares: counted here, served at /metrics."""

from functools import cache
from typing import TypeVar

from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.metrics import MetricWrapperBase

Metric = TypeVar("Metric", bound=MetricWrapperBase)

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

UPDATES = Counter("bot_updates", "Updates handled, by what was asked and how it ended", ["what", "end"])
UPDATE_SECONDS = Histogram(
    "bot_update_seconds", "From the moment that an update came until it was answered", ["what"], buckets=SECONDS
)
LEFT_OUT = Counter("bot_updates_left_out", "Updates that nobody was to be kept waiting by", ["why"])
CALLS = Counter("bot_telegram_calls", "Calls of the Bot API; status 429: too fast", ["method", "status"])
PENDING_UPDATES = Gauge("bot_telegram_pending_updates", "Updates that Telegram holds for us, as last asked")
REFUSED_POSTS = Counter("bot_webhook_refused", "Posts that we did not believe or could not read", ["why"])

NOTICES = Counter("bot_notices", "Notices by how they ended", ["end"])
NOTICES_DUE = Gauge("bot_notices_due", "Notices that wait although they could be sent now")
NOTICES_IN_FLIGHT = Gauge("bot_notices_in_flight", "Notices that a postman has in hand")
NOTICES_LATE = Gauge("bot_notices_late_seconds", "By how long the oldest of those that could be sent is overdue")

ON_DUTY = Gauge("bot_on_duty", "1 in the process that ticks and delivers")
JOB_SUCCESS = Gauge("bot_job_last_success_timestamp_seconds", "When a job last ended well", ["job"])
JOB_FAULTS = Counter("bot_job_faults", "Runs of a job that failed", ["job"])


@cache
def labelled(metric: Metric, *labels: str) -> Metric:
    """`metric.labels(…)`, found once for each of our few names: it takes a lock and longer than the counting."""
    return metric.labels(*labels)
