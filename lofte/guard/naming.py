"""What the name of a place, a party or a kind may not hold: a number that leads to a person.

People's names and addresses are part of many names that are no personal data: Anna Lindhs plats,
Karlssons Väktare AB, Storgatan 5. The address of an office may stand where a contact is asked for.
"""

from lofte.guard.spans import Kind
from lofte.guard.sweep import find

IN_NAMES = frozenset({Kind.NAME, Kind.ADDRESS})
IN_REGISTRIES = frozenset(Kind) - {Kind.PERSONNUMMER, Kind.SAMORDNINGSNUMMER}
IN_CONTACTS = IN_NAMES | {Kind.EMAIL, Kind.PHONE, Kind.HANDLE}


def pointing(name: str, *, allowed: frozenset[Kind] = IN_NAMES) -> str:
    """The Swedish word for the first thing in the name that leads to a person, or nothing."""
    return next((span.kind.label for span in find(name) if span.kind not in allowed), "")
