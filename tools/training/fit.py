"""Fits: acts and kinds on grams and tags, the gate on few grams alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from armslength.guard.learned.model import ACTS, doing
from armslength.guard.text.terms import has_far_letters
from armslength.guard.types import Act
from tools.training.bytes import as_gate, unit_of
from tools.training.examples import LABELS, Example
from tools.training.features import (
    Told,
    Vector,
    count_grams,
    count_matrix,
    frequent,
    gram_matrix,
    measure,
    tag_matrix,
    tag_names,
)

STRENGTH: Final = 3.0
"""Inverse of the regularisation of acts and kinds; found by cross-validation on the corpora that train."""

MAX_ACT_GRAMS: Final = 60_000
MAX_KIND_GRAMS: Final = 12_000
MAX_KEY_GRAMS: Final = 8_000
KEY_LABELS: Final = LABELS[:3]

GATE_CANDIDATES: Final = 30_000
GATE_STRENGTH: Final = 0.2
GATE_FOUND_WEIGHT: Final = 2.0
GATE_RECALL: Final = {False: 0.945, True: 0.98}
"""Part of the windows to be found, no shape in them, at which the gate must open; on windows that its fit did not see.

The second figure is for texts with letters of far scripts, where a word is a character or two. Half of what the gate
misses the model would not find either: of all that is to be found, about one in a hundred is lost, and ordinary English
chat opens it for one line in three.
"""

_ROUNDS: Final = 400

Labels = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Choices:
    """Levels of some choices: one row a choice, one column a gram or a tag; and the bias of each."""

    names: Sequence[str]
    grams: Sequence[str]
    tags: Sequence[str]
    weights: Vector
    bias: Vector


@dataclass(frozen=True, slots=True)
class GateFit:
    """Weights of grams by their number in a text, their unit, and the units from which the gate opens."""

    grams: Sequence[str]
    weights: Vector
    unit: float
    needed: int
    needed_far: int


def labels_of(examples: Sequence[Example]) -> Labels:
    """The labels as numbers."""
    labels: Labels = np.array([example.label for example in examples])
    return labels


def fit_acts(examples: Sequence[Example], counts: Mapping[str, int]) -> Choices:
    """Fit what a text does; levels are over those of doing nothing."""
    fitted = _fit_choices(examples, labels_of(examples), LABELS, frequent(counts), MAX_ACT_GRAMS)
    return replace(
        fitted,
        names=[act.value for act in ACTS],
        weights=fitted.weights[1:] - fitted.weights[0],
        bias=fitted.bias[1:] - fitted.bias[0],
    )


def fit_kinds(examples: Sequence[Example], counts: Mapping[str, int]) -> Choices:
    """Fit what those that do something are about; one that is about two kinds counts for each."""
    about = [
        (replace(example, tags={**example.tags, doing(Act(LABELS[example.label])): 1.0}), kind)
        for example in examples
        for kind in example.kinds
    ]
    kinds = sorted({kind for _, kind in about})
    labels = np.array([kinds.index(kind) for _, kind in about])
    return _fit_choices([example for example, _ in about], labels, kinds, frequent(counts), MAX_KIND_GRAMS)


def fit_keys(examples: Sequence[Example]) -> Choices:
    """Fit what a message does with pieces said before; levels are over those of doing nothing."""
    every = frequent(count_grams(examples))
    fitted = _fit_choices(examples, labels_of(examples), KEY_LABELS, every, MAX_KEY_GRAMS)
    return replace(
        fitted,
        names=KEY_LABELS[1:],
        weights=fitted.weights[1:] - fitted.weights[0],
        bias=fitted.bias[1:] - fitted.bias[0],
    )


def _fit_choices(
    examples: Sequence[Example], labels: Labels, names: Sequence[str], every: Sequence[str], most: int
) -> Choices:
    """Fit over all grams, keep those that weigh most, and fit again."""
    tags = tag_names(examples)
    of_tags = tag_matrix(examples, tags)
    weights, _ = _fit(gram_matrix(examples, every), of_tags, labels)
    heaviest = np.ptp(weights[:, : len(every)], axis=0)
    grams = sorted(every[place] for place in np.argsort(-heaviest, kind="stable")[:most])
    return Choices(names, grams, tags, *_fit(gram_matrix(examples, grams), of_tags, labels))


def _fit(grams: csr_matrix, tags: csr_matrix, labels: Labels) -> tuple[Vector, Vector]:
    """Weights for columns as they are, fitted on columns that are the heavier the more they tell; and biases."""
    both = hstack([grams, tags], format="csr")
    told: Told = measure(both, labels)
    model = LogisticRegression(C=STRENGTH, max_iter=_ROUNDS, tol=1e-4).fit(told.scale(both), labels)
    return model.coef_ * told.ratios, model.intercept_


def fit_gate(examples: Sequence[Example], counts: Mapping[str, int]) -> GateFit:
    """Fit which texts are worth a closer look; what is needed is set on the other half of what each half fits."""
    grams, matrix = _gate_candidates(examples, counts)
    found = np.array([example.label > 0 for example in examples])
    asked = np.array([example.is_written and not example.has_shape for example in examples])
    is_half = np.array([crc32(example.formed.encode("utf-8")) % 2 == 0 for example in examples])
    weights = _fit_gate(matrix, found)
    unit = unit_of(weights)
    levels: dict[bool, list[int]] = {False: [], True: []}
    for half in (is_half, ~is_half):
        gate = as_gate(grams, _fit_gate(matrix[half], found[half]), unit)
        for place in np.flatnonzero(~half & found & asked).tolist():
            formed = examples[place].formed
            levels[has_far_letters(formed)].append(gate.level(formed))
    near, far = (int(np.quantile(levels[is_far], 1 - GATE_RECALL[is_far])) for is_far in (False, True))
    return GateFit(grams, weights, unit, near, far)


def _gate_candidates(examples: Sequence[Example], counts: Mapping[str, int]) -> tuple[list[str], csr_matrix]:
    """The grams that tell most by themselves, weighted by how often they stand; pairs of letters only cost time."""
    grams = [gram for gram in frequent(counts, least=12) if len(gram) > 2 or not gram.isascii()]
    matrix = count_matrix(examples, grams)
    told = measure(matrix, labels_of(examples))
    common = np.sqrt(np.asarray((matrix > 0).sum(axis=0)).ravel())
    best = np.sort(np.argsort(-told.ratios * common, kind="stable")[:GATE_CANDIDATES])
    return [grams[place] for place in best], matrix[:, best].tocsr()


def _fit_gate(matrix: csr_matrix, found: np.ndarray[Any, np.dtype[np.bool_]]) -> Vector:
    model = LogisticRegression(
        C=GATE_STRENGTH, solver="liblinear", l1_ratio=1.0, class_weight={False: 1.0, True: GATE_FOUND_WEIGHT},
        random_state=0, max_iter=100, tol=1e-3,
    ).fit(matrix, found)  # fmt: skip
    weights: Vector = model.coef_[0]
    return weights
