"""The training loop: exact resumption, atomic checkpoints, validation, early stopping, an averaged export."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, OverzetError
from pipeline.training.batches import Encoder, Row, batches, collate
from pipeline.training.checkpoint import export
from pipeline.training.pairs import Corpus, Pair
from pipeline.training.settings import TrainSettings
from pipeline.training.validation import Scores, loss_of, validate

Report = Callable[[dict[str, Any]], None]


class Trainer:
    """Trains `model` into `folder`/model; `folder`/state.pt holds all that a run needs to go on as if never stopped.

    Raises OverzetError where a checkpoint cannot be written (the last one is then still there), InputError where
    the folder holds a run of other settings.
    """

    def __init__(
        self, model: Any, tokenizer: Any, tokenizer_files: Path, corpora: Sequence[Corpus], dev: Sequence[Pair],
        settings: TrainSettings, folder: Path, report: Report,
    ) -> None:  # fmt: skip
        import torch

        self._torch, self._settings, self._folder, self._report = torch, settings, folder, report
        self._tokenizer, self._files, self._corpora, self._dev = tokenizer, tokenizer_files, corpora, dev
        run = settings.run
        if run.threads:
            torch.set_num_threads(run.threads)
        torch.manual_seed(run.seed)
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._model = model.to(self._device)
        self._pad = int(model.config.pad_token_id)
        self._encoder = Encoder(tokenizer, settings.vocabulary.sampled, int(model.config.max_position_embeddings) - 1)
        decayed = [p for p in model.parameters() if p.requires_grad]
        self._optimiser = torch.optim.AdamW(decayed, lr=0.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0)
        self._step = self._epoch = self._position = self._stale = 0
        self._elapsed, self._best = 0.0, -1.0
        self._recent: list[dict[str, Any]] = []
        self._best_weights: dict[str, Any] = self._weights()

    def train(self) -> Scores:
        """Train to the end that the settings give; the scores of the exported model."""
        run = self._settings.run
        self._resume()
        last = time.monotonic()
        saved_at, losses, tokens, interval = self._elapsed, list[float](), 0, 0.0
        while not self._ended():
            order = batches(self._corpora, self._encoder, run.seed, self._epoch, self._settings.optimiser.batch_tokens)
            if not order:
                raise InputError("--data: no pair fits the model's positions; give shorter ones or more of them")
            while self._position < len(order) and not self._ended():
                rows = order[self._position]
                losses.append(self._update(rows))
                tokens += sum(len(source) + len(target) for source, target in rows)
                self._position += 1
                self._step += 1
                now = time.monotonic()
                self._elapsed, interval, last = self._elapsed + now - last, interval + now - last, now
                by_steps = run.checkpoint_steps and self._step % run.checkpoint_steps == 0
                by_minutes = run.checkpoint_minutes and self._elapsed - saved_at >= 60 * run.checkpoint_minutes
                if by_steps or by_minutes:
                    self._checkpoint(losses, tokens / max(interval, 1e-9))
                    saved_at, losses, tokens, interval, last = self._elapsed, [], 0, 0.0, time.monotonic()
            if self._position >= len(order):
                self._epoch, self._position = self._epoch + 1, 0
        if losses:
            self._checkpoint(losses, tokens / max(interval, 1e-9))
        return self._finish()

    def _ended(self) -> bool:
        run = self._settings.run
        if run.patience and self._stale >= run.patience:
            return True
        return bool((run.steps and self._step >= run.steps) or (run.minutes and self._elapsed >= 60 * run.minutes))

    def _rate(self) -> float:
        """Linear warm-up over steps, then flat, then linear decay to a fiftieth over the last part of the run."""
        optimiser, run = self._settings.optimiser, self._settings.run
        done = max(
            self._step / run.steps if run.steps else 0.0, self._elapsed / (60 * run.minutes) if run.minutes else 0
        )
        warm = min(1.0, (self._step + 1) / optimiser.warmup_steps) if optimiser.warmup_steps else 1.0
        return optimiser.rate * warm * min(1.0, max(0.02, (1 - done) / optimiser.decay))

    def _update(self, rows: Sequence[Row]) -> float:
        torch = self._torch
        self._model.train()
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate()
        tensors = [tensor.to(self._device) for tensor in collate(rows, self._pad)]
        with self._autocast():
            loss = loss_of(self._model, *tensors, smoothing=self._settings.optimiser.label_smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), self._settings.optimiser.clip_norm)
        self._optimiser.step()
        self._optimiser.zero_grad()
        return float(loss.detach())

    def _autocast(self) -> Any:
        wanted = self._settings.run.bf16
        able = self._device == "cuda" and self._torch.cuda.is_bf16_supported()
        if wanted == "on" or (wanted == "auto" and able):
            return self._torch.autocast(self._device, dtype=self._torch.bfloat16)
        return contextlib.nullcontext()

    def _weights(self) -> dict[str, Any]:
        return {name: tensor.detach().cpu().clone() for name, tensor in self._model.state_dict().items()}

    def _validate(self) -> Scores:
        rng_state = self._torch.get_rng_state()  # validation must not move the run's own random numbers
        scores = validate(self._model, self._tokenizer, self._dev, self._settings.run.translated, self._device)
        self._torch.set_rng_state(rng_state)
        return scores

    def _checkpoint(self, losses: Sequence[float], speed: float) -> None:
        scores = self._validate()
        self._recent = [*self._recent, self._weights()][-self._settings.run.average :]
        if scores.chrf > self._best:
            self._best, self._stale, self._best_weights = scores.chrf, 0, self._weights()
        else:
            self._stale += 1
        row = {
            "step": self._step, "epoch": self._epoch, "minutes": round(self._elapsed / 60, 2),
            "loss": round(sum(losses) / max(1, len(losses)), 4), "dev_loss": round(scores.loss, 4),
            "bleu": round(scores.bleu, 2), "chrf": round(scores.chrf, 2), "rate": self._rate(),
            "tokens_per_second": round(speed), "signature": scores.signature,
        }  # fmt: skip
        self._save()
        with (self._folder / "curve.jsonl").open("a", encoding="utf-8") as curve:
            curve.write(json.dumps(row) + "\n")
        self._report(row)

    def _save(self) -> None:
        state = {
            "settings": self._settings.fingerprint(), "model": self._model.state_dict(),
            "optimiser": self._optimiser.state_dict(), "step": self._step, "epoch": self._epoch,
            "position": self._position, "elapsed": self._elapsed, "best": self._best, "stale": self._stale,
            "recent": self._recent, "best_weights": self._best_weights, "rng": self._torch.get_rng_state(),
            "cuda_rng": self._torch.cuda.get_rng_state_all() if self._device == "cuda" else [],
        }  # fmt: skip
        path = self._folder / "state.pt"
        partial = path.with_suffix(".part")
        try:
            with partial.open("wb") as file:
                self._torch.save(state, file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except (OSError, RuntimeError) as error:
            partial.unlink(missing_ok=True)
            raise OverzetError(
                f"{path}: the checkpoint could not be written ({error}); the one before it is whole: free some "
                "space and run the same command again"
            ) from error

    def _resume(self) -> None:
        path = self._folder / "state.pt"
        if not path.exists():
            return
        state = self._torch.load(path, map_location="cpu", weights_only=True)
        if state["settings"] != self._settings.fingerprint():
            raise InputError(
                f"{self._folder}: holds a run with other data, vocabulary or model settings; give another -o"
            )
        self._model.load_state_dict(state["model"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._step, self._epoch, self._position = state["step"], state["epoch"], state["position"]
        self._elapsed, self._best, self._stale = state["elapsed"], state["best"], state["stale"]
        self._recent, self._best_weights = state["recent"], state["best_weights"]
        self._torch.set_rng_state(state["rng"])
        if self._device == "cuda" and state["cuda_rng"]:
            self._torch.cuda.set_rng_state_all(state["cuda_rng"])

    def _finish(self) -> Scores:
        """Export the average of the last checkpoints, or the best single one where that scores higher."""
        torch = self._torch
        averaged = {
            name: torch.stack([weights[name].float() for weights in self._recent]).mean(0)
            for name in (self._recent[0] if self._recent else {})
        }
        best = self._best_weights
        candidates = [weights for weights in (averaged, best) if weights]
        scored = []
        for weights in candidates:
            self._model.load_state_dict(weights)
            scored.append(self._validate())
        chosen = max(range(len(scored)), key=lambda n: scored[n].chrf)
        try:
            export(self._model, candidates[chosen], self._files, self._folder / "model")
        except OSError as error:
            raise OverzetError(f"{self._folder / 'model'}: could not be written: {error}") from error
        return scored[chosen]
