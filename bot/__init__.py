"""How the bot speaks and listens: settings, context, buttons, texts, intake, postman."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's coming way to tell durations; the old one warns
