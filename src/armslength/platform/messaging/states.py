"""What a message can be, and who sees it then."""

from django.db import models


class MessageState(models.TextChoices):
    """What has become of a message."""

    DELIVERED = "delivered"
    HELD = "held"
    REFUSED = "refused"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    DELETED = "deleted"


SEEN_BY_BOTH = (MessageState.DELIVERED, MessageState.DELETED)
SEEN_BY_WRITER = (MessageState.HELD, MessageState.REFUSED, MessageState.RETURNED)
