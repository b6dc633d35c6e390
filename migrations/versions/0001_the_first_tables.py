"""The first tables: communes, posts, people, programmes, courses, registrations, the outbox, the trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actor_user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("acting_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index("ix_audit_subject", "audit", ["subject", "subject_id"], unique=False)
    op.create_table(
        "communes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("former_district", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communes")),
        sa.UniqueConstraint("code", name=op.f("uq_communes_code")),
    )
    op.create_table(
        "dialogues",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_dialogues")),
    )
    op.create_table(
        "handled_updates",
        sa.Column(
            "update_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_handled_updates")),
    )
    op.create_index(op.f("ix_handled_updates_handled_at"), "handled_updates", ["handled_at"], unique=False)
    op.create_table(
        "holidays",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holidays")),
    )
    op.create_table(
        "institutions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("folded", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institutions")),
        sa.UniqueConstraint("folded", name=op.f("uq_institutions_folded")),
    )
    op.create_table(
        "link_attempts",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("tries", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_link_attempts")),
    )
    op.create_table(
        "policy_values",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_values")),
        sa.UniqueConstraint("name", "valid_from", name=op.f("uq_policy_values_name_valid_from")),
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("folded", sa.String(length=160), nullable=False),
        sa.Column("legal_group", sa.String(length=32), nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("is_leading", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("code", name=op.f("uq_posts_code")),
    )
    op.create_index(op.f("ix_posts_folded"), "posts", ["folded"], unique=False)
    op.create_table(
        "search_misses",
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("times", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_search_misses")),
    )
    op.create_table(
        "terms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("list", sa.String(32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("list", "folded", name=op.f("uq_terms_list_folded")),
    )
    op.create_table(
        "institution_aliases",
        sa.Column("institution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_institution_aliases_institution_id_institutions")
        ),
        sa.PrimaryKeyConstraint("institution_id", "name", name=op.f("pk_institution_aliases")),
    )
    op.create_table(
        "officials",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_code", sa.String(length=40), nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("folded_name", sa.String(length=120), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("gender", sa.String(length=10), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_name", sa.String(length=160), nullable=False),
        sa.Column("legal_group", sa.String(32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.id"], name=op.f("fk_officials_commune_id_communes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officials")),
        sa.UniqueConstraint("staff_code", name=op.f("uq_officials_staff_code")),
    )
    op.create_index(op.f("ix_officials_commune_id"), "officials", ["commune_id"], unique=False)
    op.create_index(op.f("ix_officials_folded_name"), "officials", ["folded_name"], unique=False)
    op.create_index("ix_officials_phone", "officials", ["phone"], unique=False)
    op.create_table(
        "old_communes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.id"], name=op.f("fk_old_communes_commune_id_communes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_communes")),
        sa.UniqueConstraint("commune_id", "name", name=op.f("uq_old_communes_commune_id_name")),
    )
    op.create_index(op.f("ix_old_communes_commune_id"), "old_communes", ["commune_id"], unique=False)
    op.create_table(
        "post_aliases",
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("folded", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_post_aliases_post_id_posts")),
        sa.PrimaryKeyConstraint("post_id", "folded", name=op.f("pk_post_aliases")),
    )
    op.create_table(
        "post_successions",
        sa.Column("old_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("new_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["new_id"], ["posts.id"], name=op.f("fk_post_successions_new_id_posts")),
        sa.ForeignKeyConstraint(["old_id"], ["posts.id"], name=op.f("fk_post_successions_old_id_posts")),
        sa.PrimaryKeyConstraint("old_id", "new_id", name=op.f("pk_post_successions")),
    )
    op.create_table(
        "programmes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("route", sa.String(32), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kind_id"], ["terms.id"], name=op.f("fk_programmes_kind_id_terms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("code", name=op.f("uq_programmes_code")),
    )
    op.create_table(
        "accounts",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_accounts_official_id_officials")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("official_id", name=op.f("uq_accounts_official_id")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_consents_official_id_officials")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_user_id"), "consents", ["user_id"], unique=False)
    op.create_table(
        "courses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("folded_code", sa.String(length=60), nullable=False),
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("institution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("venue", sa.String(length=300), nullable=False),
        sa.Column("mode_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seats", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minimum", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_cap", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("for_all_communes", sa.Boolean(), nullable=False),
        sa.Column("coordinator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("document_number", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["coordinator_id"], ["officials.id"], name=op.f("fk_courses_coordinator_id_officials")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_courses_institution_id_institutions")
        ),
        sa.ForeignKeyConstraint(["mode_id"], ["terms.id"], name=op.f("fk_courses_mode_id_terms")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_courses_programme_id_programmes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("code", name=op.f("uq_courses_code")),
    )
    op.create_index("ix_courses_changed_at", "courses", ["changed_at"], unique=False)
    op.create_index(op.f("ix_courses_folded_code"), "courses", ["folded_code"], unique=False)
    op.create_index("ix_courses_open", "courses", ["state", "closes_at"], unique=False)
    op.create_index(op.f("ix_courses_programme_id"), "courses", ["programme_id"], unique=False)
    op.create_index(op.f("ix_courses_starts_on"), "courses", ["starts_on"], unique=False)
    op.create_table(
        "invites",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_invites_official_id_officials")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invites_code_hash")),
    )
    op.create_index(op.f("ix_invites_official_id"), "invites", ["official_id"], unique=False)
    op.create_table(
        "link_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["officials.id"], name=op.f("fk_link_requests_decided_by_id_officials")
        ),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_link_requests_official_id_officials")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_requests")),
    )
    op.create_index(op.f("ix_link_requests_user_id"), "link_requests", ["user_id"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("lane", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stale_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.CheckConstraint("(official_id IS NULL) <> (user_id IS NULL)", name=op.f("ck_notices_one_recipient")),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_notices_official_id_officials")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(
        "ix_notices_in_flight",
        "notices",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "ix_notices_waiting",
        "notices",
        ["lane", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("uq_notices_official_id_key", "notices", ["official_id", "key"], unique=True)
    op.create_index("uq_notices_user_id_key", "notices", ["user_id", "key"], unique=True)
    op.create_table(
        "official_posts",
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rank", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["official_id"], ["officials.id"], name=op.f("fk_official_posts_official_id_officials")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_official_posts_post_id_posts")),
        sa.PrimaryKeyConstraint("official_id", "post_id", name=op.f("pk_official_posts")),
    )
    op.create_index(op.f("ix_official_posts_post_id"), "official_posts", ["post_id"], unique=False)
    op.create_table(
        "prerequisites",
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("required_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_prerequisites_programme_id_programmes")
        ),
        sa.ForeignKeyConstraint(
            ["required_id"], ["programmes.id"], name=op.f("fk_prerequisites_required_id_programmes")
        ),
        sa.PrimaryKeyConstraint("programme_id", "required_id", name=op.f("pk_prerequisites")),
    )
    op.create_table(
        "programme_groups",
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("legal_group", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_programme_groups_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("programme_id", "legal_group", name=op.f("pk_programme_groups")),
    )
    op.create_table(
        "programme_posts",
        sa.Column("programme_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_programme_posts_post_id_posts")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_programme_posts_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("programme_id", "post_id", name=op.f("pk_programme_posts")),
    )
    op.create_index(op.f("ix_programme_posts_post_id"), "programme_posts", ["post_id"], unique=False)
    op.create_table(
        "role_grants",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.id"], name=op.f("fk_role_grants_commune_id_communes")),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_role_grants_official_id_officials")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
    )
    op.create_index("ix_role_grants_commune_id_role", "role_grants", ["commune_id", "role"], unique=False)
    op.create_index(op.f("ix_role_grants_official_id"), "role_grants", ["official_id"], unique=False)
    op.create_table(
        "course_communes",
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.id"], name=op.f("fk_course_communes_commune_id_communes")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_communes_course_id_courses")),
        sa.PrimaryKeyConstraint("course_id", "commune_id", name=op.f("pk_course_communes")),
    )
    op.create_index(op.f("ix_course_communes_commune_id"), "course_communes", ["commune_id"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("room", sa.String(length=120), nullable=False),
        sa.Column("trainer", sa.String(length=160), nullable=False),
        sa.Column("trainer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_meetings_course_id_courses")),
        sa.ForeignKeyConstraint(["trainer_id"], ["officials.id"], name=op.f("fk_meetings_trainer_id_officials")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index("ix_meetings_course_id_starts_at", "meetings", ["course_id", "starts_at"], unique=True)
    op.create_index(op.f("ix_meetings_starts_at"), "meetings", ["starts_at"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("official_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("awaits", sa.String(32), nullable=True),
        sa.Column("outside_post", sa.Boolean(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("reason_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["communes.id"], name=op.f("fk_registrations_commune_id_communes")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_registrations_course_id_courses")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["officials.id"], name=op.f("fk_registrations_decided_by_id_officials")
        ),
        sa.ForeignKeyConstraint(["official_id"], ["officials.id"], name=op.f("fk_registrations_official_id_officials")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
    )
    op.create_index("ix_registrations_commune_id_state", "registrations", ["commune_id", "state"], unique=False)
    op.create_index("ix_registrations_course_id_state", "registrations", ["course_id", "state"], unique=False)
    op.create_index("ix_registrations_official_id_state", "registrations", ["official_id", "state"], unique=False)
    op.create_index(
        "uq_registrations_live",
        "registrations",
        ["course_id", "official_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('pending', 'confirmed', 'queued', 'offered')"),
        postgresql_where=sa.text("state IN ('pending', 'confirmed', 'queued', 'offered')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_registrations_live",
        table_name="registrations",
        sqlite_where=sa.text("state IN ('pending', 'confirmed', 'queued', 'offered')"),
        postgresql_where=sa.text("state IN ('pending', 'confirmed', 'queued', 'offered')"),
    )
    op.drop_index("ix_registrations_official_id_state", table_name="registrations")
    op.drop_index("ix_registrations_course_id_state", table_name="registrations")
    op.drop_index("ix_registrations_commune_id_state", table_name="registrations")
    op.drop_table("registrations")
    op.drop_index(op.f("ix_meetings_starts_at"), table_name="meetings")
    op.drop_index("ix_meetings_course_id_starts_at", table_name="meetings")
    op.drop_table("meetings")
    op.drop_index(op.f("ix_course_communes_commune_id"), table_name="course_communes")
    op.drop_table("course_communes")
    op.drop_index(op.f("ix_role_grants_official_id"), table_name="role_grants")
    op.drop_index("ix_role_grants_commune_id_role", table_name="role_grants")
    op.drop_table("role_grants")
    op.drop_index(op.f("ix_programme_posts_post_id"), table_name="programme_posts")
    op.drop_table("programme_posts")
    op.drop_table("programme_groups")
    op.drop_table("prerequisites")
    op.drop_index(op.f("ix_official_posts_post_id"), table_name="official_posts")
    op.drop_table("official_posts")
    op.drop_index("uq_notices_user_id_key", table_name="notices")
    op.drop_index("uq_notices_official_id_key", table_name="notices")
    op.drop_index(
        "ix_notices_waiting",
        table_name="notices",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_index(
        "ix_notices_in_flight",
        table_name="notices",
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.drop_table("notices")
    op.drop_index(op.f("ix_link_requests_user_id"), table_name="link_requests")
    op.drop_table("link_requests")
    op.drop_index(op.f("ix_invites_official_id"), table_name="invites")
    op.drop_table("invites")
    op.drop_index(op.f("ix_courses_starts_on"), table_name="courses")
    op.drop_index(op.f("ix_courses_programme_id"), table_name="courses")
    op.drop_index("ix_courses_open", table_name="courses")
    op.drop_index(op.f("ix_courses_folded_code"), table_name="courses")
    op.drop_index("ix_courses_changed_at", table_name="courses")
    op.drop_table("courses")
    op.drop_index(op.f("ix_consents_user_id"), table_name="consents")
    op.drop_table("consents")
    op.drop_table("accounts")
    op.drop_table("programmes")
    op.drop_table("post_successions")
    op.drop_table("post_aliases")
    op.drop_index(op.f("ix_old_communes_commune_id"), table_name="old_communes")
    op.drop_table("old_communes")
    op.drop_index("ix_officials_phone", table_name="officials")
    op.drop_index(op.f("ix_officials_folded_name"), table_name="officials")
    op.drop_index(op.f("ix_officials_commune_id"), table_name="officials")
    op.drop_table("officials")
    op.drop_table("institution_aliases")
    op.drop_table("terms")
    op.drop_table("search_misses")
    op.drop_index(op.f("ix_posts_folded"), table_name="posts")
    op.drop_table("posts")
    op.drop_table("policy_values")
    op.drop_table("link_attempts")
    op.drop_table("institutions")
    op.drop_table("holidays")
    op.drop_index(op.f("ix_handled_updates_handled_at"), table_name="handled_updates")
    op.drop_table("handled_updates")
    op.drop_table("dialogues")
    op.drop_table("communes")
    op.drop_index("ix_audit_subject", table_name="audit")
    op.drop_index(op.f("ix_audit_at"), table_name="audit")
    op.drop_table("audit")
