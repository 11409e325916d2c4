"""How well a guard with a given model judges messages that the model was not fitted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from armslength.guard.learned.model import Model
from armslength.guard.policy import STRICT
from armslength.guard.scan import Knowledge, scan_text
from armslength.guard.text.lexicon import load_lexicon
from tools.corpus import Message


def check_model(model: Model, messages: Iterable[Message]) -> None:
    """Print how many messages of each label and sort are flagged."""
    knowledge = Knowledge(load_lexicon(None), model)
    flagged: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for message in messages:
        findings = scan_text(message.text, knowledge).findings
        is_flagged = any(f.is_flaggable and f.confidence >= STRICT.suspect_at for f in findings)
        flagged[message.label, message.sort].append(is_flagged)
        flagged[message.label, "all"].append(is_flagged)
    for (label, sort), found in sorted(flagged.items()):
        print(f"{label:10} {sort:12} flagged {sum(found):5,} of {len(found):5,}  {sum(found) / len(found):6.1%}")
