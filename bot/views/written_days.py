"""Why what somebody wrote names no day."""

from markupsafe import Markup

from bot.texts import Texts
from learning.rules.written_dates import NoDay


def no_day(found: NoDay, t: Texts) -> Markup:
    """Why it is no day, and how to write one."""
    if found is NoDay.NO_SUCH_DAY:
        return t("There is no such day in the calendar. Please look at the date again.")
    return t("I read no date in that. Please write it like 31-12-2026, 31 December, Friday or tomorrow.")
