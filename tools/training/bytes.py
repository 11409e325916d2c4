"""Weights as the guard keeps them: one byte each, in units, around `ZERO`."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from armslength.guard.learned.gate import ZERO, Gate
from tools.training.features import Vector


def unit_of(weights: Vector) -> float:
    """So that all but the very heaviest weights fit into a byte with room for the light ones."""
    return float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / (ZERO - 1)


def as_bytes(weights: Vector, unit: float) -> str:
    """The weights in units, as text."""
    whole = np.clip(np.rint(weights / unit), -ZERO, ZERO - 1).astype(int) + ZERO
    return base64.b64encode(bytes(whole.tolist())).decode("ascii")


def pack_gate(
    grams: Sequence[str], weights: Vector, unit: float, *, needed: int = 0, needed_far: int = 0
) -> dict[str, Any]:
    """A gate of the grams that weigh anything."""
    kept = np.flatnonzero(np.rint(weights / unit)).tolist()
    return {
        "grams": "\n".join(grams[place] for place in kept),
        "weights": as_bytes(weights[kept], unit),
        "needed": needed,
        "needed_far": needed_far,
    }


def as_gate(grams: Sequence[str], weights: Vector, unit: float) -> Gate:
    """The gate as the guard would load it, for its levels."""
    return Gate(pack_gate(grams, weights, unit))
