"""Trains the guard's model on the corpora: `make train`.

Reads `corpora/train` and `corpora/dev`, never `corpora/eval`. The same corpora, code and library versions give the same
weights. With `--check`, a fifth of the messages is kept out and judged by the guard that the rest makes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final
from zlib import crc32

from armslength.guard.learned.model import WEIGHTS, Model
from tools.corpus import Message, read_cases, read_dev, read_keys, read_train
from tools.evasion import disguise
from tools.ordinary_text import read_ordinary
from tools.training.check import check_model
from tools.training.examples import Example, read_examples, without_tags
from tools.training.features import count_grams
from tools.training.fit import Choices, fit_acts, fit_gate, fit_keys, fit_kinds
from tools.training.pack import write_gate, write_scales

ORDINARY: Final = Path(__file__).parent.parent / "var/ordinary"
DISGUISES: Final = 2
KEPT_OUT_OF: Final = 5
"""Of so many messages `--check` keeps one out, chosen by its text, so that new messages move no old one."""


def _is_kept_out(message: Message) -> bool:
    return crc32(message.text.encode("utf-8")) % KEPT_OUT_OF == 0


def gather(train: Sequence[Message], ordinary: Path) -> list[Example]:
    """All windows that gate, acts and kinds are fitted on."""
    developed = read_examples([*read_dev(), *read_cases()])
    disguised = read_examples(disguise([*train, *read_dev()], times=DISGUISES), is_written=False)
    usual = read_examples(read_ordinary(ordinary), is_written=False)
    harmless = read_examples(message for message in read_keys() if message.label == "clean")
    return [*read_examples(train), *harmless, *developed, *map(without_tags, developed), *disguised, *usual]


def train_model(folder: Path, train: Sequence[Message], ordinary: Path) -> None:
    """Fit everything and write it to a folder."""
    examples = gather(train, ordinary)
    print(
        f"{len(examples):,} windows, {sum(example.label > 0 for example in examples):,} of them to be found", flush=True
    )
    counts = count_grams(examples)
    write_gate(folder, fit_gate(examples, counts), {message.language for message in train})
    _write_scales(folder, "acts", fit_acts(examples, counts))
    _write_scales(folder, "kinds", fit_kinds(examples, counts))
    _write_scales(folder, "keys", fit_keys(_key_examples(examples)))


def _write_scales(folder: Path, name: str, fitted: Choices) -> None:
    print(f"{name}: {len(fitted.grams):,} grams, {len(fitted.tags):,} tags", flush=True)
    write_scales(folder, name, fitted)


def _key_examples(examples: Iterable[Example]) -> list[Example]:
    """What is a key to earlier pieces, and what is not: the clean messages of all corpora."""
    return [*read_examples(read_keys()), *(example for example in examples if example.is_written and not example.label)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the weights; with `--check`, say how well what was kept out is judged, and write nothing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--ordinary", type=Path, default=ORDINARY, help="folder of the unpacked Debian packages")
    parser.add_argument("--check", action="store_true", help="judge a part that is kept out; write nothing")
    parser.add_argument("--into", type=Path, default=WEIGHTS, help="folder of the weights")
    options = parser.parse_args(arguments)
    messages = list(read_train())
    if not options.check:
        train_model(options.into, messages, options.ordinary)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        train_model(Path(folder), [m for m in messages if not _is_kept_out(m)], options.ordinary)
        check_model(Model(Path(folder)), filter(_is_kept_out, messages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
