"""A report to kommunfullmäktige is fixed as it was handed in; it is never edited."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lofte.audit.actions import action, record
from lofte.audit.refusals import Refused
from lofte.duties.reports.document import document_of
from lofte.duties.reports.models import AssemblyReport
from lofte.people.free_text import checked, registered, without_secrets
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.numbered import checksum


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    first_day: date
    last_day: date
    summary: str
    registry: str = ""


@action
def hand_in_report(*, kommun: Kommun, facts: ReportFacts, by: User) -> AssemblyReport:
    """Raises Refused, PersonalData or SecretPlace."""
    today = timezone.localdate()
    summary = without_secrets(checked(facts.summary), kommun)
    if not summary:
        raise Refused(
            "Skriv en sammanfattning i några meningar: det är den som läses först. Ingenting "
            "sparades."
        )
    if not facts.first_day <= facts.last_day <= today:
        raise Refused("Perioden slutar före den börjar, eller är inte slut än. Ingenting sparades.")
    told = document_of(kommun, by, first=facts.first_day, last=facts.last_day, today=today)
    document = told | {
        "summary": summary,
        "registry": registered(facts.registry),
        "on": today.isoformat(),
    }
    row = AssemblyReport.objects.create(
        kommun=kommun,
        first_day=facts.first_day,
        last_day=facts.last_day,
        summary=summary,
        registry=registered(facts.registry),
        on=today,
        document=document,
        checksum=checksum(document),
        told_by=by.identity().printed,
    )
    record("assembly_report.handed_in", row, by=by, checksum=row.checksum)
    return row
