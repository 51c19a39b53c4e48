"""Residents read "Kommunen lovar" and "Polisen lovar", in that order."""

from lofte.people.models import Party
from lofte.promises.printing import in_order

UNIT = Party(name="Trygghetsenheten", kind=Party.Kind.KOMMUN)
STREETS = Party(name="Gata och park", kind=Party.Kind.KOMMUN)
POLICE = Party(name="Polisen Lyckeberga", kind=Party.Kind.POLICE)
SHOPS = Party(name="Köpmannaföreningen", kind=Party.Kind.BUSINESS)


def test_the_kommun_comes_first_then_the_police_then_the_others() -> None:
    assert in_order([SHOPS, POLICE, UNIT]) == [
        (UNIT, "Kommunen"),
        (POLICE, "Polisen"),
        (SHOPS, ""),  # its own name
    ]


def test_several_units_of_the_kommun_have_names_of_their_own() -> None:
    assert in_order([POLICE, STREETS, UNIT]) == [(STREETS, ""), (UNIT, ""), (POLICE, "Polisen")]
