"""The kommun's next edition: held while it is made, and no number used twice."""

from datetime import date

from django.conf import settings
from django.db.models import Max

from lofte.places.models import Kommun
from lofte.publishing import editions
from lofte.publishing.models import Edition


def held(kommun: Kommun) -> Kommun:
    """The kommun, held while its next edition is made: two at once wait in line."""
    rows = Kommun.objects.unscoped("the kommun at hand").select_for_update()
    return rows.get(pk=kommun.pk)


def close_unfinished(kommun: Kommun, today: date) -> None:
    """A file whose row was never kept, since the machine stopped in between, is not shown."""
    rows = Edition.objects.unscoped("numbers in the table").filter(kommun=kommun)
    known = set(rows.values_list("number", flat=True))
    for number in set(editions.numbers(settings.EDITIONS_DIR, kommun.slug)) - known:
        note = {"date": today.isoformat(), "reason": "Publiceringen blev aldrig klar."}
        editions.withdraw(settings.EDITIONS_DIR, kommun.slug, number, note)


def next_number(kommun: Kommun) -> int:
    """One more than the highest in the table or on disk."""
    rows = Edition.objects.unscoped("the next number").filter(kommun=kommun)
    known = rows.aggregate(n=Max("number"))["n"] or 0
    return max([known, *editions.numbers(settings.EDITIONS_DIR, kommun.slug)]) + 1
