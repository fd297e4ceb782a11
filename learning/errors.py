"""Broken promises: the few things that are no outcome of what a person did."""


class StorageUnavailable(Exception):
    """The records cannot be read or written now (disk full, locked for long, server away)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
