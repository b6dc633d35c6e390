"""Loads the shipped catalogue (communes, posts, institutions, policy values) into the database.

Only what is missing is added, so that it may run at every start and never undoes a change made since.
"""

from datetime import date
from pathlib import Path

from sqlalchemy import select

from models.catalogue_files import CATALOGUE, read_communes, read_institutions, read_policies, read_posts
from models.commune import Commune, OldCommune
from models.database import Session
from models.folding import fold
from models.institution import Institution, InstitutionAlias
from models.policy import PolicyValue
from models.post import Post, PostAlias, PostSuccession

MERGER = date(2025, 7, 1)  # Resolution 1658/NQ-UBTVQH15: the 99 units exist from this day


async def load_catalogue(session: Session, folder: Path = CATALOGUE) -> None:
    """Add the rows of the catalogue files that the database does not have yet."""
    await _load_communes(session, folder)
    await _load_posts(session, folder)
    await _load_institutions(session, folder)
    await _load_policies(session, folder)


async def _load_communes(session: Session, folder: Path) -> None:
    known = set(await session.scalars(select(Commune.code)))
    fresh = {row.code: row for row in read_communes(folder) if row.code not in known}
    communes = [
        Commune(
            code=row.code,
            kind=row.kind,
            name=row.name,
            former_district=row.former_district,
            valid_from=MERGER,
        )
        for row in fresh.values()
    ]
    session.add_all(communes)
    await session.flush()
    session.add_all(
        OldCommune(commune_id=commune.id, name=name) for commune in communes for name in fresh[commune.code].formed_from
    )


async def _load_posts(session: Session, folder: Path) -> None:
    ids = dict((await session.execute(select(Post.code, Post.id))).all())
    fresh = {row.code: row for row in read_posts(folder) if row.code not in ids}
    posts = [
        Post(
            code=row.code,
            name=row.name,
            folded=fold(row.name),
            legal_group=fold(row.group).replace(" ", "_"),
            office=row.office,
            is_leading=row.is_leader,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in fresh.values()
    ]
    session.add_all(posts)
    await session.flush()
    ids |= {post.code: post.id for post in posts}
    for post in posts:
        aliases = {fold(alias) for alias in fresh[post.code].aliases} - {post.folded}
        session.add_all(PostAlias(post_id=post.id, folded=alias) for alias in sorted(aliases))
        session.add_all(PostSuccession(old_id=post.id, new_id=ids[code]) for code in fresh[post.code].becomes)


async def _load_institutions(session: Session, folder: Path) -> None:
    known = set(await session.scalars(select(Institution.folded)))
    for row in read_institutions(folder):
        if fold(row.name) in known:
            continue
        institution = Institution(name=row.name, folded=fold(row.name), place=row.place)
        session.add(institution)
        await session.flush()
        session.add_all(InstitutionAlias(institution_id=institution.id, name=name) for name in row.old_names)


async def _load_policies(session: Session, folder: Path) -> None:
    known = set((await session.execute(select(PolicyValue.name, PolicyValue.valid_from))).all())
    session.add_all(
        PolicyValue(name=row.name, valid_from=row.valid_from, value=row.value, basis=row.basis)
        for row in read_policies(folder)
        if (row.name, row.valid_from) not in known
    )
    await session.flush()
