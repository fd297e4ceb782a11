"""Broadcasts, notes between people, due dates of assigned courses; messages of a broadcast in the outbox."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


QUEUED = "state = 'queued'"
COPIES = "broadcast_id IS NOT NULL"
OF_NO_BROADCAST = "state = 'queued' AND broadcast_id IS NULL"

KNOWN_ACTORS = (
    "UPDATE audit SET actor_id = CAST(SUBSTR(actor, 8) AS INTEGER) WHERE actor LIKE 'person %'",
    "UPDATE audit SET actor_id = person_id WHERE actor = 'self'",
)
"""Who acted in chat stood in words before."""


def _index_queue(condition: str) -> None:
    where = sa.text(condition)
    op.create_index(
        'ix_outbox_queue', 'outbox', ['priority', 'not_before', 'id'], sqlite_where=where, postgresql_where=where
    )


def upgrade() -> None:
    """Goes up."""
    op.create_table('audience_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('selection', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_audience_group_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audience_group')),
    sa.UniqueConstraint('owner_id', 'name', name=op.f('uq_audience_group_owner_id_name'))
    )
    op.create_table('muted_sender',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('sender_id', sa.Integer(), nullable=False),
    sa.Column('muted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_muted_sender_person_id')),
    sa.ForeignKeyConstraint(['sender_id'], ['person.id'], name=op.f('fk_muted_sender_sender_id')),
    sa.PrimaryKeyConstraint('person_id', 'sender_id', name=op.f('pk_muted_sender'))
    )
    op.create_table('series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('selection', sa.JSON(), nullable=False),
    sa.Column('timing', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sa.Time(), nullable=True),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('lessons_sent', sa.Integer(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_series_author_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series'))
    )
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_series_author_id'), ['author_id'], unique=False)

    op.create_table('broadcast',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('selection', sa.JSON(), nullable=False),
    sa.Column('timing', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('on', sa.Date(), nullable=True),
    sa.Column('at', sa.Time(), nullable=True),
    sa.Column('keeps_days', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('urgent_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ends_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('reminded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('served', sa.Integer(), nullable=False),
    sa.Column('view_message_id', sa.BigInteger(), nullable=True),
    sa.Column('series_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_broadcast_author_id')),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_broadcast_series_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('broadcast', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcast_series_id'), ['series_id'], unique=False)
        batch_op.create_index('ix_broadcast_state', ['state', 'ends_at'], unique=False)

    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sender_id', sa.Integer(), nullable=False),
    sa.Column('receiver_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('broadcast_id', sa.Integer(), nullable=True),
    sa.Column('answers_id', sa.Integer(), nullable=True),
    sa.Column('written_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['answers_id'], ['note.id'], name=op.f('fk_note_answers_id')),
    sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id'], name=op.f('fk_note_broadcast_id')),
    sa.ForeignKeyConstraint(['receiver_id'], ['person.id'], name=op.f('fk_note_receiver_id')),
    sa.ForeignKeyConstraint(['sender_id'], ['person.id'], name=op.f('fk_note_sender_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note'))
    )
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_note_broadcast_id'), ['broadcast_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_note_receiver_id'), ['receiver_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_note_sender_id'), ['sender_id'], unique=False)

    op.create_table('reaction',
    sa.Column('broadcast_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('choice', sa.Integer(), nullable=True),
    sa.Column('snoozed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id'], name=op.f('fk_reaction_broadcast_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reaction_person_id')),
    sa.PrimaryKeyConstraint('broadcast_id', 'person_id', name=op.f('pk_reaction'))
    )
    with op.batch_alter_table('reaction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reaction_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('assigned_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('due_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('reminders', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('reminded_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('completed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_index(batch_op.f('ix_assignment_due_on'), ['due_on'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_assignment_assigned_by'), 'person', ['assigned_by'], ['id'])

    first = 'SELECT min(id) FROM assignment WHERE person_id IS NOT NULL GROUP BY course, person_id'
    op.execute(f'DELETE FROM assignment WHERE person_id IS NOT NULL AND id NOT IN ({first})')
    personal = sa.text('person_id IS NOT NULL')
    op.create_index(
        'ix_assignment_of_person', 'assignment', ['course', 'person_id'],
        unique=True, sqlite_where=personal, postgresql_where=personal,
    )

    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('actor_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_audit_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index('ix_audit_action', ['action', 'id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_audit_actor_id'), 'person', ['actor_id'], ['id'])
    for known_by in KNOWN_ACTORS:
        op.execute(sa.text(known_by))

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('broadcast_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('maybe_twice', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('revision', sa.Integer(), server_default='0', nullable=False))
        batch_op.drop_index(batch_op.f('ix_outbox_person_id'))
        batch_op.create_index('ix_outbox_broadcast', ['broadcast_id', 'kind', 'state', 'revision'], unique=False, sqlite_where=sa.text(COPIES), postgresql_where=sa.text(COPIES))
        batch_op.create_index('ix_outbox_broadcast_queue', ['broadcast_id', 'not_before', 'id'], unique=False, sqlite_where=sa.text("state = 'queued' AND broadcast_id IS NOT NULL"), postgresql_where=sa.text("state = 'queued' AND broadcast_id IS NOT NULL"))
        batch_op.create_index('ix_outbox_person', ['person_id', 'claimed_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_outbox_broadcast_id'), 'broadcast', ['broadcast_id'], ['id'])

    op.drop_index('ix_outbox_queue', 'outbox')
    _index_queue(OF_NO_BROADCAST)
    queued = sa.text(QUEUED)
    op.create_index('ix_outbox_late', 'outbox', ['deadline'], sqlite_where=queued, postgresql_where=queued)
    done = sa.text('completed_at IS NOT NULL')
    op.create_index(
        'ix_attempt_lesson',
        'attempt',
        ['lesson_key', 'person_id', 'completed_at'],
        sqlite_where=done,
        postgresql_where=done,
    )
    with op.batch_alter_table('preference', schema=None) as batch_op:
        batch_op.add_column(sa.Column('mondays', sa.Boolean(), server_default=sa.true(), nullable=False))

    op.create_table('credit_year',
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('minutes_per_jp', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_credit_year_person_id')),
    sa.PrimaryKeyConstraint('year', 'person_id', 'minutes_per_jp', name=op.f('pk_credit_year'))
    )
    op.execute(
        "INSERT INTO credit_year (year, person_id, minutes_per_jp, seconds, last_on)"
        " SELECT year, person_id, minutes_per_jp, SUM(seconds), MAX(local_on)"
        " FROM credit GROUP BY year, person_id, minutes_per_jp"
    )
    op.create_index('ix_credit_week', 'credit', ['iso_year', 'iso_week', 'person_id', 'seconds'], unique=False)



def downgrade() -> None:
    """Goes back."""
    op.drop_index('ix_credit_week', 'credit')
    op.drop_table('credit_year')
    op.drop_index('ix_attempt_lesson', 'attempt')
    with op.batch_alter_table('preference', schema=None) as batch_op:
        batch_op.drop_column('mondays')

    op.drop_index('ix_outbox_late', 'outbox')
    op.drop_index('ix_outbox_queue', 'outbox')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_outbox_broadcast_id'), type_='foreignkey')
        batch_op.drop_index('ix_outbox_person')
        batch_op.drop_index('ix_outbox_broadcast_queue', sqlite_where=sa.text("state = 'queued' AND broadcast_id IS NOT NULL"), postgresql_where=sa.text("state = 'queued' AND broadcast_id IS NOT NULL"))
        batch_op.drop_index('ix_outbox_broadcast', sqlite_where=sa.text(COPIES), postgresql_where=sa.text(COPIES))
        batch_op.create_index(batch_op.f('ix_outbox_person_id'), ['person_id'], unique=False)
        batch_op.drop_column('revision')
        batch_op.drop_column('maybe_twice')
        batch_op.drop_column('broadcast_id')
    _index_queue(QUEUED)

    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_audit_actor_id'), type_='foreignkey')
        batch_op.drop_index('ix_audit_action')
        batch_op.drop_index(batch_op.f('ix_audit_actor_id'))
        batch_op.drop_column('actor_id')

    op.drop_index('ix_assignment_of_person', 'assignment')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_assignment_assigned_by'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_assignment_due_on'))
        batch_op.drop_column('completed_at')
        batch_op.drop_column('reminded_on')
        batch_op.drop_column('reminders')
        batch_op.drop_column('due_on')
        batch_op.drop_column('assigned_by')

    with op.batch_alter_table('reaction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reaction_person_id'))

    op.drop_table('reaction')
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_note_sender_id'))
        batch_op.drop_index(batch_op.f('ix_note_receiver_id'))
        batch_op.drop_index(batch_op.f('ix_note_broadcast_id'))

    op.drop_table('note')
    with op.batch_alter_table('broadcast', schema=None) as batch_op:
        batch_op.drop_index('ix_broadcast_state')
        batch_op.drop_index(batch_op.f('ix_broadcast_series_id'))
        batch_op.drop_index(batch_op.f('ix_broadcast_author_id'))

    op.drop_table('broadcast')
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_series_author_id'))

    op.drop_table('series')
    op.drop_table('muted_sender')
    op.drop_table('audience_group')
