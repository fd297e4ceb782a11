"""Knowledge: items, passages and their index, searches, questions to experts; notices in the outbox."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

FULL_TEXT_INDEX = {
    'sqlite': (
        """CREATE VIRTUAL TABLE passage_index USING fts5(
            title_terms, tag_terms, text_terms,
            content='passage', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
        )""",
    ),
    'postgresql': (
        """CREATE TABLE passage_index (
            passage_id integer PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE, terms tsvector NOT NULL
        )""",
        'CREATE INDEX passage_index_terms ON passage_index USING gin (terms)',
    ),
}


def upgrade() -> None:
    """Goes up."""
    op.create_table('document',
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('telegram_file_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('added_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_document'))
    )
    op.create_table('index_spelling',
    sa.Column('form', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('word', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('form', 'word', name=op.f('pk_index_spelling'))
    )
    op.create_table('index_term',
    sa.Column('term', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('passages', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('term', name=op.f('pk_index_term'))
    )
    op.create_table('index_word',
    sa.Column('word', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('passages', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('word', name=op.f('pk_index_word'))
    )
    op.create_table('dialogue',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('begun_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_dialogue_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_dialogue'))
    )
    op.create_table('knowledge_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('summary', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('tags', sa.JSON(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('owner', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('shareable', sa.Boolean(), nullable=False),
    sa.Column('review_by', sa.Date(), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('verified_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('lesson_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('question_keys', sa.JSON(), nullable=False),
    sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('origin_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('document', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('opened', sa.Integer(), nullable=False),
    sa.Column('helpful', sa.Integer(), nullable=False),
    sa.Column('unhelpful', sa.Integer(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_knowledge_item_author_id')),
    sa.ForeignKeyConstraint(['document'], ['document.sha256'], name=op.f('fk_knowledge_item_document')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_knowledge_item_owner_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_knowledge_item_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge_item')),
    sa.UniqueConstraint('key', name=op.f('uq_knowledge_item_key'))
    )
    with op.batch_alter_table('knowledge_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_knowledge_item_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_item_document'), ['document'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_item_lesson_key'), ['lesson_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_item_origin'), ['origin'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_item_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_item_review_by'), ['review_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_item_state'), ['state'], unique=False)

    op.create_table('synonym',
    sa.Column('word', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('others', sa.JSON(), nullable=False),
    sa.Column('replaces', sa.Boolean(), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['changed_by'], ['person.id'], name=op.f('fk_synonym_changed_by')),
    sa.PrimaryKeyConstraint('word', name=op.f('pk_synonym'))
    )
    with op.batch_alter_table('synonym', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_synonym_changed_by'), ['changed_by'], unique=False)

    op.create_table('expert_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('taken_by', sa.Integer(), nullable=True),
    sa.Column('taken_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('answer_document', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('escalated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['answer_document'], ['document.sha256'], name=op.f('fk_expert_question_answer_document')),
    sa.ForeignKeyConstraint(['asker_id'], ['person.id'], name=op.f('fk_expert_question_asker_id')),
    sa.ForeignKeyConstraint(['item_id'], ['knowledge_item.id'], name=op.f('fk_expert_question_item_id')),
    sa.ForeignKeyConstraint(['taken_by'], ['person.id'], name=op.f('fk_expert_question_taken_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_expert_question'))
    )
    with op.batch_alter_table('expert_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_expert_question_asker_id'), ['asker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_expert_question_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_expert_question_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_expert_question_taken_by'), ['taken_by'], unique=False)

    op.create_table('item_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('settled', sa.Boolean(), nullable=False),
    sa.Column('reported_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['knowledge_item.id'], name=op.f('fk_item_report_item_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_item_report_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item_report')),
    sa.UniqueConstraint('person_id', 'item_id', 'version', 'reason', name=op.f('uq_item_report_person_id_item_id_version_reason'))
    )
    with op.batch_alter_table('item_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_item_report_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_item_report_person_id'), ['person_id'], unique=False)

    op.create_table('knowledge_search',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('fit', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('lesson_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('opened', sa.Boolean(), nullable=False),
    sa.Column('helpful', sa.Boolean(), nullable=True),
    sa.Column('settled', sa.Boolean(), nullable=False),
    sa.Column('searched_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['knowledge_item.id'], name=op.f('fk_knowledge_search_item_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_knowledge_search_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge_search'))
    )
    with op.batch_alter_table('knowledge_search', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_knowledge_search_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_search_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_search_searched_at'), ['searched_at'], unique=False)

    op.create_table('knowledge_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['changed_by'], ['person.id'], name=op.f('fk_knowledge_version_changed_by')),
    sa.ForeignKeyConstraint(['item_id'], ['knowledge_item.id'], name=op.f('fk_knowledge_version_item_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge_version')),
    sa.UniqueConstraint('item_id', 'version', name=op.f('uq_knowledge_version_item_id_version'))
    )
    with op.batch_alter_table('knowledge_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_knowledge_version_changed_by'), ['changed_by'], unique=False)

    op.create_table('passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('lesson_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('path', sa.JSON(), nullable=False),
    sa.Column('page', sa.Integer(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title_terms', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('tag_terms', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text_terms', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['knowledge_item.id'], name=op.f('fk_passage_item_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_passage_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage'))
    )
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passage_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_passage_lesson_key'), ['lesson_key'], unique=False)

    op.create_table('paused_question',
    sa.Column('question_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('paused_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['knowledge_item.id'], name=op.f('fk_paused_question_item_id')),
    sa.PrimaryKeyConstraint('question_key', name=op.f('pk_paused_question'))
    )
    with op.batch_alter_table('paused_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paused_question_item_id'), ['item_id'], unique=False)

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('notice', sa.JSON(), nullable=True))
    for statement in FULL_TEXT_INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Goes back."""
    op.execute('DROP TABLE passage_index')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_column('notice')

    with op.batch_alter_table('paused_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paused_question_item_id'))

    op.drop_table('paused_question')
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passage_lesson_key'))
        batch_op.drop_index(batch_op.f('ix_passage_item_id'))

    op.drop_table('passage')
    with op.batch_alter_table('knowledge_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_knowledge_version_changed_by'))

    op.drop_table('knowledge_version')
    with op.batch_alter_table('knowledge_search', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_knowledge_search_searched_at'))
        batch_op.drop_index(batch_op.f('ix_knowledge_search_person_id'))
        batch_op.drop_index(batch_op.f('ix_knowledge_search_item_id'))

    op.drop_table('knowledge_search')
    with op.batch_alter_table('item_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_item_report_person_id'))
        batch_op.drop_index(batch_op.f('ix_item_report_item_id'))

    op.drop_table('item_report')
    with op.batch_alter_table('expert_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_expert_question_taken_by'))
        batch_op.drop_index(batch_op.f('ix_expert_question_state'))
        batch_op.drop_index(batch_op.f('ix_expert_question_item_id'))
        batch_op.drop_index(batch_op.f('ix_expert_question_asker_id'))

    op.drop_table('expert_question')
    with op.batch_alter_table('synonym', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_synonym_changed_by'))

    op.drop_table('synonym')
    with op.batch_alter_table('knowledge_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_knowledge_item_state'))
        batch_op.drop_index(batch_op.f('ix_knowledge_item_review_by'))
        batch_op.drop_index(batch_op.f('ix_knowledge_item_owner_id'))
        batch_op.drop_index(batch_op.f('ix_knowledge_item_origin'))
        batch_op.drop_index(batch_op.f('ix_knowledge_item_lesson_key'))
        batch_op.drop_index(batch_op.f('ix_knowledge_item_document'))
        batch_op.drop_index(batch_op.f('ix_knowledge_item_author_id'))

    op.drop_table('knowledge_item')
    op.drop_table('dialogue')
    op.drop_table('index_word')
    op.drop_table('index_term')
    op.drop_table('index_spelling')
    op.drop_table('document')
