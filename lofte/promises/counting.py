"""Counts as people keep them: exact, about, or at least. Pure."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from lofte.promises.states import Comparator


def said(count: int, how: str) -> str:
    """ "80", "cirka 80" or "minst 80"."""
    word = {Comparator.ABOUT.value: _("cirka"), Comparator.AT_LEAST.value: _("minst")}.get(how, "")
    return f"{word} {count}".strip()


def unsure(hows: Collection[str]) -> str:
    """How sure a sum is: one with an approximate part is approximate."""
    order = (Comparator.ABOUT, Comparator.AT_LEAST)
    return next((how.value for how in order if how in hows), "")
