"""courses are opened in the chat"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("courses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_courses_untold",
            ["published_at"],
            unique=False,
            sqlite_where=sa.text("published_at IS NOT NULL AND told_at IS NULL"),
            postgresql_where=sa.text("published_at IS NOT NULL AND told_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("courses", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_courses_untold",
            sqlite_where=sa.text("published_at IS NOT NULL AND told_at IS NULL"),
            postgresql_where=sa.text("published_at IS NOT NULL AND told_at IS NULL"),
        )
        batch_op.drop_column("told_at")
        batch_op.drop_column("published_at")
