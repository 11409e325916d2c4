"""The files that the guard loads: weights of one byte each, in units."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import numpy as np

from armslength.guard.lexicons.load import NAMES, digest_lexicons
from tools.training.bytes import as_bytes, pack_gate, unit_of
from tools.training.features import GRAM_LEVEL
from tools.training.fit import Choices, GateFit

_LIGHTEST_TAG: Final = 0.02


def write_gate(folder: Path, gate: GateFit, languages: Collection[str]) -> None:
    """Write the gate, with the digests of the lexicons of the languages that the model is made with."""
    known = {key: digest for key, digest in digest_lexicons().items() if key in {*languages, NAMES}}
    packed = pack_gate(gate.grams, gate.weights, gate.unit, needed=gate.needed, needed_far=gate.needed_far)
    _write(folder / "gate.json", {**packed, "lexicons": known})


def write_scales(folder: Path, name: str, fitted: Choices) -> None:
    """Write one set of scales."""
    _write(folder / f"{name}.json", _pack(fitted))


def _pack(fitted: Choices) -> dict[str, Any]:
    """The level of grams is folded into the unit; tags that weigh next to nothing are left out."""
    size = len(fitted.grams)
    unit = unit_of(fitted.weights[:, :size])
    tags = {
        name: [round(float(weight), 2) for weight in fitted.weights[:, size + place]]
        for place, name in enumerate(fitted.tags)
        if np.abs(fitted.weights[:, size + place]).max() >= _LIGHTEST_TAG
    }
    return {
        "grams": "\n".join(fitted.grams),
        "lanes": {name: as_bytes(fitted.weights[place, :size], unit) for place, name in enumerate(fitted.names)},
        "unit": unit * GRAM_LEVEL,
        "bias": [round(float(bias), 4) for bias in fitted.bias],
        "tags": tags,
    }


def _write(path: Path, stored: dict[str, Any]) -> None:
    """Write a file as a whole: a guard that runs meanwhile reads the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(path.name + ".new")
    waiting.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    waiting.replace(path)
