"""registering in full"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme_conditions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("value", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gender", sa.String(32), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=300), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_programme_conditions_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_conditions")),
    )
    with op.batch_alter_table("programme_conditions", schema=None) as batch_op:
        batch_op.create_index("ix_programme_conditions_programme_id", ["programme_id"], unique=False)

    op.create_table(
        "course_quotas",
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seats", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("allotted", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.id"], name=op.f("fk_course_quotas_commune_id_communes")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_quotas_course_id_courses")),
        sa.PrimaryKeyConstraint("course_id", "commune_id", name=op.f("pk_course_quotas")),
    )
    op.create_table(
        "quota_wishes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["officials.id"], name=op.f("fk_quota_wishes_answered_by_id_officials")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["officials.id"], name=op.f("fk_quota_wishes_asked_by_id_officials")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_quota_wishes_course_id_courses")),
        sa.ForeignKeyConstraint(["from_id"], ["communes.id"], name=op.f("fk_quota_wishes_from_id_communes")),
        sa.ForeignKeyConstraint(["to_id"], ["communes.id"], name=op.f("fk_quota_wishes_to_id_communes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_wishes")),
    )
    with op.batch_alter_table("quota_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quota_wishes_to_id"), ["to_id"], unique=False)
        batch_op.create_index(
            "uq_quota_wishes_open",
            ["course_id", "from_id", "to_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "substitutions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("colleague_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirmed_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["colleague_id"], ["officials.id"], name=op.f("fk_substitutions_colleague_id_officials")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["officials.id"], name=op.f("fk_substitutions_confirmed_by_id_officials")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_for_id"], ["officials.id"], name=op.f("fk_substitutions_confirmed_for_id_officials")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["officials.id"], name=op.f("fk_substitutions_proposed_by_id_officials")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_substitutions_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitutions")),
    )
    with op.batch_alter_table("substitutions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitutions_colleague_id"), ["colleague_id"], unique=False)
        batch_op.create_index(
            "uq_substitutions_open",
            ["registration_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'accepted')"),
            postgresql_where=sa.text("state IN ('asked', 'accepted')"),
        )

    with op.batch_alter_table("courses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quotas_until", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("officials", schema=None) as batch_op:
        batch_op.add_column(sa.Column("party_member", sa.Boolean(), nullable=True))

    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("decided_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("nominated_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("covered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("in_place_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "nudged", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="0", nullable=False
            )
        )
        batch_op.add_column(sa.Column("objection", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("objection_answered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_registrations_awaiting",
            ["awaits"],
            unique=False,
            sqlite_where=sa.text("awaits IS NOT NULL"),
            postgresql_where=sa.text("awaits IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_registrations_offered",
            ["offered_until"],
            unique=False,
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_decided_for_id_officials"), "officials", ["decided_for_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_nominated_by_id_officials"), "officials", ["nominated_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_covered_by_id_officials"), "officials", ["covered_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_in_place_of_id_registrations"), "registrations", ["in_place_of_id"], ["id"]
        )

    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("acting_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_role_grants_acting_for_id"), ["acting_for_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_role_grants_acting_for_id_officials"), "officials", ["acting_for_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_role_grants_acting_for_id_officials"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_role_grants_acting_for_id"))
        batch_op.drop_column("acting_for_id")

    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_registrations_in_place_of_id_registrations"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_registrations_covered_by_id_officials"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_registrations_nominated_by_id_officials"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_registrations_decided_for_id_officials"), type_="foreignkey")
        batch_op.drop_index(
            "ix_registrations_offered",
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.drop_index(
            "ix_registrations_awaiting",
            sqlite_where=sa.text("awaits IS NOT NULL"),
            postgresql_where=sa.text("awaits IS NOT NULL"),
        )
        batch_op.drop_column("objection_answered_at")
        batch_op.drop_column("objection")
        batch_op.drop_column("nudged")
        batch_op.drop_column("offered_until")
        batch_op.drop_column("queued_at")
        batch_op.drop_column("in_place_of_id")
        batch_op.drop_column("covered_by_id")
        batch_op.drop_column("nominated_by_id")
        batch_op.drop_column("decided_for_id")

    with op.batch_alter_table("officials", schema=None) as batch_op:
        batch_op.drop_column("party_member")

    with op.batch_alter_table("courses", schema=None) as batch_op:
        batch_op.drop_column("quotas_until")

    with op.batch_alter_table("substitutions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_substitutions_open",
            sqlite_where=sa.text("state IN ('asked', 'accepted')"),
            postgresql_where=sa.text("state IN ('asked', 'accepted')"),
        )
        batch_op.drop_index(batch_op.f("ix_substitutions_colleague_id"))

    op.drop_table("substitutions")
    with op.batch_alter_table("quota_wishes", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_quota_wishes_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )
        batch_op.drop_index(batch_op.f("ix_quota_wishes_to_id"))

    op.drop_table("quota_wishes")
    op.drop_table("course_quotas")
    with op.batch_alter_table("programme_conditions", schema=None) as batch_op:
        batch_op.drop_index("ix_programme_conditions_programme_id")

    op.drop_table("programme_conditions")
