"""The picture of one's own progress."""

from bot.texts import Texts
from learning.usecases.progress import Progress


def progress_picture(progress: Progress, texts: Texts) -> bytes:
    """A PNG."""
    raise NotImplementedError
