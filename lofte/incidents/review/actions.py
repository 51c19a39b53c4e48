"""What a reviewer does with a report: confirm, ask, reject, merge, mask, and take it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from lofte import guard
from lofte.audit.actions import action, record
from lofte.audit.erasure import leave_no_trace
from lofte.audit.refusals import Refused, swedish
from lofte.incidents.models import Incident
from lofte.incidents.states import State, WrongState, check_move
from lofte.people.free_text import checked, marked, overwritten, without_secrets
from lofte.people.letters.actions import overwrite_about
from lofte.people.models import User


def _move(incident: Incident, to: State, *, version: int, **fields: Any) -> Incident:
    """Change state if nobody was faster: the row must still be of the version that was read."""
    check_move(incident.state, to)
    return _change(incident, version=version, state=to, **fields)


def _change(incident: Incident, *, version: int, **fields: Any) -> Incident:
    rows = Incident.objects.unscoped("the report at hand").filter(pk=incident.pk, version=version)
    if not rows.update(version=F("version") + 1, **fields):
        raise WrongState(
            "Någon annan hann ändra rapporten medan du läste den. Ditt val sparades inte. "
            "Läs in sidan och titta igen."
        )
    incident.refresh_from_db()
    return incident


@action
def confirm(*, incident: Incident, version: int, by: User) -> Incident:
    """The report is real and holds no personal data: from now on it is in the picture."""
    if incident.warnings:
        raise Refused(
            "Texten har markerade ord som kan vara personuppgifter. "
            "Maskera dem eller säg att de inte är personuppgifter. Sedan kan du bekräfta."
        )
    now = timezone.now()
    fields = {"question": "", "reason": "", "confirmed_at": now}
    incident = _move(incident, State.CONFIRMED, version=version, **fields)
    record("incident.confirmed", incident, by=by)
    return incident


@action
def return_to_reporter(*, incident: Incident, version: int, question: str, by: User) -> Incident:
    """Ask the reporter something; the report waits for the answer."""
    if not question.strip():
        raise Refused("Skriv vad du vill fråga rapportören. Inget ändrades.")
    incident = _move(
        incident, State.RETURNED, version=version, question=_to_reporter(incident, question)
    )
    record("incident.returned", incident, by=by)
    return incident


def _to_reporter(incident: Incident, text: str) -> str:
    """Words that the reporter will read. Raises PersonalData or SecretPlace."""
    words = checked(text)
    reader = incident.reporter
    if reader is not None and reader.sees_group_of(incident.kommun_id):
        return words
    return without_secrets(words, incident.kommun)


@action
def answer(*, incident: Incident, text: str, by: User) -> Incident:
    """The reporter rewrites the text; the report goes back to the queue."""
    if incident.reporter_id != by.pk:
        raise Refused("Bara den som skrev rapporten kan svara på frågan.")
    if incident.state != State.RETURNED:
        raise WrongState(
            "Granskaren väntar inte på något svar från dig längre. Ditt svar sparades inte."
        )
    words = _words(incident, [_span(warning) for warning in incident.warnings])
    incident = _move(
        incident,
        State.RECEIVED,
        version=incident.version,
        text=text,
        warnings=marked(text=text, near=incident.near),
    )
    if gone := {word for word in words if word not in text and word not in incident.near}:
        _overwrite_copies(incident, gone, by=by)
    record("incident.answered", incident, by=by, warnings=len(incident.warnings))
    return incident


@action
def reject(*, incident: Incident, version: int, reason: str, by: User) -> Incident:
    """Not something for the picture; the reporter sees the reason."""
    if not reason.strip():
        raise Refused("Skriv varför rapporten avvisas. Rapportören får se skälet.")
    fields = {"reason": _to_reporter(incident, reason)}
    incident = _put_away(incident, State.REJECTED, version=version, by=by, **fields)
    record("incident.rejected", incident, by=by)
    return incident


@action
def merge(*, incident: Incident, into: Incident, version: int, by: User) -> Incident:
    """Two reports of the same event become one in the picture; both stay readable."""
    if incident.pk == into.pk or incident.kommun_id != into.kommun_id:
        raise Refused("Välj en annan rapport i samma kommun att slå samman med.")
    into = _locked(incident, into)
    if into.state not in (State.RECEIVED, State.CONFIRMED):
        now = swedish(State(into.state).label)
        raise Refused(f"Rapport {into.pk} är {now}. Välj en annan rapport.")
    incident = _put_away(incident, State.MERGED, version=version, by=by, merged_into=into)
    record("incident.merged", incident, by=by, into=into.pk)
    return incident


def _locked(*incidents: Incident) -> Incident:
    """The last of them as it is now. Two that are merged into each other at once wait in line."""
    rows = Incident.objects.unscoped("the reports at hand").select_for_update()
    found = {row.pk: row for row in rows.filter(pk__in=[i.pk for i in incidents]).order_by("pk")}
    return found[incidents[-1].pk]


@action
def reopen(*, incident: Incident, version: int, by: User) -> Incident:
    """Undo: the report is back in the queue."""
    incident = _move(
        incident, State.RECEIVED, version=version, merged_into=None, reason="", confirmed_at=None
    )
    record("incident.reopened", incident, by=by)
    return incident


@action
def note_fault(*, incident: Incident, version: int, reported: bool, by: User) -> Incident:
    """The reviewer has told whoever mends it; the reporter reads that it was done."""
    incident = _change(incident, version=version, fault_reported=reported)
    record("incident.fault_noted", incident, by=by, reported=reported)
    return incident


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that the reviewer marked and no rule found: `field[start:end]`."""

    field: str
    start: int
    end: int


@action
def mask(
    *,
    incident: Incident,
    version: int,
    spans: Iterable[int] = (),
    own: Iterable[Marked] = (),
    by: User,
) -> Incident:
    """Overwrite words for good, here and in every copy of the text.

    `spans` are positions in `incident.warnings`, `own` what the reviewer marked besides.
    """
    chosen = set(spans)
    marks = [_span(w) for i, w in enumerate(incident.warnings) if i in chosen]
    marks += [(m.field, guard.Span(m.start, m.end, guard.Kind.OTHER)) for m in own]
    if not marks:
        raise Refused("Välj vilka ord som ska maskeras. Inget ändrades.")
    words = _words(incident, marks)
    incident = _change_within(incident, version=version, **_masked(incident, marks))
    _overwrite_copies(incident, words, by=by)
    record("incident.masked", incident, by=by, kinds=sorted({s.kind.value for _, s in marks}))
    return incident


def _span(warning: dict[str, Any]) -> tuple[str, guard.Span]:
    kind = guard.Kind(warning["kind"])
    return warning["field"], guard.Span(warning["start"], warning["end"], kind)


def _masked(incident: Incident, marks: list[tuple[str, guard.Span]]) -> dict[str, Any]:
    """The texts of the report with the marks overwritten, and what is left to look at."""
    texts = {
        name: guard.mask(getattr(incident, name), [s for field, s in marks if field == name])
        for name in ("text", "near")
    }
    left = any(_span(warning) not in marks for warning in incident.warnings)
    return {**texts, "warnings": marked(**texts) if left else [], "masked": True}


def _put_away(incident: Incident, to: State, *, version: int, by: User, **fields: Any) -> Incident:
    """A report that nobody will look at again keeps none of its marked words."""
    marks = [_span(warning) for warning in incident.warnings]
    words = _words(incident, marks)
    masked = _masked(incident, marks) if marks else {}
    incident = _move(incident, to, version=version, **fields, **masked)
    if words:
        _overwrite_copies(incident, words, by=by)
    return incident


def _words(incident: Incident, marks: list[tuple[str, guard.Span]]) -> set[str]:
    return {getattr(incident, name)[span.start : span.end] for name, span in marks}


def _overwrite_copies(incident: Incident, words: set[str], *, by: User) -> None:
    """The question, the reason and letters that have not left may quote the text."""
    texts = {name: overwritten(getattr(incident, name), words) for name in ("question", "reason")}
    Incident.objects.unscoped("the report at hand").filter(pk=incident.pk).update(**texts)
    incident.refresh_from_db()
    overwrite_about(about=incident, words=words, by=by)
    _overwrite_merged(incident, words, by=by)
    leave_no_trace()


def _overwrite_merged(incident: Incident, words: set[str], *, by: User) -> None:
    """Reports of the same event that were merged into it: nobody will read them once more."""
    rows = Incident.objects.unscoped("reports of the same event")
    for other in rows.filter(merged_into=incident).select_for_update():
        names = ("text", "near", "question", "reason")
        texts = {name: overwritten(getattr(other, name), words) for name in names}
        if any(texts[name] != getattr(other, name) for name in names):
            warnings = marked(text=texts["text"], near=texts["near"])
            rows.filter(pk=other.pk).update(
                **texts, warnings=warnings, masked=True, version=F("version") + 1
            )
            overwrite_about(about=other, words=words, by=by)


@action
def clear_warnings(*, incident: Incident, version: int, by: User) -> Incident:
    """The reviewer says that the marked words are not personal data."""
    kinds = sorted({w["kind"] for w in incident.warnings})
    incident = _change_within(incident, version=version, warnings=[])
    record("incident.warnings_cleared", incident, by=by, kinds=kinds)
    return incident


def _change_within(incident: Incident, *, version: int, **fields: Any) -> Incident:
    if incident.state not in (State.RECEIVED, State.RETURNED, State.CONFIRMED):
        raise WrongState("Rapporten är redan avslutad. Öppna den igen först. Inget ändrades.")
    return _change(incident, version=version, **fields)
