"""Which units need somebody, and why."""

from learning.reports import NeedReason, UnitLine
from learning.rules.reporting import needing

QUIET = UnitLine(unit_id=1, path="Balai", people=10, learned=0)


def test_a_unit_where_nobody_learned_is_called_quiet_only_once_the_period_is_over() -> None:
    (need,) = needing([QUIET], is_running=False)
    assert (need.reason, need.affected) == (NeedReason.QUIET, 10)
    assert needing([QUIET], is_running=True) == ()
