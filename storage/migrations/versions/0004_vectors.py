"""Keeps what passages mean: a vector for each, by the model that made it."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Goes up."""
    op.create_table('passage_vector',
    sa.Column('passage_id', sa.Integer(), nullable=False),
    sa.Column('model', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('vector', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['passage_id'], ['passage.id'], name=op.f('fk_passage_vector_passage_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('passage_id', name=op.f('pk_passage_vector'))
    )
    with op.batch_alter_table('passage_vector', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passage_vector_model'), ['model'], unique=False)


def downgrade() -> None:
    """Goes back."""
    with op.batch_alter_table('passage_vector', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passage_vector_model'))

    op.drop_table('passage_vector')
