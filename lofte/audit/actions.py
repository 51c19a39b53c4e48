"""Every write is an `action`: keyword-only, `by=`, one transaction, an audit row in it."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import IntegrityError, models, transaction

from lofte.audit.models import AuditEvent, Occasion
from lofte.audit.refusals import swedish

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acted, as the text that the audit keeps."""

    id: str
    name: str
    party: str = ""

    @property
    def printed(self) -> str:
        """As it stands in a document: Sara Samordnare, Lyckeberga kommun."""
        return ", ".join(part for part in (self.name, self.party) if part)[:200]


class Actor(Protocol):
    def identity(self) -> Identity: ...


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The product itself: the scheduler, the demo, a command run on the server."""

    name: str = "Löfte"

    def identity(self) -> Identity:
        return Identity(id="system", name=self.name)


SYSTEM = SystemActor()


@dataclass(slots=True)
class _Ledger:
    events: list[AuditEvent] = field(default_factory=list)


_ledger: ContextVar[_Ledger | None] = ContextVar("lofte_audit_ledger", default=None)


class Unaudited(Exception):
    """An action wrote without an audit row, or somebody recorded outside an action."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in one transaction that is undone unless it recorded what it did."""

    @wraps(function)
    def audited(*args: P.args, **kwargs: P.kwargs) -> R:
        outer, ledger = _ledger.get(), _Ledger()
        token = _ledger.set(ledger)
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                if not ledger.events:
                    raise Unaudited(f"{function.__qualname__} skrev utan att logga.")
        finally:
            _ledger.reset(token)
        if outer is not None:
            outer.events.extend(ledger.events)
        return result

    audited.__audited__ = True  # type: ignore[attr-defined]
    return audited


def inside_action() -> bool:
    """Whether an action is running: the tests' write guard asks."""
    return _ledger.get() is not None


def record(
    what: str, target: models.Model, *, by: Actor, kommun_code: str = "", **details: Any
) -> AuditEvent:
    """Write one audit row in the running action's transaction.

    `details` are plain values that explain the act; never text that may hold personal data.
    """
    ledger = _ledger.get()
    if ledger is None:
        raise Unaudited("record() ska anropas inne i en åtgärd (@action).")
    who = by.identity()
    event = AuditEvent.objects.create(
        what=what,
        target_kind=target._meta.model_name or "",
        target_id=str(target.pk),
        target_name=swedish(target)[:200],
        kommun_code=kommun_code or _kommun_code(target),
        by_id=who.id,
        by_name=who.name,
        by_party=who.party,
        details=details,
    )
    ledger.events.append(event)
    return event


def _kommun_code(target: models.Model) -> str:
    kommun = getattr(target, "kommun", None)
    return str(getattr(kommun, "code", "") or "")


@action
def claim(*, job: str, key: str, by: Actor, note: str = "") -> Occasion:
    """Enter that a due thing is being done. Raises IntegrityError when it was claimed before."""
    occasion = Occasion.objects.create(job=job, key=key, note=note)
    record("occasion.claimed", occasion, by=by)
    return occasion


def do_once(job: str, key: str, work: Callable[[], object], *, by: Actor) -> bool:
    """Do the work if nobody has done it; the claim and the work stand or fall together.

    A second runner waits for the first and then finds it done. Work that fails is due again.
    """
    if Occasion.objects.filter(job=job, key=key).exists():
        return False
    with transaction.atomic():
        try:
            with transaction.atomic():
                claim(job=job, key=key, by=by)
        except IntegrityError:
            return False
        work()
    return True
