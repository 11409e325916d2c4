"""What the crash proof needs from inside the installation: `python -m tests.faults.population make 10`, `… audit`.

Runs in a process of its own with the installation's environment, beside the server.
"""

import json
import sys
from typing import Any

import django

from tests.people import Person


def make_rooms(count: int) -> list[dict[str, Any]]:
    """`count` rooms of two members each; what their browsers have to know."""
    from tests.cast import make_member, make_room  # noqa: PLC0415 - Django is set up by now

    rooms = []
    for index in range(count):
        mails = f"client{index}@writers.example", f"freelancer{index}@writers.example"
        client = make_member(Person(mails[0], is_client=True))
        freelancer = make_member(Person(mails[1], is_freelancer=True))
        room = make_room(client, freelancer)
        sides = [{"mail": mail, "id": who.public_id} for mail, who in zip(mails, (client, freelancer), strict=True)]
        rooms.append({"id": room.public_id, "sides": sides})
    return rooms


def read_database() -> dict[str, Any]:
    """Every message in its room's order, and every member's last event number."""
    from armslength.platform.messaging.models import Message  # noqa: PLC0415 - Django is set up by now
    from armslength.platform.realtime.models import Sequence  # noqa: PLC0415 - the same

    fields = ("room__public_id", "number", "public_id", "client_id", "writer__public_id", "state")
    messages = Message.objects.order_by("room_id", "number", "pk").values_list(*fields)
    numbers = Sequence.objects.values_list("member__public_id", "last_number")
    return {"messages": [list(row) for row in messages], "last_numbers": dict(numbers)}


def main(arguments: list[str]) -> None:
    """Print the result of one of the two as JSON."""
    django.setup()
    found = make_rooms(int(arguments[1])) if arguments[0] == "make" else read_database()
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
