"""updates that Telegram may forget before they are done with"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_updates",
        sa.Column(
            "update_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_held_updates")),
    )
    op.create_index(op.f("ix_held_updates_held_at"), "held_updates", ["held_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_held_updates_held_at"), table_name="held_updates")
    op.drop_table("held_updates")
