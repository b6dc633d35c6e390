"""changes of courses"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "course_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("into_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_changes_course_id_courses")),
        sa.ForeignKeyConstraint(["into_id"], ["courses.id"], name=op.f("fk_course_changes_into_id_courses")),
        sa.ForeignKeyConstraint(["made_by_id"], ["officials.id"], name=op.f("fk_course_changes_made_by_id_officials")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_changes")),
    )
    with op.batch_alter_table("course_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_changes_course_id"), ["course_id"], unique=False)

    op.create_table(
        "course_changes_for_communes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("official_ids", sa.JSON(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["course_changes.id"], name=op.f("fk_course_changes_for_communes_change_id_course_changes")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id"], ["communes.id"], name=op.f("fk_course_changes_for_communes_commune_id_communes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_changes_for_communes")),
    )
    with op.batch_alter_table("course_changes_for_communes", schema=None) as batch_op:
        batch_op.create_index("ix_course_changes_for_communes_day", ["commune_id", "told_on"], unique=False)

    op.create_table(
        "course_changes_told",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phoned_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"], ["course_changes.id"], name=op.f("fk_course_changes_told_change_id_course_changes")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_changes_told_course_id_courses")),
        sa.ForeignKeyConstraint(
            ["official_id"], ["officials.id"], name=op.f("fk_course_changes_told_official_id_officials")
        ),
        sa.ForeignKeyConstraint(
            ["phoned_by_id"], ["officials.id"], name=op.f("fk_course_changes_told_phoned_by_id_officials")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_changes_told")),
    )
    with op.batch_alter_table("course_changes_told", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_changes_told_official_id"), ["official_id"], unique=False)
        batch_op.create_index(
            "ix_course_changes_told_silent",
            ["made_at"],
            unique=False,
            sqlite_where=sa.text("replaced_at IS NULL AND received_at IS NULL AND copied_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND received_at IS NULL AND copied_at IS NULL"),
        )
        batch_op.create_index(
            "uq_course_changes_told_current",
            ["course_id", "official_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("course_changes_told", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_course_changes_told_current",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_course_changes_told_silent",
            sqlite_where=sa.text("replaced_at IS NULL AND received_at IS NULL AND copied_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND received_at IS NULL AND copied_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_course_changes_told_official_id"))

    op.drop_table("course_changes_told")
    with op.batch_alter_table("course_changes_for_communes", schema=None) as batch_op:
        batch_op.drop_index("ix_course_changes_for_communes_day")

    op.drop_table("course_changes_for_communes")
    with op.batch_alter_table("course_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_changes_course_id"))

    op.drop_table("course_changes")
