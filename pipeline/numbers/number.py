"""A number as the checks compare it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Language = Literal["nl", "en"]


@dataclass(frozen=True)
class Number:
    """One number: its value, the words it was written in, and other values it may fairly be given."""

    value: Decimal
    text: str
    start: int
    digits: bool
    others: frozenset[Decimal] = frozenset()

    @property
    def readings(self) -> frozenset[Decimal]:
        return self.others | {self.value}
