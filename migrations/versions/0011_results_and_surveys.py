"""results and surveys"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "course_tests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("folded", sa.String(length=60), nullable=False),
        sa.Column("scale", sa.Double(), nullable=False),
        sa.Column("added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["officials.id"], name=op.f("fk_course_tests_added_by_id_officials")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_tests_course_id_courses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_tests")),
    )
    with op.batch_alter_table("course_tests", schema=None) as batch_op:
        batch_op.create_index("uq_course_tests_course_id_folded", ["course_id", "folded"], unique=True)

    op.create_table(
        "effect_answers",
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("used", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("hindrance", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seen_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seen_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_effect_answers_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(["seen_by_id"], ["officials.id"], name=op.f("fk_effect_answers_seen_by_id_officials")),
        sa.ForeignKeyConstraint(
            ["seen_for_id"], ["officials.id"], name=op.f("fk_effect_answers_seen_for_id_officials")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_effect_answers")),
    )
    op.create_table(
        "results",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("fulfilled", sa.Boolean(), nullable=False),
        sa.Column("meetings", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("there", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("excused", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tests", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tests_passed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=300), server_default="", nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turned_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turned_back_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("turned_back_reason", sa.String(length=300), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["officials.id"], name=op.f("fk_results_decided_by_id_officials")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_results_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(
            ["turned_back_by_id"], ["officials.id"], name=op.f("fk_results_turned_back_by_id_officials")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
    )
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index("ix_results_registration_id", ["registration_id"], unique=False)
        batch_op.create_index(
            "uq_results_standing",
            ["registration_id"],
            unique=True,
            sqlite_where=sa.text("turned_back_at IS NULL"),
            postgresql_where=sa.text("turned_back_at IS NULL"),
        )

    op.create_table(
        "survey_answers",
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("trainer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("organisation", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sentence", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_survey_answers_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_survey_answers")),
    )
    op.create_table(
        "test_scores",
        sa.Column("test_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["officials.id"], name=op.f("fk_test_scores_by_id_officials")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_test_scores_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(["test_id"], ["course_tests.id"], name=op.f("fk_test_scores_test_id_course_tests")),
        sa.PrimaryKeyConstraint("test_id", "registration_id", name=op.f("pk_test_scores")),
    )
    with op.batch_alter_table("test_scores", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_test_scores_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "words_by_hand",
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["officials.id"], name=op.f("fk_words_by_hand_by_id_officials")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_words_by_hand_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_words_by_hand")),
    )


def downgrade() -> None:
    op.drop_table("words_by_hand")
    with op.batch_alter_table("test_scores", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_test_scores_registration_id"))

    op.drop_table("test_scores")
    op.drop_table("survey_answers")
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_results_standing",
            sqlite_where=sa.text("turned_back_at IS NULL"),
            postgresql_where=sa.text("turned_back_at IS NULL"),
        )
        batch_op.drop_index("ix_results_registration_id")

    op.drop_table("results")
    op.drop_table("effect_answers")
    with op.batch_alter_table("course_tests", schema=None) as batch_op:
        batch_op.drop_index("uq_course_tests_course_id_folded")

    op.drop_table("course_tests")
