"""What a reminder says."""

from datetime import date

from django.urls import reverse

from lofte.people.letters.sending import address
from lofte.promises.reminding.queries import Waiting

WORDS = {
    "åtagande": ("ett åtagande", "säg om det är gjort"),
    "kommunikation": ("något att berätta", "säg när det är gjort"),
    "uppföljning": ("en åtgärds uppföljning", "skriv hur det går"),
    "mått": ("ett mått", "skriv värdet eller skälet till att det saknas"),
}


def subject(item: Waiting, today: date) -> str:
    days = (item.due - today).days
    what = WORDS[item.kind][0]
    if days < 0:
        return f"Försenat sedan {item.due}: {what}"
    when = "i dag" if days == 0 else "i morgon" if days == 1 else f"om {days} dagar"
    return f"Ska vara klart {when}: {what}"


def text(item: Waiting, today: date) -> str:
    """The words are those of the promise, which are open."""
    late = "skulle ha varit" if item.due < today else "ska vara"
    about = f" i {item.promise}" if item.promise else ""
    path = reverse(f"promises:{item.page}", args=[item.kommun.slug, item.row.pk])
    return (
        f"”{item.text}”{about} {late} klart {item.due}. Läs det, och {WORDS[item.kind][1]}: "
        f"{address(path)}\n\n"
        "Du får brevet för att din part har lovat det. Du kan stänga av påminnelser på din sida."
    )
