"""Writes the migration from the tables as migrated so far to the tables as declared: `make migration NAME="…"`."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from models.migrate import alembic_config, migrate, sync_url

CHATTER = re.compile(r" *# ###.*\n")


def new(name: str) -> Path:
    """Compare on an empty database brought up to date; the file that was written. Read it before you commit it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/now.db"
        migrate(url)
        engine = create_engine(sync_url(url))
        with engine.connect() as connection:
            config = alembic_config(connection)
            number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
            script = command.revision(config, name, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()
    path = Path(script.path)  # type: ignore[union-attr]
    path.write_text(CHATTER.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", path], check=True)  # noqa: S603 - the file just written
    return path


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Say what changes: make migration NAME="courses have a room"')
    print(new(sys.argv[1].strip()))
