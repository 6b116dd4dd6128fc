"""Bytes into text: the encoding is declared, detected or guessed, and anything but UTF-8 is said."""

from __future__ import annotations

import codecs
import re

from pipeline.article import Finding, Severity
from pipeline.errors import InputError
from pipeline.readers.draft import Source, excerpt, note

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"),
)  # fmt: skip
# What Dutch text has outside ASCII, by how common it is: the right decoding shows these, wrong ones mostly others.
_COMMON = {**dict.fromkeys("ïöüèàáóêç€“”‘’–…", 2), "é": 3, "ë": 3}
_EXPECTED = frozenset("éëèêïíìîöóòôüúùûáàäâãåçñßøæœÿýÉËÈÏÖÜÁÀÄÅÇÑÓØŒŸ€£§°·•½¼¾²³±×µ©®™«»‘’“”„–—…´ \u00a0\u00ad")
# What Western newsrooms' systems have written: Windows, then old Macs, then DOS.
_CANDIDATES = ("cp1252", "mac_roman", "cp850")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(source: Source, *, markup: bool = False) -> tuple[str, list[Finding]]:
    """The text of `source` and what there is to say of its encoding. Raises InputError that names the source.

    Order: byte order mark, UTF-8 if it fits, the declared charset (of the transport, else of an HTML meta), a guess.
    """
    name, data = source.name, source.data
    if not data.strip(b" \t\r\n\x0b\x0c\x00" + codecs.BOM_UTF8):
        raise InputError(f"{name}: the file is empty")
    encoding, finding = detect(source, markup=markup)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: byte {error.start} does not fit {error.encoding}; save the file as UTF-8") from None
    text = text.replace("\ufeff", "")
    if not text.strip():
        raise InputError(f"{name}: the file is empty")
    findings = [finding] if finding else []
    repaired = _repaired(text, findings)
    if "\ufffd" in repaired:
        near = [line[max(0, line.find("\ufffd") - 30) :][:60] for line in repaired.splitlines() if "\ufffd" in line]
        message = "Characters were lost before this text came here: \ufffd stands in their places."
        findings.append(note("characters-lost", message, excerpt(near, 400), Severity.WARNING))
    return repaired, findings


def detect(source: Source, *, markup: bool = False) -> tuple[str, Finding | None]:
    """The encoding of `source`, and a finding where it is not UTF-8. Raises InputError where it is no text."""
    data = source.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            said = None if encoding == "utf-8-sig" else _said(source, encoding, "its byte order mark says so")
            return encoding, said
    if wide := _wide(data):
        return wide, _said(source, wide, "every second byte is zero")
    if b"\x00" in data or len(_CONTROL.findall(data)) * 50 > len(data):
        raise InputError(f"{source.name}: holds binary data, not text; export the article as text, html or docx")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = error.start
    else:
        return "utf-8", None
    declared = _declared(source, markup=markup)
    if declared and _fits(data, declared):
        return declared, _said(source, declared, "it is declared so", code="encoding-declared")
    encoding = _guess(data)
    return encoding, _said(source, encoding, f"byte {start} does not fit UTF-8")


def _said(source: Source, encoding: str, why: str, code: str = "encoding-guessed") -> Finding:
    return note(code, f"{source.name} is not UTF-8; it was read as {encoding}, since {why}.")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, known by the zero byte of each Latin letter."""
    head = data[:4000]
    if len(data) % 2 or len(head) < 4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd * 2 > len(head) * 0.6 and not even:
        return "utf-16-le"
    return "utf-16-be" if even * 2 > len(head) * 0.6 and not odd else None


def _declared(source: Source, *, markup: bool) -> str | None:
    label = source.charset
    if not label and markup and (found := _META.search(source.data[:4096])):
        label = found[1].decode("ascii")
    try:
        name = codecs.lookup(label).name if label else None
    except (LookupError, ValueError):
        return None
    # Browsers read Latin-1 and ASCII as Windows-1252, and pages rely on it.
    return "cp1252" if name in ("iso8859-1", "ascii") else name if name != "utf-8" else None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        return isinstance(data.decode(encoding), str)
    except (UnicodeError, LookupError):  # LookupError: a codec that is not one of text, such as base64
        return False


def _guess(data: bytes) -> str:
    """The candidate that shows the most of what is expected; none convincing: what charset-normalizer says."""
    high = bytes(byte for byte in data if byte > 127)[:20_000]
    shown = {encoding: high.decode(encoding, errors="replace") for encoding in _CANDIDATES}
    weights = {encoding: sum(_COMMON.get(c, c in _EXPECTED) for c in text) for encoding, text in shown.items()}
    best = max(_CANDIDATES, key=lambda encoding: weights[encoding])
    if sum(char in _EXPECTED for char in shown[best]) < 0.6 * len(high) and len(data) >= 500:
        from charset_normalizer import from_bytes

        guess = from_bytes(data).best()
        if guess and _fits(data, guess.encoding):
            return guess.encoding
    return best


def _repaired(text: str, findings: list[Finding]) -> str:
    """`text` with UTF-8 that was once read as something else ("cafÃ©") put right, line by line, and said."""
    if not re.search("[ÃÂâð][\u0080-\uffff]", text):
        return text
    import ftfy

    lines = text.split("\n")
    fixed = [ftfy.fix_encoding(line) for line in lines]
    changed = [f"{a.strip()} → {b.strip()}" for a, b in zip(lines, fixed, strict=True) if a != b]
    if changed:
        message = f"{len(changed)} lines had UTF-8 read as another encoding (Ã© for é) and were put right."
        findings.append(note("encoding-repaired", message, excerpt(changed, 400), Severity.WARNING))
    return "\n".join(fixed)
