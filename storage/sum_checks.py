"""Compares the sums kept beside the ledger with the ledger itself, row by row of each table."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.report_ports import SumCheck

WEEK_SUMS = """
    SELECT iso_year, iso_week, year,
        CASE WHEN {year} > year THEN 12 WHEN {year} < year THEN 1 ELSE {month} END,
        unit_id, kind, CASE WHEN {source} LIKE 'lesson:%/%' THEN {course} ELSE '' END,
        competency, minutes_per_jp, COUNT(*), SUM(seconds), SUM(COALESCE({right}, 0)),
        SUM(CASE WHEN {right} IS NULL THEN 0 ELSE COALESCE({questions}, 0) END)
    FROM credit GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
YEAR_SUMS = "SELECT year, person_id, minutes_per_jp, SUM(seconds), MAX(local_on) FROM credit GROUP BY 1, 2, 3"
LEARNERS = (
    "SELECT last.iso_year, last.iso_week, credit.unit_id, COUNT(*)"
    " FROM (SELECT iso_year, iso_week, person_id, MAX(id) AS id FROM credit"
    " GROUP BY iso_year, iso_week, person_id HAVING SUM(seconds) > 0) AS last"
    " JOIN credit ON credit.id = last.id GROUP BY 1, 2, 3"
)
KEPT = {
    "credit_year": "SELECT year, person_id, minutes_per_jp, seconds, last_on FROM credit_year",
    "credit_week": "SELECT * FROM credit_week",
    "learner_week": "SELECT * FROM learner_week WHERE people <> 0",
}


def sum_checks(connection: Connection) -> Sequence[SumCheck]:
    """How many rows of each table of sums are not what the ledger says, or are missing."""
    ledger = sums_of_ledger(connection.dialect.name)
    return [SumCheck(name, _differing(connection, KEPT[name], query)) for name, query in ledger.items()]


def sums_of_ledger(dialect: str) -> Mapping[str, str]:
    """The query that gives the rows of each table of sums anew from the ledger."""
    return {"credit_year": YEAR_SUMS, "credit_week": _week_sums(dialect), "learner_week": LEARNERS}


def _differing(connection: Connection, sums: str, ledger: str) -> int:
    """Rows that only one of two queries gives; one that differs is counted once on each side at most."""
    only = "SELECT COUNT(*) FROM (SELECT * FROM ({0}) AS a EXCEPT SELECT * FROM ({1}) AS b) AS c"
    sides = (only.format(sums, ledger), only.format(ledger, sums))
    return max(int(connection.execute(sa.text(side)).scalar_one()) for side in sides)


def _week_sums(dialect: str) -> str:
    """The query that gives the rows of `credit_week` from the ledger, as a dialect writes it."""
    if dialect == "postgresql":
        source = "COALESCE(evidence ->> 'corrects', source)"
        return WEEK_SUMS.format(
            year="CAST(EXTRACT(YEAR FROM local_on) AS INTEGER)",
            month="CAST(EXTRACT(MONTH FROM local_on) AS INTEGER)",
            source=source,
            course=f"SPLIT_PART(SUBSTR({source}, 8), '/', 1)",
            right="CAST(evidence ->> 'right' AS INTEGER)",
            questions="CAST(evidence ->> 'questions' AS INTEGER)",
        )
    source = "COALESCE(JSON_EXTRACT(evidence, '$.corrects'), source)"
    return WEEK_SUMS.format(
        year="CAST(STRFTIME('%Y', local_on) AS INTEGER)",
        month="CAST(STRFTIME('%m', local_on) AS INTEGER)",
        source=source,
        course=f"SUBSTR({source}, 8, INSTR({source}, '/') - 8)",
        right="JSON_EXTRACT(evidence, '$.right')",
        questions="JSON_EXTRACT(evidence, '$.questions')",
    )
