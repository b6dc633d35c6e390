"""The migrations: up, down and up again at each step, and at the top the tables are those that the models declare."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import NullPool

from models.migrate import alembic_config, migrate, newest, sync_url
from models.tables import metadata
from tests import postgres

STEPS = [
    path.name.split("_")[0] for path in sorted((Path(__file__).parent.parent / "migrations/versions").glob("0*.py"))
]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    folder = request.getfixturevalue("postgres_folder")
    yield postgres.create(folder, "migrations", "template0")
    postgres.drop(folder, "migrations")


@pytest.fixture
def connection(empty_url: str) -> Iterator[Connection]:
    engine = create_engine(sync_url(empty_url), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_each_step_can_be_taken_back_and_taken_again(connection: Connection) -> None:
    config = alembic_config(connection)
    for step in STEPS:
        command.upgrade(config, step)
        command.downgrade(config, "-1")
        command.upgrade(config, step)
    command.downgrade(config, "base")
    assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_the_migrated_tables_are_those_of_the_models(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "head")
    differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    migrate(empty_url)
    migrate(empty_url)
    engine = create_engine(sync_url(empty_url), poolclass=NullPool)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_steps_are_one_line_and_all_are_tried() -> None:
    scripts = ScriptDirectory(str(Path(__file__).parent.parent / "migrations"))
    assert [script.revision for script in scripts.walk_revisions()][::-1] == STEPS
    assert len(scripts.get_heads()) == 1


def test_the_newest_version_is_alembics_head(url: str) -> None:
    engine = create_engine(sync_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        assert newest() == ScriptDirectory.from_config(alembic_config(connection)).get_current_head()
    engine.dispose()
