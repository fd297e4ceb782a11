"""Words about ledger rows, and what was handed over to the personnel system."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes up."""
    _add_hand_overs()
    _add_ratings()
    _add_weekly_sums()


def downgrade() -> None:
    """Goes back."""
    _drop_weekly_sums()
    _drop_ratings()
    _drop_hand_overs()


def _add_hand_overs() -> None:
    op.create_table('credit_remark',
    sa.Column('credit_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('note_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_credit_remark_actor_id')),
    sa.ForeignKeyConstraint(['corrects_id'], ['credit.id'], name=op.f('fk_credit_remark_corrects_id')),
    sa.ForeignKeyConstraint(['credit_id'], ['credit.id'], name=op.f('fk_credit_remark_credit_id')),
    sa.ForeignKeyConstraint(['note_id'], ['note.id'], name=op.f('fk_credit_remark_note_id')),
    sa.PrimaryKeyConstraint('credit_id', name=op.f('pk_credit_remark'))
    )
    op.create_index(op.f('ix_credit_remark_corrects_id'), 'credit_remark', ['corrects_id'], unique=False)
    op.create_table('hand_over',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('month', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('replied_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_over'))
    )
    op.create_table('hand_over_row',
    sa.Column('credit_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('hand_over_id', sa.Integer(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('replied_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['credit_id'], ['credit.id'], name=op.f('fk_hand_over_row_credit_id')),
    sa.ForeignKeyConstraint(['hand_over_id'], ['hand_over.id'], name=op.f('fk_hand_over_row_hand_over_id')),
    sa.PrimaryKeyConstraint('credit_id', name=op.f('pk_hand_over_row'))
    )
    op.create_index(op.f('ix_hand_over_row_hand_over_id'), 'hand_over_row', ['hand_over_id'], unique=False)


def _drop_hand_overs() -> None:
    op.drop_index(op.f('ix_hand_over_row_hand_over_id'), 'hand_over_row')
    op.drop_table('hand_over_row')
    op.drop_table('hand_over')
    op.drop_index(op.f('ix_credit_remark_corrects_id'), 'credit_remark')
    op.drop_table('credit_remark')


def _add_ratings() -> None:
    op.create_table('flag_decision',
    sa.Column('credit_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_flag_decision_actor_id')),
    sa.ForeignKeyConstraint(['credit_id'], ['credit.id'], name=op.f('fk_flag_decision_credit_id')),
    sa.PrimaryKeyConstraint('credit_id', name=op.f('pk_flag_decision'))
    )
    op.create_index(
        'ix_credit_flagged', 'credit', ['id'], sqlite_where=sa.text('flagged'), postgresql_where=sa.text('flagged')
    )
    op.create_table('rating',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('course', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('rated_on', sa.Date(), nullable=False),
    sa.Column('rated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('stars', sa.Integer(), nullable=False),
    sa.Column('sentence', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_rating_person_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_rating_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating')),
    sa.UniqueConstraint('person_id', 'course', 'rated_on', name=op.f('uq_rating_person_id_course_rated_on'))
    )
    op.create_index('ix_rating_course', 'rating', ['course', 'rated_at'], unique=False)
    op.create_index('ix_rating_moment', 'rating', ['rated_at', 'unit_id', 'stars'], unique=False)


def _drop_ratings() -> None:
    op.drop_index('ix_rating_moment', 'rating')
    op.drop_index('ix_rating_course', 'rating')
    op.drop_table('rating')
    op.drop_index('ix_credit_flagged', 'credit')
    op.drop_table('flag_decision')


def _add_weekly_sums() -> None:
    op.create_table('credit_week',
    sa.Column('iso_year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('iso_week', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('month', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('unit_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('course', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('competency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('minutes_per_jp', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('credits', sa.Integer(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('right_answers', sa.Integer(), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_credit_week_unit_id')),
    sa.PrimaryKeyConstraint(
        'iso_year', 'iso_week', 'year', 'month', 'unit_id', 'kind', 'course', 'competency', 'minutes_per_jp',
        name=op.f('pk_credit_week')
    )
    )
    op.create_table('learner_week',
    sa.Column('iso_year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('iso_week', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('unit_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_learner_week_unit_id')),
    sa.PrimaryKeyConstraint('iso_year', 'iso_week', 'unit_id', name=op.f('pk_learner_week'))
    )
    is_server = op.get_bind().dialect.name == 'postgresql'
    field = "(evidence ->> '{0}')" if is_server else "JSON_EXTRACT(evidence, '$.{0}')"
    source = f"COALESCE({field.format('corrects')}, source)"
    course = "SPLIT_PART(SUBSTR({0}, 8), '/', 1)" if is_server else "SUBSTR({0}, 8, INSTR({0}, '/') - 8)"
    right, questions = (f"CAST({field.format(name)} AS INTEGER)" for name in ('right', 'questions'))
    local = "EXTRACT({0} FROM local_on)" if is_server else "CAST(STRFTIME('{0}', local_on) AS INTEGER)"
    local_year, local_month = (local.format(part) for part in (('YEAR', 'MONTH') if is_server else ('%Y', '%m')))
    op.execute(
        "INSERT INTO credit_week (iso_year, iso_week, year, month, unit_id, kind, course, competency,"
        " minutes_per_jp, credits, seconds, right_answers, answers)"
        " SELECT iso_year, iso_week, year,"
        f" CASE WHEN {local_year} > year THEN 12 WHEN {local_year} < year THEN 1 ELSE {local_month} END, unit_id, kind,"
        f" CASE WHEN {source} LIKE 'lesson:%/%' THEN {course.format(source)} ELSE '' END, competency, minutes_per_jp,"
        f" COUNT(*), SUM(seconds), SUM(COALESCE({right}, 0)),"
        f" SUM(CASE WHEN {right} IS NULL THEN 0 ELSE COALESCE({questions}, 0) END)"
        " FROM credit GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"
    )
    op.execute(
        "INSERT INTO learner_week (iso_year, iso_week, unit_id, people)"
        " SELECT last.iso_year, last.iso_week, credit.unit_id, COUNT(*)"
        " FROM (SELECT iso_year, iso_week, person_id, MAX(id) AS id FROM credit"
        " GROUP BY iso_year, iso_week, person_id HAVING SUM(seconds) > 0) AS last"
        " JOIN credit ON credit.id = last.id GROUP BY 1, 2, 3"
    )


def _drop_weekly_sums() -> None:
    op.drop_table('learner_week')
    op.drop_table('credit_week')
