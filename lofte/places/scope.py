"""Scope that fails closed: a queryset that was not asked who is looking raises when it is read."""

from collections.abc import Iterator
from typing import Any, Protocol, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class Unscoped(Exception):
    """Rows were read without `visible_to(user)` (or a stated reason)."""


class Viewer(Protocol):
    """Who is looking: a signed-in user, or the product itself."""

    def kommun_ids(self) -> frozenset[int]: ...
    def sees_group_of(self, kommun_id: int) -> bool: ...


class ScopedQuerySet(models.QuerySet[M]):
    """Reading demands `visible_to(user)` or `unscoped(reason)` somewhere in the chain."""

    _scope: str | None = None

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone

    def visible_to(self, viewer: Viewer) -> Self:
        """Only rows that this person may see. Models with finer rules override `limit_to`."""
        scoped: Self = self._chain()  # type: ignore[attr-defined]
        scoped._scope = "viewer"
        return scoped.limit_to(viewer)

    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(kommun__in=viewer.kommun_ids())

    def unscoped(self, reason: str) -> Self:
        """All rows, with the reason said aloud: an action, the scheduler, a uniqueness check."""
        scoped: Self = self._chain()  # type: ignore[attr-defined]
        scoped._scope = reason
        return scoped

    def _check(self) -> None:
        if self._scope is None:
            raise Unscoped(f"{self.model.__name__}: fråga med visible_to(user) först.")

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        self._check()
        return super().iterator(chunk_size=chunk_size) if chunk_size else super().iterator()

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()
