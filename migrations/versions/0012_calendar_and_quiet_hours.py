"""calendar and quiet hours"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guessed_holidays",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_guessed_holidays")),
    )
    op.create_table(
        "confirmed_years",
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["officials.id"], name=op.f("fk_confirmed_years_confirmed_by_id_officials")
        ),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_confirmed_years")),
    )
    op.create_table(
        "own_hours",
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_own_hours_official_id_officials")),
        sa.PrimaryKeyConstraint("official_id", name=op.f("pk_own_hours")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("weight", sa.String(32), server_default="act", nullable=False))
        batch_op.add_column(
            sa.Column("gathered_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(
            "ix_notices_gathered_id",
            ["gathered_id"],
            unique=False,
            sqlite_where=sa.text("gathered_id IS NOT NULL"),
            postgresql_where=sa.text("gathered_id IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notices_gathered_id",
            sqlite_where=sa.text("gathered_id IS NOT NULL"),
            postgresql_where=sa.text("gathered_id IS NOT NULL"),
        )
        batch_op.drop_column("gathered_id")
        batch_op.drop_column("weight")

    op.drop_table("own_hours")
    op.drop_table("confirmed_years")
    op.drop_table("guessed_holidays")
