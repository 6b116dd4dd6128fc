"""HTML entities, unescaped exactly once on the way from a file to a block.

Between ingest and clean a text may still carry entities. Readers of markup have unescaped theirs by then, so
they protect what still looks like one (`&amp;lt;` on a page is a visible `&lt;`); clean unescapes the rest.
"""

from __future__ import annotations

import html
import re

# With the semicolon only: `?a=1&copy=2` is an address, not a copyright sign.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def entities(text: str) -> list[str]:
    """The entities in `text` that have a character, in order."""
    return [found for found in _ENTITY.findall(text) if html.unescape(found) != found]


def unescape_once(text: str) -> str:
    """`text` with each entity as its character; what an entity yields is not looked at again."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def literal(text: str) -> str:
    """`text` so escaped that `unescape_once` gives it back unchanged."""
    return _ENTITY.sub(lambda found: f"&amp;{found[0][1:]}", text)
