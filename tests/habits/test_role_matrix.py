"""Every handler has a row that says who may, and the rows say what the rules do."""

from collections import Counter

import pytest

from bot.routes import COMMANDS, DIALOGUES, PRESSES
from learning.rules.access import ALLOWED, Action
from tests.habits.role_matrix import PAGE, ROLES, Row, every_name, page, rows

ACTIONS: dict[str, Action] = {
    **{f"/{key}": action for key, (action, _) in COMMANDS.items()},
    **{f"dialogue:{kind}": action for kind, (action, _) in DIALOGUES.items()},
    **{button.__name__: action for button, (action, _) in PRESSES.items()},
}


def test_every_handler_has_exactly_one_row_that_says_who_may() -> None:
    counted = Counter(row.name for row in rows())
    assert set(counted) == every_name()
    assert [name for name, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_the_rules_let_do_it_whom_its_row_names(row: Row) -> None:
    assert ALLOWED[ACTIONS[row.name]] == ROLES[row.who]


def test_the_page_on_access_shows_the_rows_as_they_are() -> None:
    """After a change `python -m tests.habits.role_matrix` writes the page anew."""
    assert PAGE.read_text(encoding="utf-8") == page().rstrip("\n") + "\n"
