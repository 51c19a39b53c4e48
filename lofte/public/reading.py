"""What every open page reads: the kommun's facts and its editions, from disk."""

from typing import Any

from django.conf import settings
from django.http import Http404

from lofte.publishing import editions

FIVE_MINUTES = 300


def facts_of(slug: str) -> dict[str, Any]:
    """Raises Http404 where the kommun has no open page."""
    facts = editions.kommun(settings.EDITIONS_DIR, slug)
    if facts is None:
        raise Http404
    return facts


def shown_of(slug: str) -> list[editions.PublishedEdition]:
    """Latest first, withdrawn ones with their note."""
    return editions.editions(settings.EDITIONS_DIR, slug)
