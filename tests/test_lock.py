"""The pinned packages: complete, with hashes, and bound to no index."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_names_no_address() -> None:
    assert [line for line in LOCK.splitlines() if "://" in line] == []


def test_every_pin_has_its_hashes() -> None:
    pins = re.split(r"\n(?=\S)", LOCK)
    assert [pin.split()[0] for pin in pins if "==" not in pin.split()[0] or "--hash=sha256:" not in pin] == []


def test_every_package_that_we_name_is_pinned() -> None:
    """Then the lock is not older than pyproject.toml: run `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = {plain(line) for line in (*project["project"]["dependencies"], *project["dependency-groups"]["dev"])}
    assert named - {plain(line) for line in LOCK.splitlines() if "==" in line} == set()


def plain(requirement: str) -> str:
    """The name of a package as PyPI normalises it."""
    found = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else requirement


def test_the_lock_of_uv_is_not_kept() -> None:
    """It would record the address of whatever index wrote it."""
    assert subprocess.run(["git", "ls-files", "uv.lock"], cwd=ROOT, capture_output=True).stdout == b""
