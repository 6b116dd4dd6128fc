"""A wheel is all that a user needs: configurations, data and the bundled model travel in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUN = "import sys; sys.argv = ['overzet', *sys.argv[1:]]; from pipeline.cli import main; main()"


@pytest.mark.slow
def test_a_wheel_translates_without_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("overzet-*.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    assert not any(path.name == "tests" for path in site.iterdir())
    text = tmp_path / "bericht.txt"
    text.write_text("De minister heeft het voorstel gisteren naar de Tweede Kamer gestuurd.\n", encoding="utf-8")
    # -I keeps the working directory out of the path; the site folder alone holds the package.
    program = f"import sys; sys.path.insert(0, {str(site)!r}); import pipeline; print(pipeline.__file__); {RUN}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, "translate", str(text), "-c", "offline", "--format", "txt"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    package, english = done.stdout.split("\n", 1)
    assert Path(package).is_relative_to(site)
    assert "minister" in english
