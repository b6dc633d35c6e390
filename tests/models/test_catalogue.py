"""The shipped catalogue in the database: all there, added once, and never against a change made since."""

from sqlalchemy import delete, func, select

from models.base import Base
from models.catalogue import load_catalogue
from models.catalogue_files import read_communes, read_institutions, read_policies, read_posts
from models.commune import Commune, OldCommune
from models.database import Database
from models.folding import fold
from models.institution import Institution, InstitutionAlias
from models.policy import PolicyValue
from models.post import Post, PostAlias, PostSuccession, posts_by_name


async def _count(database: Database, table: type[Base]) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_everything_in_the_files_is_in_the_tables(database: Database) -> None:
    assert await _count(database, Commune) == len(read_communes()) == 99
    assert await _count(database, OldCommune) == sum(len(row.formed_from) for row in read_communes())
    assert await _count(database, Post) == len(read_posts())
    assert await _count(database, PostSuccession) == sum(len(row.becomes) for row in read_posts())
    assert await _count(database, Institution) == len(read_institutions())
    assert await _count(database, PolicyValue) == len(read_policies())


async def test_loading_again_adds_nothing_and_undoes_no_change(database: Database) -> None:
    tables = (Commune, OldCommune, Post, PostAlias, PostSuccession, Institution, InstitutionAlias, PolicyValue)
    before = [await _count(database, table) for table in tables]
    async with database.writing() as session:
        first = (await session.scalars(select(Commune).where(Commune.code == "07210"))).one()
        first.kind = "Quận"
        await load_catalogue(session)
    assert [await _count(database, table) for table in tables] == before
    async with database.reading() as session:
        assert (await session.scalars(select(Commune.kind).where(Commune.code == "07210"))).one() == "Quận"


async def test_what_is_missing_comes_back(database: Database) -> None:
    missing = read_policies()[0]
    async with database.writing() as session:
        await session.execute(delete(PolicyValue).where(PolicyValue.name == missing.name))
        await load_catalogue(session)
    async with database.reading() as session:
        assert await session.scalar(select(PolicyValue.value).where(PolicyValue.name == missing.name)) == missing.value


async def test_a_post_is_known_by_its_name_its_code_and_its_other_names(database: Database) -> None:
    async with database.reading() as session:
        ids = await posts_by_name(session)
        codes = {post.id: post.code for post in await session.scalars(select(Post))}
    assert codes[ids[fold("Chủ tịch UBND")]] == codes[ids["ub ct"]] == codes[ids[fold("Chủ tịch xã")]] == "UB-CT"
