"""Who sees the rows of this room: whoever may see pictures in one of the kommuner they concern."""

from typing import Self

from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.scope import M, ScopedQuerySet, Viewer


def seen_in(viewer: Viewer) -> frozenset[int]:
    """The kommuner whose pictures the viewer may see."""
    if isinstance(viewer, User):
        return viewer.kommun_ids_with(Capability.SEE_PICTURE)
    return viewer.kommun_ids()


class Shared(ScopedQuerySet[M]):
    """Rows that several kommuner may share: seen in each of them."""

    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(kommuner__in=seen_in(viewer)).distinct()
