"""what somebody has completed is found without a look at each registration"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OLD, NEW = "ix_registrations_official_id_state", "ix_registrations_official_id_state_course_id"


def upgrade() -> None:
    op.create_index(NEW, "registrations", ["official_id", "state", "course_id"], unique=False)
    op.drop_index(OLD, table_name="registrations")


def downgrade() -> None:
    op.create_index(OLD, "registrations", ["official_id", "state"], unique=False)
    op.drop_index(NEW, table_name="registrations")
