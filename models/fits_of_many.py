"""Whether a programme is made for an official's post, asked of thousands of officials and many courses at once."""

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, or_, select, union
from sqlalchemy.orm import aliased

from models.official import OfficialPost
from models.post import PostSuccession
from models.programme import Programme, ProgrammePost


def fits_post_of_many(official_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """The same condition as `fits_post`: a programme's posts with their successors and predecessors are laid out first,
    so that a database can look each official's up in a hash instead of trying every pair."""
    old = select(ProgrammePost.programme_id, PostSuccession.old_id).join(
        PostSuccession, PostSuccession.new_id == ProgrammePost.post_id
    )
    new = select(ProgrammePost.programme_id, PostSuccession.new_id).join(
        PostSuccession, PostSuccession.old_id == ProgrammePost.post_id
    )
    wanted = union(select(ProgrammePost.programme_id, ProgrammePost.post_id), old, new).subquery()
    held = aliased(OfficialPost)
    meets = exists().where(
        wanted.c.programme_id == Programme.id, wanted.c.post_id == held.post_id, held.official_id == official_id
    )
    return or_(~exists().where(ProgrammePost.programme_id == Programme.id), meets)
