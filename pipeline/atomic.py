"""Files that are there whole or not at all: written under another name, flushed to disk, then renamed."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from pipeline.errors import OverzetError

_ADVICE = {
    errno.ENOSPC: "free some space, or choose a folder on another disk",
    errno.EDQUOT: "free some space, or choose a folder on another disk",
    errno.ENOENT: "create the folder first, or choose another",
    errno.ENAMETOOLONG: "choose a shorter name",
}
_DEFAULT_ADVICE = "choose a folder that you may write to"


def write_error(path: Path, error: OSError) -> OverzetError:
    """The one line for a file or folder that could not be written."""
    reason = error.strerror or str(error)
    advice = _ADVICE.get(error.errno or 0, _DEFAULT_ADVICE)
    return OverzetError(f"{path}: cannot be written: {reason}; {advice}")


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 handle whose text takes the place of `path` when the block ends without an exception.

    Until then, and after any exception, `path` is what it was. A reader never sees half a file. Line ends are
    written as given. Raises OverzetError where the file cannot be written.
    """
    target, mode = _target(path)
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with open(descriptor, "w", encoding="utf-8", newline="") as handle:  # noqa: PTH123
                yield handle
                handle.flush()
                os.fsync(descriptor)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        if error.filename not in (None, str(temporary)):
            raise  # the block's own trouble with another file
        raise write_error(path, error) from error
    _sync_folder(target.parent)


def _target(path: Path) -> tuple[Path, int]:
    """The file to replace and the mode of its successor."""
    try:
        # Through a link the file behind it is replaced, and the link stays.
        target = path.resolve() if path.is_symlink() else path
        if not target.exists():
            # Less the umask, as any new file has; tempfile's 0o600 would hide the result from colleagues.
            return target, 0o666
        if not target.is_file():
            raise OverzetError(f"{path}: cannot be written: it is not a regular file; choose another name")
        return target, target.stat().st_mode & 0o777
    except OSError as error:
        raise write_error(path, error) from error


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can."""
    if os.name != "posix":
        return
    # Some network file systems refuse this; the file is whole without it.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_text(path: Path, text: str) -> None:
    """Replace the file at `path` by `text` in UTF-8, whole or not at all. Raises OverzetError."""
    with replacing(path) as handle:
        handle.write(text)
