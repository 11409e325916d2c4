"""Who the people of the tests are, for those too who only meet them from outside."""

from dataclasses import dataclass

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Person:
    """What a member of the cast is made from."""

    mail: str
    is_client: bool = False
    is_freelancer: bool = False
    is_moderator: bool = False
    is_operator: bool = False


ADA = Person("ada@cast.example", is_client=True)
BEN = Person("ben@cast.example", is_freelancer=True)
CLEO = Person("cleo@cast.example", is_client=True, is_freelancer=True)
MONA = Person("mona@cast.example", is_moderator=True)
OTTO = Person("otto@cast.example", is_operator=True)
