"""How the bot speaks and listens: settings, context, buttons, texts, intake, postman."""

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import cast

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's coming way to tell durations; the old one warns


def _openpyxl_alone() -> None:
    """It takes in numpy, Pillow and lxml where they are: 20 MB and 0.4 s of every start, for cells and pictures that we
    never write, and must never open. Strangers' files it then reads with defusedxml."""
    absent = [one for one in ("numpy", "PIL", "lxml") if one not in sys.modules]
    sys.modules.update({one: cast("ModuleType", None) for one in absent})  # what an import then finds is nothing
    import_module("openpyxl")
    for one in absent:
        del sys.modules[one]


_openpyxl_alone()
