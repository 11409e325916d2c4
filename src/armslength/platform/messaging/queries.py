"""Reading rooms and messages. Absent and forbidden give the same NotFoundError."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from armslength.platform.accounts.models import Member
from armslength.platform.core.errors import NotFoundError
from armslength.platform.core.sealing import unseal
from armslength.platform.core.search import fold_query
from armslength.platform.messaging.models import Message, Participation, Room
from armslength.platform.messaging.states import SEEN_BY_BOTH, SEEN_BY_WRITER, MessageState

PAGE_SIZE = 50
MAX_SEARCH_HITS = 50
MAX_ROOMS_LISTED = 200


@dataclass(frozen=True, slots=True)
class Page:
    """Messages in order, and whether there are older and newer ones."""

    messages: list[Message]
    has_older: bool
    has_newer: bool

    @property
    def before(self) -> str | None:
        """Before which message the older page ends; None without one. An empty page leads nowhere."""
        return self.messages[0].public_id if self.messages and self.has_older else None

    @property
    def after(self) -> str | None:
        """After which message the newer page begins; None without one."""
        return self.messages[-1].public_id if self.messages and self.has_newer else None


@dataclass(frozen=True, slots=True)
class Memory:
    """What the guard remembers of a room: its bytes, and the number of the message it followed."""

    number: int
    state: bytes | None


def get_room_for(actor: Member, public_id: str) -> Room:
    """The room, for one of its two sides."""
    sides = Q(client=actor) | Q(freelancer=actor)
    room = Room.objects.filter(sides, public_id=public_id).select_related("client", "freelancer").first()
    if room is None:
        raise NotFoundError
    return room


def rooms_for(actor: Member) -> QuerySet[Room]:
    """The member's rooms, the one with the newest message first."""
    newest = Message.objects.filter(room=OuterRef("pk"), state=MessageState.DELIVERED).order_by("-number")
    sides = Q(client=actor) | Q(freelancer=actor)
    rooms = Room.objects.filter(sides).select_related("proposal__project")
    return rooms.annotate(last_text=Subquery(newest.values("text")[:1])).order_by("-last_message_at", "-id")


def has_rooms(member_id: int) -> bool:
    """Whether the member is in any room."""
    return Participation.objects.filter(member_id=member_id).exists()


def seen_by(member_id: int) -> Q:
    """Which messages a member may see in their room."""
    return Q(state__in=SEEN_BY_BOTH) | Q(state__in=SEEN_BY_WRITER, writer_id=member_id)


def get_message_for(actor: Member, room: Room, public_id: str) -> Message:
    """A message that the actor may see."""
    visible = Message.objects.filter(seen_by(actor.pk), room=room, public_id=public_id)
    message = visible.select_related("assessment").first()
    if message is None:
        raise NotFoundError
    return message


def page_before(actor: Member, room: Room, before: Message | None = None) -> Page:
    """The newest page, or the one that ends before `before`."""
    rows = _visible(actor, room)
    if before is not None:
        rows = rows.filter(number__lt=before.number)
    newest_first = list(rows.order_by("-number")[: PAGE_SIZE + 1])
    return Page(newest_first[:PAGE_SIZE][::-1], len(newest_first) > PAGE_SIZE, before is not None)


def page_after(actor: Member, room: Room, after: Message) -> Page:
    """The page that begins after `after`."""
    rows = list(_visible(actor, room).filter(number__gt=after.number).order_by("number")[: PAGE_SIZE + 1])
    return Page(rows[:PAGE_SIZE], has_older=True, has_newer=len(rows) > PAGE_SIZE)


def page_around(actor: Member, room: Room, middle: Message) -> Page:
    """A page with `middle` in it, half of it older."""
    older = list(_visible(actor, room).filter(number__lte=middle.number).order_by("-number")[: PAGE_SIZE // 2 + 1])
    newer = page_after(actor, room, middle)
    half = older[: PAGE_SIZE // 2][::-1]
    return Page(half + newer.messages, len(older) > PAGE_SIZE // 2, newer.has_newer)


def search_messages(actor: Member, room: Room, query: str) -> list[Message]:
    """Delivered messages that hold all words of `query`, newest first."""
    words = fold_query(query).split()
    if not words:
        return []
    hits = _visible(actor, room).filter(state=MessageState.DELIVERED)
    for word in words:
        hits = hits.filter(search_text__contains=word)
    return list(hits.order_by("-number")[:MAX_SEARCH_HITS])


def _visible(actor: Member, room: Room) -> QuerySet[Message]:
    return Message.objects.filter(seen_by(actor.pk), room=room).select_related("assessment").defer("memory")


def read_numbers(room: Room) -> dict[int, int]:
    """How far each side has read, by member."""
    return dict(Participation.objects.filter(room=room).values_list("member_id", "read_up_to"))


def read_numbers_of(rooms: Collection[int]) -> dict[tuple[int, int], int]:
    """How far members have read, by (room, member)."""
    rows = Participation.objects.filter(room_id__in=rooms).values_list("room_id", "member_id", "read_up_to")
    return {(room_id, member_id): number for room_id, member_id, number in rows}


def unread_counts(member_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """For each member, the number of unread messages in each room that has any, by the room's public id.

    One query, which reads the unread messages alone, however long the rooms are.
    """
    place = "room__messages"
    unread = {f"{place}__state": MessageState.DELIVERED, f"{place}__number__gt": F("read_up_to")}
    by_the_other = Q(**{f"{place}__writer_id__lt": F("member_id")}) | Q(**{f"{place}__writer_id__gt": F("member_id")})
    rows = Participation.objects.filter(by_the_other, member_id__in=member_ids, **unread)
    counts: dict[int, dict[str, int]] = {member_id: {} for member_id in member_ids}
    counted = rows.values_list("member_id", "room__public_id").annotate(unread=Count(f"{place}__id"))
    for member_id, room_id, count in counted:
        counts[member_id][room_id] = count
    return counts


def unread_by_room(member_id: int) -> dict[str, int]:
    """The number of unread messages in each room that has any, by the room's public id."""
    return unread_counts([member_id])[member_id]


def memory_before(room: Room, number: int | None = None) -> Memory:
    """The conversation's memory after the last message, or before the one with `number`."""
    rows = Message.objects.filter(room=room, memory__isnull=False)
    if number is not None:
        rows = rows.filter(number__lt=number)
    last = rows.order_by("-number").only("public_id", "number", "memory").first()
    if last is None or last.memory is None:
        return Memory(0, None)
    return Memory(last.number, unseal(last.memory, context=last.memory_context))


def last_shared_message(room: Room, up_to: Message) -> Message | None:
    """The last message up to `up_to` that both sides see: what a receipt may name."""
    shared = Message.objects.filter(room=room, state__in=SEEN_BY_BOTH, number__lte=up_to.number)
    return shared.order_by("-number").only("public_id", "number").first()


def messages_after(room: Room, number: int, *, most: int) -> list[Message]:
    """The first `most` messages that were delivered after the one with `number`, in order."""
    rows = Message.objects.filter(room=room, number__gt=number, state=MessageState.DELIVERED)
    return list(rows.order_by("number")[:most])
