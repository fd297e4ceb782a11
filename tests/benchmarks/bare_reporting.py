"""The questions of the weekly summary in plain SQL, as somebody would ask them of bare SQLite."""

import sqlite3
from typing import Any

from learning.rules.periods import Period

SPREAD = """
    WITH had AS (
        SELECT person_id, SUM(seconds) AS seconds FROM credit
        WHERE iso_year = :year AND iso_week = {week} GROUP BY person_id
    ), ranked AS (
        SELECT unit_id, seconds, ROW_NUMBER() OVER of_all AS place, COUNT(*) OVER () AS people,
            ROW_NUMBER() OVER of_unit AS place_in_unit, COUNT(*) OVER (PARTITION BY unit_id) AS people_of_unit
        FROM (
            SELECT unit_id, COALESCE(had.seconds, 0) AS seconds FROM person
            LEFT JOIN had ON had.person_id = person.id WHERE state <> 'left'
        )
        WINDOW of_all AS (ORDER BY seconds), of_unit AS (PARTITION BY unit_id ORDER BY seconds)
    )
    SELECT unit_id, COUNT(*), SUM(seconds > 0), SUM(seconds),
        SUM((2 * place - people - 1) * seconds), SUM((2 * place_in_unit - people_of_unit - 1) * seconds),
        AVG(CASE WHEN 2 * place_in_unit BETWEEN people_of_unit AND people_of_unit + 2 THEN seconds END),
        MAX(CASE WHEN 2 * place BETWEEN people AND people + 2 THEN seconds END)
    FROM ranked GROUP BY unit_id
"""
"""Who learned, the median and the spread, of all and by unit."""

STANDINGS = """
    WITH later AS (
        SELECT person_id, SUM(seconds) AS seconds FROM credit
        WHERE iso_year = :year AND iso_week > :week AND year + 0 = :year GROUP BY person_id
    ), stands AS (
        SELECT person.unit_id, person.state, employment_type,
            COALESCE(credit_year.seconds, 0) - COALESCE(later.seconds, 0) AS seconds,
            JULIANDAY(:year || '-12-31') - JULIANDAY(MAX(COALESCE(starts_on, ''), :first)) + 1 AS whole,
            JULIANDAY(:on) - JULIANDAY(MAX(COALESCE(starts_on, ''), :first)) + 1 AS past
        FROM person
        LEFT JOIN credit_year ON credit_year.year = :year AND credit_year.person_id = person.id
        LEFT JOIN later ON later.person_id = person.id
        WHERE person.state <> 'left'
    )
    SELECT unit_id,
        SUM(state = 'active' AND past > 0 AND employment_type <> 'PPPK'
            AND seconds >= 54000.0 / 365 * MIN(whole, past)),
        SUM(state = 'active' AND past > 0 AND employment_type <> 'PPPK'),
        SUM(state = 'active' AND employment_type = 'PPPK' AND seconds >= 64800),
        SUM(seconds <= 0), SUM(seconds > 0 AND seconds < 13500), SUM(seconds >= 13500 AND seconds < 27000),
        SUM(seconds >= 27000 AND seconds < 40500), SUM(seconds >= 40500 AND seconds < 54000),
        SUM(seconds >= 54000), SUM(seconds)
    FROM stands GROUP BY unit_id
"""
"""Who is on pace, and the bands of JP, by unit."""

QUESTIONS = (
    "SELECT unit_id, COUNT(*), SUM(state = 'listed'), SUM(blocked_at IS NOT NULL) FROM person"
    " WHERE state <> 'left' GROUP BY unit_id",
    "SELECT unit_id, kind, course, competency, SUM(seconds), SUM(credits), SUM(right_answers), SUM(answers)"
    " FROM credit_week WHERE iso_year = :year AND iso_week = :week GROUP BY 1, 2, 3, 4",
    "SELECT kind, SUM(seconds), SUM(right_answers), SUM(answers) FROM credit_week"
    " WHERE iso_year = :year AND iso_week = :week - 1 GROUP BY 1",
    "SELECT iso_year, iso_week, SUM(seconds) FROM credit_week"
    " WHERE iso_year = :year OR (iso_year = :year - 1 AND iso_week > :week) GROUP BY 1, 2",
    "SELECT iso_year, iso_week, SUM(people) FROM learner_week"
    " WHERE iso_year = :year OR (iso_year = :year - 1 AND iso_week > :week) GROUP BY 1, 2",
    SPREAD.format(week=":week - 1"),
)


def bare_summary(connection: sqlite3.Connection, week: Period) -> tuple[int, int, int, int]:
    """Asks everything; people, who learned, seconds, and who is on pace."""
    given: dict[str, Any] = {
        "year": week.year,
        "week": week.number,
        "on": str(week.last_day_of_year),
        "first": f"{week.year}-01-01",
    }
    for question in QUESTIONS:
        connection.execute(question, given).fetchall()
    spread = connection.execute(SPREAD.format(week=":week"), given).fetchall()
    stands = connection.execute(STANDINGS, given).fetchall()
    people, learned, seconds = (sum(row[place] for row in spread) for place in (1, 2, 3))
    return people, learned, seconds, sum(row[1] for row in stands)
