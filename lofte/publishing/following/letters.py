"""What a letter about an edition says: a sentence, where to read it, how to leave."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from lofte.people.letters.sending import address as web_address
from lofte.publishing import editions
from lofte.publishing.models import Edition


@dataclass(frozen=True, slots=True)
class News:
    subject: str
    text: str


def news(edition: Edition, content: dict[str, Any], intro: str, *, leave: str) -> News:
    """The page says the rest: an old letter should not hold figures that are corrected."""
    with override("sv"):
        page = web_address(reverse("public:edition", args=[edition.kommun.slug, edition.number]))
        title = title_of(content)
        parts = [intro or f"{edition.kommun.name} har publicerat: {title}.", f"Läs här:\n{page}"]
        if leave:
            parts.append(f"Vill du inte ha fler brev? Ta bort din adress:\n{leave}")
        return News(title[:180], "\n\n".join([*parts, edition.kommun.name]))


def title_of(content: dict[str, Any]) -> str:
    kind = content.get("kind", editions.PICTURE)
    if kind == editions.PICTURE:
        return f"Lägesbild {content['period_label']}"
    if kind == editions.PROMISE:
        return f"Löftet {content['title']}: vad som har hänt"
    if kind == editions.DIALOGUE:
        return f"Så svarade ni: {content['title']}"
    return str(content["heading"])
