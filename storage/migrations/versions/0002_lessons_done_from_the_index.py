"""Reads which lessons a person did, or has begun, from an index alone."""

from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes up."""
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_attempt_done')
        batch_op.create_index('ix_attempt_done', ['person_id', 'kind', 'completed_at', 'lesson_key'], unique=False)


def downgrade() -> None:
    """Goes down."""
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_attempt_done')
        batch_op.create_index('ix_attempt_done', ['person_id', 'kind', 'lesson_key'], unique=False)
