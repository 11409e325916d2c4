"""What happens in rooms by itself."""

from django.db import transaction

from armslength.platform.core.clock import now
from armslength.platform.core.sealing import is_current, seal, unseal
from armslength.platform.messaging.actions import return_message
from armslength.platform.messaging.models import Message
from armslength.platform.messaging.states import MessageState

RETURN_BATCH = 100


def return_overdue_messages() -> int:
    """Give back what was held past its deadline; how many."""
    overdue = Message.objects.filter(state=MessageState.HELD, held_until__lte=now()).order_by("held_until")
    ids = list(overdue.values_list("pk", flat=True)[:RETURN_BATCH])
    return sum(return_message(pk) for pk in ids)


def reseal_memories() -> int:
    """Seal conversation memories under the current key, row by row; how many."""
    done = 0
    rows = Message.objects.filter(memory__isnull=False).only("public_id", "memory")
    for message in rows.iterator(chunk_size=500):
        if message.memory is None or is_current(message.memory):
            continue
        with transaction.atomic():
            row = Message.objects.select_for_update().only("public_id", "memory").get(pk=message.pk)
            if row.memory is not None:
                row.memory = seal(unseal(row.memory, context=row.memory_context), context=row.memory_context)
                row.save(update_fields=["memory"])
                done += 1
    return done
