"""How much what readers said of an item moves it up or down: a little, and never more than that."""

from dataclasses import dataclass

LARGEST_SHARE = 0.1
"""The most an item's score can gain or lose by what readers said."""

DOUBT = 8
"""So many voices are needed before they count half: one opinion moves almost nothing."""

OPENING_WEIGHT = 0.2
"""An opening says less than a word of thanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How often an item was opened, called helpful, and called not what was meant."""

    opened: int = 0
    helpful: int = 0
    unhelpful: int = 0


def factor(use: Use) -> float:
    """What an item's score is multiplied by, between 1 - LARGEST_SHARE and 1 + LARGEST_SHARE."""
    praised = use.helpful + OPENING_WEIGHT * use.opened
    voices = praised + use.unhelpful
    return 1 + LARGEST_SHARE * (praised - use.unhelpful) / (voices + DOUBT)
