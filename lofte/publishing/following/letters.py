"""What a letter about an edition says: a sentence, where to read it, how to leave."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from lofte.people.letters.sending import address as web_address
from lofte.publishing.editions import title_of
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
