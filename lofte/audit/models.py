from typing import Any, NoReturn

from django.db import models
from django.utils import timezone


class Immutable(Exception):
    """Somebody tried to change or remove a row of the audit."""


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    """Rows are added one by one and read; nothing else."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("Loggen ändras aldrig och ingen rad tas bort.")

    update = delete = bulk_create = bulk_update = _raw_delete = _update = _refuse


class AuditEvent(models.Model):
    """Who did what to what, when. Who is stored as text: people come and go, the row stays."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    what = models.CharField(max_length=60, db_index=True)
    target_kind = models.CharField(max_length=60)
    target_id = models.CharField(max_length=60)
    target_name = models.CharField(max_length=200, blank=True)
    kommun_code = models.CharField(max_length=4, blank=True, db_index=True)
    by_id = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200)
    by_party = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_kind", "target_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.what} {self.target_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever an insert: a row given the number of another may not take its place."""
        if not self._state.adding:
            raise Immutable("En rad i loggen ändras aldrig.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Immutable("En rad i loggen tas aldrig bort.")


class Occasion(models.Model):
    """One due thing that the scheduler has done. The row is the claim: it is done exactly once."""

    job = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    done_at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "key"], name="occasion_done_exactly_once")
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.key}"
