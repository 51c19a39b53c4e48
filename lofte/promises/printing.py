"""How a party is written in a promise, and in which order: the kommun, the police, the others.

Residents read "Kommunen lovar", not the name of a unit; with several units, each has its own name.
"""

from collections.abc import Sequence

from lofte.people.models import Party

_ALONE: dict[str, str] = {Party.Kind.KOMMUN: "Kommunen", Party.Kind.POLICE: "Polisen"}


def in_order(parties: Sequence[Party]) -> list[tuple[Party, str]]:
    """Each party with the words for it."""
    kinds = [party.kind for party in parties]
    first: list[str] = list(_ALONE)
    return [
        (party, _ALONE.get(party.kind, "") if kinds.count(party.kind) == 1 else "")
        for party in sorted(
            parties, key=lambda p: first.index(p.kind) if p.kind in first else len(first)
        )
    ]
