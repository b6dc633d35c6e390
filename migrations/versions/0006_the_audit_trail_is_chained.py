"""the audit trail is chained"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("seal", sa.String(length=64), nullable=True))
        batch_op.create_index(
            "ix_audit_unsealed",
            ["id"],
            unique=False,
            sqlite_where=sa.text("place IS NULL"),
            postgresql_where=sa.text("place IS NULL"),
        )
        batch_op.create_index("uq_audit_place", ["place"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_place")
        batch_op.drop_index(
            "ix_audit_unsealed", sqlite_where=sa.text("place IS NULL"), postgresql_where=sa.text("place IS NULL")
        )
        batch_op.drop_column("seal")
        batch_op.drop_column("place")
