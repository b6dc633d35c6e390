"""the runs of a programme by their first days, and the communes of a course's seats, found by one index each"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_courses_programme_id_starts_on", "courses", ["programme_id", "starts_on"])
    op.drop_index("ix_courses_programme_id", table_name="courses")
    op.create_index(
        "ix_registrations_course_id_state_commune_id", "registrations", ["course_id", "state", "commune_id"]
    )
    op.drop_index("ix_registrations_course_id_state", table_name="registrations")


def downgrade() -> None:
    op.create_index("ix_registrations_course_id_state", "registrations", ["course_id", "state"])
    op.drop_index("ix_registrations_course_id_state_commune_id", table_name="registrations")
    op.create_index("ix_courses_programme_id", "courses", ["programme_id"])
    op.drop_index("ix_courses_programme_id_starts_on", table_name="courses")
