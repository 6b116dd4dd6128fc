"""Text into stretches that fit a model's window, cut between sentences wherever that is possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Count = Callable[[str], int]
_STEPS = 32


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sentences `first` to `last` (inclusive), or the part of one that is over the window by itself."""

    first: int
    last: int
    text: str


def chunked(sentences: Sequence[str], room: int, count: Count) -> list[Chunk]:
    """As few chunks of at most `room` tokens as sentences allow, of like length, with every word in one of them.

    `count` gives the tokens of a text. A last chunk of one sentence would get a summary as long as that of a full one.
    """
    pieces = [(n, piece) for n, sentence in enumerate(sentences) for piece in cut(sentence.strip(), room, count)]
    if not pieces:
        return []
    costs = [count(f" {piece}") for _, piece in pieces]
    fewest = len(_packed(costs, room))
    limit = -(-sum(costs) // fewest)
    while len(_packed(costs, limit)) > fewest:
        limit = min(room, limit + max(1, room // _STEPS))
    chunks = []
    for start, end in _packed(costs, limit):
        for a, b in _checked([piece for _, piece in pieces], start, end, room, count):
            text = " ".join(piece for _, piece in pieces[a:b] if piece)
            chunks.append(Chunk(pieces[a][0], pieces[b - 1][0], text))
    return chunks


def cut(sentence: str, room: int, count: Count) -> list[str]:
    """`sentence`, halved between words until each part is within `room`; a single word is halved between letters."""
    if count(sentence) <= room or len(sentence) < 2:
        return [sentence]
    words = sentence.split()
    middle = len(words) // 2
    if middle:
        halves = " ".join(words[:middle]), " ".join(words[middle:])
    else:
        halves = sentence[: len(sentence) // 2], sentence[len(sentence) // 2 :]
    return [part for half in halves for part in cut(half, room, count)]


def _packed(costs: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Half-open spans of items, each as long as its costs stay within `limit`; one item may be over it."""
    spans: list[tuple[int, int]] = []
    used = 0
    for n, cost in enumerate(costs):
        if spans and used + cost <= limit:
            spans[-1] = (spans[-1][0], n + 1)
            used += cost
        else:
            spans.append((n, n + 1))
            used = cost
    return spans


def _checked(pieces: Sequence[str], start: int, end: int, room: int, count: Count) -> list[tuple[int, int]]:
    """The span, halved where the tokens of its joined text are more than those of its pieces."""
    if end - start < 2 or count(" ".join(pieces[start:end])) <= room:
        return [(start, end)]
    middle = (start + end) // 2
    return [*_checked(pieces, start, middle, room, count), *_checked(pieces, middle, end, room, count)]
