"""Learned metrics: refused in one line where they are not installed, and read as they are written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from command import overzet

from pipeline.errors import InputError, OverzetError
from pipeline.evaluation import extras

TEXTS = (["De raad", "Het regent"], ["The council", "It rains"], ["The council", "It is raining"])
# What comet-score 2.2 does: options, files with a sentence a line, and a JSON object by file of outputs.
FAKE = f"""#!{sys.executable}
import json, sys
from pathlib import Path
given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
lines = Path(given["-t"]).read_text().splitlines()
assert len(lines) == len(Path(given["-s"]).read_text().splitlines()) == 2
out = sys.argv[sys.argv.index("--to_json") + 1]
rows = [{{"mt": line, "COMET": 0.5 + n / 4}} for n, line in enumerate(lines)]
Path(out).write_text(json.dumps({{given["-t"]: rows}}))
"""


@pytest.mark.parametrize(("name", "part"), [("comet", "pipx install"), ("bertscore", "overzet[bertscore]")])
def test_what_is_not_installed_is_refused_before_anything_is_done(
    monkeypatch: pytest.MonkeyPatch, name: str, part: str
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    code, out, err = overzet("evaluate", "desk", "-c", "offline", "--metric", name)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert part in err


def test_comet_is_read_from_its_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = tmp_path / "comet-score"
    command.write_text(FAKE, encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    measured = extras.comet()(*TEXTS)
    assert (measured.score.metric, measured.score.value) == ("COMET", 62.5)
    assert "wmt22-comet-da" in measured.score.signature
    command.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('no such model')\n", encoding="utf-8")
    with pytest.raises(OverzetError, match="comet-score failed: no such model"):
        extras.comet()(*TEXTS)


@pytest.mark.slow
def test_bertscore_of_equal_texts_is_full(tmp_path: Path) -> None:
    pytest.importorskip("bert_score", reason="pip install overzet[bertscore]")
    from transformers import BertConfig, BertModel, BertTokenizer

    words = "[PAD] [UNK] [CLS] [SEP] [MASK] the council it rains is raining".split()
    (tmp_path / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    BertTokenizer(str(tmp_path / "vocab.txt"), model_max_length=64).save_pretrained(tmp_path)
    shape = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(words), **shape)).save_pretrained(tmp_path)
    measured = extras.bertscore(str(tmp_path), layers=2)(*TEXTS)
    assert measured.statistics[0, 0] == pytest.approx(100, abs=0.01)
    assert measured.statistics[1, 0] < 99
    with pytest.raises(InputError, match="none could not be loaded"):
        extras.bertscore(str(tmp_path / "none"), layers=2)(*TEXTS)
