"""roll call and trainers"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roll_tries",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("tries", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_roll_tries")),
    )
    op.create_table(
        "teachings",
        sa.Column(
            "meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_teachings_course_id_courses")),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_teachings_official_id_officials")),
        sa.PrimaryKeyConstraint("meeting_id", "official_id", name=op.f("pk_teachings")),
    )
    with op.batch_alter_table("teachings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_teachings_course_id"), ["course_id"], unique=False)
        batch_op.create_index("ix_teachings_official_id", ["official_id"], unique=False)

    op.create_table(
        "class_questions",
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_class_questions_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_class_questions")),
    )
    op.create_table(
        "roll_codes",
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("card_user_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("shown_step", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_roll_codes_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_roll_codes")),
    )
    op.create_table(
        "roll_sheets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["officials.id"], name=op.f("fk_roll_sheets_added_by_id_officials")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_roll_sheets_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_sheets")),
    )
    with op.batch_alter_table("roll_sheets", schema=None) as batch_op:
        batch_op.create_index("ix_roll_sheets_meeting_id", ["meeting_id"], unique=False)

    op.create_index(op.f("ix_meetings_trainer_id"), "meetings", ["trainer_id"], unique=False)
    op.create_index("ix_attendance_at", "attendance", ["at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_attendance_at", table_name="attendance")
    op.drop_index(op.f("ix_meetings_trainer_id"), table_name="meetings")
    with op.batch_alter_table("roll_sheets", schema=None) as batch_op:
        batch_op.drop_index("ix_roll_sheets_meeting_id")

    op.drop_table("roll_sheets")
    op.drop_table("roll_codes")
    op.drop_table("class_questions")
    with op.batch_alter_table("teachings", schema=None) as batch_op:
        batch_op.drop_index("ix_teachings_official_id")
        batch_op.drop_index(batch_op.f("ix_teachings_course_id"))

    op.drop_table("teachings")
    op.drop_table("roll_tries")
