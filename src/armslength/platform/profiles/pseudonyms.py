"""Names that nobody was born with: "Quiet Heron"."""

import secrets

_MANNERS = (
    "Amber", "Autumn", "Bright", "Brisk", "Calm", "Candid", "Careful", "Cheerful", "Clear", "Clever",
    "Cobalt", "Copper", "Coral", "Crimson", "Curious", "Daring", "Deft", "Eager", "Early", "Easy",
    "Evening", "Fair", "Fearless", "Fond", "Frosty", "Gentle", "Glad", "Golden", "Graceful", "Hazel",
    "Honest", "Humble", "Indigo", "Ivory", "Jolly", "Keen", "Kind", "Lively", "Lucid", "Mellow",
    "Merry", "Misty", "Nimble", "Patient", "Plucky", "Polite", "Quick", "Quiet", "Rustic", "Scarlet",
    "Silver", "Steady", "Sunny", "Swift", "Tidy", "Velvet", "Violet", "Wandering", "Warm", "Witty",
)  # fmt: skip
_CREATURES = (
    "Albatross", "Alder", "Antelope", "Badger", "Beaver", "Bison", "Bittern", "Bramble", "Cedar", "Cormorant",
    "Crane", "Cricket", "Curlew", "Cypress", "Dolphin", "Dormouse", "Dragonfly", "Dunlin", "Egret", "Falcon",
    "Fern", "Finch", "Firefly", "Gannet", "Gazelle", "Gecko", "Hare", "Hedgehog", "Heron", "Ibex",
    "Jackdaw", "Juniper", "Kestrel", "Kingfisher", "Lapwing", "Larch", "Lynx", "Magpie", "Maple", "Marmot",
    "Marten", "Nightingale", "Nuthatch", "Ocelot", "Oriole", "Osprey", "Otter", "Plover", "Puffin", "Raven",
    "Redwing", "Robin", "Rowan", "Salmon", "Sparrow", "Starling", "Tern", "Thrush", "Wagtail", "Willow",
)  # fmt: skip
TRIES_BEFORE_NUMBERS = 6


def draw_pseudonym(attempt: int = 0) -> str:
    """A random pseudonym of two words; from the sixth attempt on with a number, so that they never run out."""
    name = f"{secrets.choice(_MANNERS)} {secrets.choice(_CREATURES)}"
    if attempt < TRIES_BEFORE_NUMBERS:
        return name
    return f"{name} {secrets.randbelow(10 ** min(attempt - 3, 8)) + 2}"
