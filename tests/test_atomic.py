"""A file is replaced whole or not at all, and what goes wrong is one line."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from pipeline.atomic import replacing, write_text
from pipeline.errors import OverzetError


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "article.md"
    path.write_text("old", encoding="utf-8")
    return path


@pytest.mark.parametrize("text", ["", "één ‘twee’ 🎉\n", "a\r\nb\n"])
def test_text_arrives_as_given(old: Path, text: str) -> None:
    write_text(old, text)
    assert old.read_bytes() == text.encode()
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("failure", [RuntimeError("halfway"), KeyboardInterrupt(), FileNotFoundError(2, "x", "other")])
def test_failure_in_the_block_leaves_the_old_file(old: Path, failure: BaseException) -> None:
    def write() -> None:
        with replacing(old) as handle:
            handle.write("new" * 100_000)
            handle.flush()
            assert old.read_text() == "old"
            raise failure

    with pytest.raises(type(failure)):
        write()
    assert old.read_text() == "old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize(
    ("function", "number", "words"),
    [("fsync", errno.ENOSPC, "free some space"), ("open", errno.EACCES, "may write to")],
)
def test_system_failure_is_one_line(
    old: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, words: str
) -> None:
    def fail(*args: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, function, fail)
    with pytest.raises(OverzetError, match=words) as caught:
        write_text(old, "new")
    monkeypatch.undo()
    message = str(caught.value)
    assert message.startswith(f"{old}: cannot be written: {os.strerror(number)};")
    assert "\n" not in message
    assert old.read_text() == "old"
    assert list(old.parent.iterdir()) == [old]


def test_failing_rename_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OverzetError, match="Input/output error"):
        write_text(old, "new")
    assert old.read_text() == "old"
    assert list(old.parent.iterdir()) == [old]


def test_device_is_not_replaced() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with pytest.raises(OverzetError, match="not a regular file"):
        write_text(Path("/dev/full"), "text")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.parametrize(("name", "words"), [("no/such/a.md", "create the folder"), ("n" * 300, "shorter name")])
def test_bad_path(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(OverzetError, match=words):
        write_text(tmp_path / name, "text")
    assert not list(tmp_path.iterdir())


def test_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(OverzetError, match="not a regular file"):
        write_text(tmp_path, "text")


def test_link_stays_a_link(old: Path) -> None:
    link = old.with_name("link.md")
    link.symlink_to(old.name)
    write_text(link, "new")
    assert link.is_symlink()
    assert old.read_text() == "new"


def test_modes(old: Path) -> None:
    before = os.umask(0o027)
    try:
        old.chmod(0o600)
        write_text(old, "new")
        fresh = old.with_name("fresh.md")
        write_text(fresh, "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o640
