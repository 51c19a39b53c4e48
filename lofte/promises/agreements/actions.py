"""Written agreements, and the attempts where none was reached (the Act 2023:196, section 9)."""

from typing import Any

from django.db.models import F

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.people.free_text import registered
from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.promises.agreements.models import Agreement
from lofte.promises.inputs import AgreementFacts
from lofte.promises.signing.files import keep
from lofte.promises.states import ChangedMeanwhile
from lofte.promises.taking_part import check_takes_part
from lofte.promises.texts import columns

_APART = ("parties", "kommuner", "registry", "file")


@action
def enter_agreement(*, kommun: Kommun, facts: AgreementFacts, by: Actor) -> Agreement:
    """Raises Refused."""
    agreement = Agreement.objects.create(kommun=kommun, **_columns(facts, kommun))
    _relate(agreement, facts)
    record("agreement.entered", agreement, by=by)
    return agreement


@action
def change_agreement(
    *, agreement: Agreement, facts: AgreementFacts, version: int, by: Actor
) -> Agreement:
    """Raises ChangedMeanwhile, Refused."""
    known = frozenset(agreement.parties.unscoped("who is in it already"))
    told = _columns(facts, agreement.kommun, known)
    rows = Agreement.objects.unscoped("the agreement at hand")
    if not rows.filter(pk=agreement.pk, version=version).update(**told, version=F("version") + 1):
        raise ChangedMeanwhile(
            "Någon annan hann ändra överenskommelsen. Inget av ditt sparades, men det du skrev "
            "finns kvar i formuläret."
        )
    agreement.refresh_from_db()
    _relate(agreement, facts)
    record("agreement.changed", agreement, by=by)
    return agreement


def _columns(
    facts: AgreementFacts, kommun: Kommun, known: frozenset[Party] = frozenset()
) -> dict[str, Any]:
    """known: parties that are in it already; one that has closed since may stay."""
    told = columns(facts, kommun, leave=_APART)
    if not (told["title"] and told["purposes"] and told["areas"]):
        raise Refused(
            "En överenskommelse anger minst syften och områden för samverkan (lag 2023:196, "
            "9 §). Ingenting sparades."
        )
    if not facts.parties:
        raise Refused("Välj minst en part utöver kommunen. Ingenting sparades.")
    first, last = facts.first_day, facts.last_day
    if first is not None and last is not None and last < first:
        raise Refused("Sista dagen ligger före den första. Ingenting sparades.")
    if facts.signed_on is None and not told["attempts"]:
        raise Refused(
            "Skriv när överenskommelsen undertecknades, eller vilka försök som har gjorts. "
            "Ingenting sparades."
        )
    new = [party for party in facts.parties if party not in known]
    check_takes_part(new, {kommun, *facts.kommuner})
    if facts.file:
        told["file"] = keep(facts.file, kinds=(".pdf",))[0]
    return told | {"registry": registered(facts.registry)}


def _relate(agreement: Agreement, facts: AgreementFacts) -> None:
    agreement.parties.clear()
    agreement.parties.add(*facts.parties)
    agreement.kommuner.clear()
    agreement.kommuner.add(*{agreement.kommun, *facts.kommuner})
