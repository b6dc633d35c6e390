"""The rules of the house (README, «The house»): each is a test, because a rule without one decays."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from bot.letters import LETTERS
from models.news.base import News

ROOT = Path(__file__).parent.parent
ROOMS = {"models": 0, "bot": 1, "handlers": 2, "jobs": 2, "playground": 2, "main": 3}  # the floor of each
BESIDE = ("tests", "migrations", "benchmarks", "rehearsal")
LONGEST = 250
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
# The contract writes «huỷ»: the tone stands on the second vowel. Names that the state gave keep its spelling.
OTHER_TONE = re.compile(r"\b\w*(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)\b", re.IGNORECASE)
STATES_SPELLING = re.compile("ủy ban nhân dân|cộng hòa xã hội|khóa bồi dưỡng|văn hóa – xã hội", re.IGNORECASE)
DRAWERS = {"utils", "helpers", "services", "manager", "common"}


def files() -> dict[str, str]:
    """The Python files of the product, the tests and what stands beside them: path from the root → text."""
    paths = [ROOT / "main.py", *(path for name in (*ROOMS, *BESIDE) for path in (ROOT / name).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


def room(path: str) -> str:
    return Path(path).parts[0].removesuffix(".py")


ALL = files()
TREES = {path: ast.parse(text, path) for path, text in ALL.items()}
OURS = [path for path in ALL if room(path) in ROOMS]
MODULES = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in OURS}


def imports(path: str) -> Iterator[str]:
    """Each module that a file imports, also inside functions; `from room import file` counts as `room.file`."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module or ""


def dotted(path: str) -> Iterator[tuple[str, str]]:
    """Every `a.b.c` in a file, each with its place."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node), f"{path}:{node.lineno}"


def strings(path: str) -> Iterator[tuple[str, str]]:
    """The string constants that are not docstrings, each with its place."""
    nodes = list(ast.walk(TREES[path]))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, f"{path}:{node.lineno}"


def within(name: str, *modules: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def test_every_room_is_looked_at() -> None:
    assert {room(path) for path in OURS} == set(ROOMS)


def test_imports_go_down() -> None:
    """Handlers and jobs never meet, the playground knows none of us, and of us only main knows it."""
    up = []
    for path in OURS:
        here = room(path)
        for name in imports(path):
            there = name.split(".")[0]
            if there in ROOMS and there != here:
                down = ROOMS[there] < ROOMS[here] and here != "playground" and (there != "playground" or here == "main")
                up += [] if down else [f"{path} imports {name}"]
    assert up == []


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    left = {module: {name for name in imports(path) if name in MODULES} - {module} for module, path in MODULES.items()}
    while free := {module for module, needs in left.items() if not needs & left.keys()}:
        left = {module: needs for module, needs in left.items() if module not in free}
    assert left == {}


def test_the_rules_do_not_know_telegram() -> None:
    assert [path for path in OURS if room(path) == "models" for name in imports(path) if within(name, "telegram")] == []


def test_handlers_and_jobs_send_nothing_themselves() -> None:
    """Nothing is sent inside a transaction: a handler returns its answer, everything else is a notice."""
    senders = ("telegram", "bot.outgoing", "bot.answering", "bot.connection", "bot.postman", "bot.transport")
    floor = [path for path in OURS if room(path) in ("handlers", "jobs")]
    assert [f"{path} imports {name}" for path in floor for name in imports(path) if within(name, *senders)] == []


def test_vietnamese_is_written_only_where_texts_live() -> None:
    elsewhere = [path for path in OURS if not path.startswith("bot/texts/") and room(path) != "playground"]
    assert [f"{place} {text}" for path in elsewhere for text, place in strings(path) if VIETNAMESE.search(text)] == []


def test_vietnamese_has_one_spelling() -> None:
    texts = [
        (STATES_SPELLING.sub("", text), place) for path in OURS if room(path) == "bot" for text, place in strings(path)
    ]
    assert [f"{place} {found[0]}" for text, place in texts for found in OTHER_TONE.finditer(text)] == []


def test_a_file_opens_by_saying_what_it_is_for() -> None:
    assert [path for path, tree in TREES.items() if ALL[path] and not ast.get_docstring(tree)] == []


def test_a_file_has_one_subject() -> None:
    """A long one has two: split it by noun or verb."""
    lengths = {path: len(ALL[path].splitlines()) for path in OURS}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    assert [path for path in ALL if {part.removesuffix(".py") for part in Path(path).parts} & DRAWERS] == []


def test_the_clock_is_read_at_the_edge() -> None:
    """Rules are given `now`. How long something took is no clock: `time.monotonic` is free above `models/`."""
    clocks = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime))$")
    inside = [path for path in OURS if path != "bot/clock.py" and room(path) != "playground"]
    assert [place for path in inside for name, place in dotted(path) if clocks.search(name)] == []
    assert [path for path in OURS if room(path) == "models" for name in imports(path) if name == "time"] == []


def test_the_environment_is_read_by_the_settings() -> None:
    excepted = {
        "bot/__init__.py",  # a switch of the library, set before it is imported
        "bot/workbook/reader.py",  # its child process is given next to nothing of it
    }
    names = ("os.environ", "os.getenv")
    assert [
        place for path in OURS if path not in excepted for name, place in dotted(path) if within(name, *names)
    ] == []


def test_nobody_commits_by_hand() -> None:
    """`Database.writing()` commits when its block ends; only migrations, before all else, do it themselves."""
    databases = ("models/migrate.py", "models/database.py", "models/sqlite_writer.py", "models/sqlite_in_place.py")
    careful = [path for path in OURS if path not in databases]
    assert [place for path in careful for name, place in dotted(path) if name.endswith(".commit")] == []


def test_every_task_is_kept_by_somebody() -> None:
    """A task that nobody holds may vanish half done, and nobody sees its fault."""
    forgotten = [
        f"{path}:{node.lineno}"
        for path in OURS
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if ast.unparse(node.value.func).endswith(("create_task", "ensure_future"))
    ]
    assert forgotten == []


def test_every_handler_is_on_the_switchboard() -> None:
    """A file in `handlers/` that is not included there answers nobody."""
    files_with_routes = {path for path in OURS if room(path) == "handlers" and "routes = Routes()" in ALL[path]}
    included = {
        f"handlers/{name.split('.')[0]}.py" for name, _ in dotted("handlers/__init__.py") if name.endswith(".routes")
    }
    assert files_with_routes == included


def test_every_job_is_in_the_timetable() -> None:
    jobs = {path for path in OURS if room(path) == "jobs"} - {"jobs/__init__.py", "jobs/desk.py"}
    assert jobs == {MODULES.get(name, "") for name in imports("jobs/__init__.py") if within(name, "jobs")} - {
        "jobs/desk.py"
    }


def test_every_kind_of_news_has_its_letter() -> None:
    """Otherwise its notice would fail when it is sent, long after the test of the fact was green."""
    for module in MODULES:
        if within(module, "models.news"):
            import_module(module)
    assert set(News.kinds.values()) == LETTERS.writers.keys()


def test_no_test_is_skipped() -> None:
    """What cannot run here is red, not silent."""
    skips = re.compile(r"^pytest\.(mark\.)?(skip|skipif|xfail|importorskip)$")
    tests = [path for path in ALL if room(path) == "tests"]
    assert [place for path in tests for name, place in dotted(path) if skips.search(name)] == []
