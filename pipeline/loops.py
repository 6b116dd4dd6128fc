"""Runs of words that a model repeats because it has lost its way."""

from __future__ import annotations

_LONGEST_RUN = 8


def longest_loop(text: str) -> int:
    """How often the most repeated run of 1 to 8 words stands after itself, the first time included."""
    words = text.lower().split()
    most = min(1, len(words))
    for size in range(1, _LONGEST_RUN + 1):
        same = 0  # words in a row that equal the word one run earlier
        for here in range(size, len(words)):
            same = same + 1 if words[here] == words[here - size] else 0
            most = max(most, 1 + same // size)
    return most


def cut_loops(text: str, most: int) -> str:
    """`text` with at most `most` of each run of 1 to 8 words in a row; shorter runs are cut first."""
    words = text.split()
    for size in range(1, _LONGEST_RUN + 1):
        kept: list[str] = []
        for word in words:
            kept.append(word)
            tail = [w.lower() for w in kept[-size * (most + 1) :]]
            if len(tail) == size * (most + 1) and tail == tail[:size] * (most + 1):
                del kept[-size:]
        words = kept
    return " ".join(words)
