"""Rooms, who has read how far, and messages."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from armslength.platform.core.ids import PublicIdField
from armslength.platform.messaging.states import MessageState

CLIENT_SIDE = "client"
FREELANCER_SIDE = "freelancer"


class Room(models.Model):
    """The place where the two sides of one proposal talk. `last_number` is the number of its newest message."""

    public_id = PublicIdField()
    proposal = models.OneToOneField("projects.Proposal", models.PROTECT, related_name="room")
    client = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    freelancer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    last_number = models.BigIntegerField(default=0)
    last_message_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(client=F("freelancer")), name="room_has_two_people"),
        ]
        indexes = [
            models.Index(fields=["client", "-last_message_at"]),
            models.Index(fields=["freelancer", "-last_message_at"]),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def member_ids(self) -> tuple[int, int]:
        """Primary keys of both sides."""
        return self.client_id, self.freelancer_id

    def side_of(self, member_id: int) -> str:
        """Which side of the conversation the member is."""
        return CLIENT_SIDE if member_id == self.client_id else FREELANCER_SIDE

    def other_id(self, member_id: int) -> int:
        """The primary key of the other side."""
        return self.freelancer_id if member_id == self.client_id else self.client_id


class Participation(models.Model):
    """How far a member has read in a room."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="participations")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_up_to = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "member"], name="participation_once")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.room_id}"


class Message(models.Model):
    """One message. `text` is set only while it is delivered; what was stopped lies sealed in its assessment.

    `number` orders the room and never leaves the server. `memory` is what the guard
    remembers of the conversation up to and with this message, under seal.
    """

    public_id = PublicIdField()
    room = models.ForeignKey(Room, models.PROTECT, related_name="messages", db_index=False)
    number = models.BigIntegerField()
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=MessageState.choices)
    text = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    links = models.JSONField(default=list)
    assessment = models.ForeignKey("screening.Assessment", models.PROTECT, null=True, related_name="+")
    memory = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="message_number_once"),
            models.UniqueConstraint(fields=["room", "writer", "client_id"], name="message_stored_once"),
            models.CheckConstraint(
                condition=Q(state=MessageState.DELIVERED) | Q(text="", search_text=""), name="message_text_if_delivered"
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.HELD) | Q(held_until__isnull=False), name="message_held_has_deadline"
            ),
        ]
        indexes = [
            models.Index(fields=["held_until"], condition=Q(state=MessageState.HELD), name="message_held_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def memory_context(self) -> str:
        """What the sealed memory is bound to."""
        return f"memory:{self.public_id}"
