"""How the bot speaks and listens: settings, context, buttons, texts, intake, postman."""

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import cast

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's coming way to tell durations; the old one warns


def _openpyxl_alone() -> None:
    """It takes in numpy where there is one, 11 MB and 0.4 s of every start, for types of cells that we never write."""
    if "numpy" not in sys.modules:
        sys.modules["numpy"] = cast("ModuleType", None)  # what an import then finds is nothing
        import_module("openpyxl")
        del sys.modules["numpy"]


_openpyxl_alone()
