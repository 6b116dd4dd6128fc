"""Checkpoints in CTranslate2's form, converted once and kept in the cache by what they hold."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from pipeline.errors import ModelUnavailableError, OverzetError
from pipeline.resources import cache_folder

_BLOCK = 1 << 20


def converted(folder: Path, name: str, compute_type: str) -> Path:
    """The converted form of the checkpoint in `folder`, made now if need be.

    The cache's key is a digest of the checkpoint's files, so that changed weights are converted anew. Two processes
    may convert at once: each works under a name of its own, and the first to finish is kept. Raises
    ModelUnavailableError where the checkpoint cannot be converted, OverzetError where the cache cannot be written.
    """
    target = cache_folder() / "ctranslate2" / f"{checkpoint_digest(folder, version('ctranslate2'))}-{compute_type}"
    if (target / "model.bin").is_file():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target.parent, error) from error
    try:
        _convert(folder, name, work / "model", compute_type)
        try:
            (work / "model").replace(target)
        except OSError as error:
            if not (target / "model.bin").is_file():
                raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def _convert(folder: Path, name: str, target: Path, compute_type: str) -> None:
    from ctranslate2.converters import TransformersConverter

    from pipeline.engines.loading import ONE_AT_A_TIME, first_line, load_seq2seq, quiet

    quiet()
    try:
        # The converter takes what it is given; weights that would give noise are refused here.
        load_seq2seq(name, folder)
        with ONE_AT_A_TIME:
            TransformersConverter(str(folder)).convert(str(target), quantization=compute_type)
    except OSError as error:
        if error.errno is not None:
            raise _unwritable(target, error) from error
        raise ModelUnavailableError(f"{name}: cannot be converted for CTranslate2: {first_line(error)}") from error
    except (ValueError, KeyError, AttributeError, RuntimeError, TypeError) as error:
        message = (
            f"{name}: cannot be converted for CTranslate2 ({first_line(error)}); use -s translate.engine=transformers"
        )
        raise ModelUnavailableError(message) from error


def _unwritable(path: Path, error: OSError) -> OverzetError:
    return OverzetError(
        f"{path}: the converted model cannot be written ({error.strerror or error}); free space, or set OVERZET_CACHE"
    )


def checkpoint_digest(folder: Path, salt: str = "") -> str:
    """24 hexadecimal digits of the SHA-256 of `salt` and what a checkpoint's folder holds."""
    digest = hashlib.sha256(salt.encode())
    for path in sorted(folder.iterdir()):
        if path.suffix in (".json", ".safetensors", ".bin", ".spm"):
            digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
    return digest.hexdigest()[:24]
