"""Sets the scene: `python -m tests.journeys.inside pair 120` makes two people, a room, its history and a third person.

`python -m tests.journeys.inside rooms 10` makes two people with ten empty rooms.

Runs in a process of its own with the installation's environment, beside the server.
"""

import json
import secrets
import sys
from datetime import timedelta
from typing import Any

import django

from tests.people import Person

LINES = (
    "The first draft of the page is in the folder.",
    "Thank you. The photos look warm, I like them.",
    "Shall the opening hours stand above the map, or below it, or in the footer where most people look for them first?",
    "Above.",
    "Then I move the map down a little and let the text breathe.",
)


def make_pair(messages: int) -> dict[str, Any]:
    """A client and a freelancer with a room; what their browsers have to know."""
    from tests.cast import make_member, make_room  # noqa: PLC0415 - Django is set up by now

    mails = _fresh_mails("client", "freelancer", "newcomer")
    client = make_member(Person(mails[0], is_client=True))
    freelancer = make_member(Person(mails[1], is_freelancer=True))
    newcomer = make_member(Person(mails[2], is_freelancer=True))
    room = make_room(client, freelancer)
    _talk(room, client, freelancer, messages)
    return {
        "client": {"mail": mails[0], "id": client.public_id},
        "freelancer": {"mail": mails[1], "id": freelancer.public_id},
        "newcomer": {"mail": mails[2], "id": newcomer.public_id},
        "room": f"/rooms/{room.public_id}/",
        "project": f"/projects/{room.proposal.project.public_id}/",
    }


def make_rooms(count: int) -> dict[str, Any]:
    """A client and a freelancer who work on several things; what their browsers have to know."""
    from tests.cast import make_member, make_room  # noqa: PLC0415 - Django is set up by now

    mails = _fresh_mails("client", "freelancer")
    client = make_member(Person(mails[0], is_client=True))
    freelancer = make_member(Person(mails[1], is_freelancer=True))
    rooms = [make_room(client, freelancer) for _ in range(count)]
    return {
        "client": {"mail": mails[0]},
        "freelancer": {"mail": mails[1]},
        "rooms": [f"/rooms/{room.public_id}/" for room in rooms],
    }


def _fresh_mails(*roles: str) -> list[str]:
    mark = secrets.token_hex(4)
    return [f"{role}-{mark}@journeys.example" for role in roles]


def _talk(room: Any, client: Any, freelancer: Any, messages: int) -> None:
    """Let the two have talked for some days."""
    from armslength.platform.messaging.actions import send_message  # noqa: PLC0415 - Django is set up by now
    from armslength.platform.messaging.models import Message, Participation  # noqa: PLC0415 - the same

    for index in range(messages):
        writer = client if index % 3 else freelancer
        text = f"{LINES[index % len(LINES)]} Page {index}."
        message = send_message(actor=writer, room=room, client_id=f"before-{index}", text=text)
        assert message.state == "delivered", f"{text}: {message.state}"
        # History has days; sending knows only now.
        at = message.created_at - timedelta(hours=2 * (messages - index))
        Message.objects.filter(pk=message.pk).update(created_at=at)
    Participation.objects.filter(room=room).update(read_up_to=messages)


SCENES = {"pair": make_pair, "rooms": make_rooms}


def main(arguments: list[str]) -> None:
    """Print the scene as JSON."""
    django.setup()
    print(json.dumps(SCENES[arguments[0]](int(arguments[1]))))


if __name__ == "__main__":
    main(sys.argv[1:])
