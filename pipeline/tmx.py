"""TMX 1.4, the exchange format of translation memories (LISA OSCAR, 2005): Dutch and English pairs in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.atomic import replacing
from pipeline.errors import InputError
from pipeline.readers.xmltree import parse_xml

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Elements within a segment that hold codes of the editor and no text of the sentence.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})


def read_tmx(path: Path) -> Iterator[tuple[str, str]]:
    """(Dutch, English) of each unit that has both. Raises InputError that names the file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a TMX file") from error
    root = parse_xml(data, str(path))
    if root.tag != "tmx":
        raise InputError(f"{path}: is {root.tag} and not TMX; export the memory as TMX 1.4")
    for unit in root.iter("tu"):
        texts = {_language(variant): _text(variant.find("seg")) for variant in unit.iter("tuv")}
        source, target = texts.get("nl", ""), texts.get("en", "")
        if source and target:
            yield source, target


def write_tmx(path: Path, pairs: Iterable[tuple[str, str]]) -> int:
    """Write pairs whole or not at all; their number. Raises OverzetError."""
    from lxml import etree

    count = 0
    with replacing(path) as handle:
        handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n')
        header = {
            "creationtool": "overzet", "creationtoolversion": __version__, "segtype": "sentence", "o-tmf": "overzet",
            "adminlang": "en", "srclang": "nl", "datatype": "plaintext",
        }  # fmt: skip
        handle.write(f"{etree.tostring(etree.Element('header', header), encoding='unicode')}\n<body>\n")
        for source, target in pairs:
            unit = etree.Element("tu")
            for language, text in (("nl", source), ("en", target)):
                variant = etree.SubElement(unit, "tuv", {_LANG: language})
                etree.SubElement(variant, "seg").text = _allowed(text)
            handle.write(f"{etree.tostring(unit, encoding='unicode')}\n")
            count += 1
        handle.write("</body>\n</tmx>\n")
    return count


def _language(variant: Any) -> str:
    """nl for nl, nl-BE and NL_nl."""
    given = variant.get(_LANG) or variant.get("lang") or ""
    return str(given).replace("_", "-").split("-")[0].lower()


def _text(segment: Any) -> str:
    if segment is None:
        return ""
    parts = [segment.text or ""]
    for child in segment:
        if child.tag not in _CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _allowed(text: str) -> str:
    """`text` without the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")
