"""The register of agreements: in force, coming, without a signature, ended."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.agreements.models import Agreement

WHY = "of agreements that the viewer may see"


def agreements_of(kommun: Kommun, viewer: User) -> QuerySet[Agreement]:
    rows = Agreement.objects.visible_to(viewer).filter(kommuner=kommun)
    together: list[Any] = [Prefetch("parties", Party.objects.unscoped(WHY))]
    return rows.prefetch_related(*together).order_by("-first_day", "-id")


@dataclass(slots=True)
class Register:
    """The agreements of a kommun, by what they are today."""

    in_force: list[Agreement] = field(default_factory=list)
    coming: list[Agreement] = field(default_factory=list)
    tried: list[Agreement] = field(default_factory=list)  # no signature yet
    ended: list[Agreement] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.in_force or self.coming or self.tried or self.ended)


def register_of(kommun: Kommun, viewer: User, today: date) -> Register:
    register = Register()
    for row in agreements_of(kommun, viewer):
        if row.signed_on is None:
            register.tried.append(row)
        elif row.last_day is not None and row.last_day < today:
            register.ended.append(row)
        elif row.first_day is not None and row.first_day > today:
            register.coming.append(row)
        else:
            register.in_force.append(row)
    return register
