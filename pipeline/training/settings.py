"""The settings of `overzet train`; configs/train-small.toml says what each means."""

from __future__ import annotations

import hashlib
import json
from typing import Literal, Self

from pydantic import Field, model_validator

from pipeline.config import Section


class DataSettings(Section):
    min_words: int = Field(ge=1)
    max_words: int = Field(ge=1)
    max_ratio: float = Field(gt=1)
    check_language: bool
    check_numbers: bool
    dev_pairs: int = Field(ge=1)


class VocabularySettings(Section):
    size: int = Field(ge=16)
    sampled: float = Field(ge=0, le=1)


class ModelSettings(Section):
    d_model: int = Field(ge=8)
    encoder_layers: int = Field(ge=1)
    decoder_layers: int = Field(ge=1)
    heads: int = Field(ge=1)
    ffn: int = Field(ge=8)
    dropout: float = Field(ge=0, lt=1)
    max_positions: int = Field(ge=16)

    @model_validator(mode="after")
    def _divides(self) -> Self:
        if self.d_model % self.heads:
            raise ValueError(f"model.d_model ({self.d_model}) must be a multiple of model.heads ({self.heads})")
        return self


class OptimiserSettings(Section):
    rate: float = Field(gt=0)
    warmup_steps: int = Field(ge=0)
    decay: float = Field(gt=0, le=1)
    label_smoothing: float = Field(ge=0, lt=1)
    clip_norm: float = Field(gt=0)
    batch_tokens: int = Field(ge=16)


class RunSettings(Section):
    steps: int = Field(ge=0)
    minutes: float = Field(ge=0)
    checkpoint_minutes: float = Field(ge=0)
    checkpoint_steps: int = Field(ge=0)
    patience: int = Field(ge=0)
    average: int = Field(ge=1)
    translated: int = Field(ge=1)
    seed: int
    threads: int = Field(ge=0)
    bf16: Literal["auto", "on", "off"]

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if not self.steps and not self.minutes:
            raise ValueError("run.steps and run.minutes are both 0, so the run would never end: set one of them")
        return self


class TrainSettings(Section):
    """Everything that `overzet train` can be told."""

    data: DataSettings
    vocabulary: VocabularySettings
    model: ModelSettings
    optimiser: OptimiserSettings
    run: RunSettings

    def fingerprint(self) -> str:
        """12 hexadecimal digits of what a run cannot change when it is taken up again: not how long it goes on."""
        data = self.model_dump(include={"data": True, "vocabulary": True, "model": True})
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]
