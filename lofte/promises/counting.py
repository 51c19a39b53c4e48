"""Counts as people keep them: exact, about, or at least. Pure."""

import re
from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext as _

from lofte.promises.states import Comparator

_SIGN = re.compile(
    r"(?P<about>~|≈|ca\.?|cirka|omkring|ungefär|runt|drygt)|"
    r"(?P<least>≥|>=|>|minst|över|mer än)",
    re.IGNORECASE,
)


def read(text: str) -> tuple[int, str]:
    """ "~80" -> (80, "~"), "minst 50" -> (50, ">="), "1 200" -> (1200, ""). Raises ValueError."""
    plain = text.strip()
    sign = _SIGN.match(plain)
    digits = re.sub(r"\s", "", plain[sign.end() :] if sign else plain)
    if not re.fullmatch(r"[0-9]{1,6}", digits):
        raise ValueError(text)
    if sign is None:
        return int(digits), ""
    return int(digits), Comparator.ABOUT.value if sign["about"] else Comparator.AT_LEAST.value


def said(count: int, how: str) -> str:
    """ "80", "cirka 80" or "minst 80"."""
    word = {Comparator.ABOUT.value: _("cirka"), Comparator.AT_LEAST.value: _("minst")}.get(how, "")
    return f"{word} {figure(Decimal(count))}".strip()


def unsure(hows: Collection[str]) -> str:
    """How sure a sum is: one with an approximate part is approximate."""
    order = (Comparator.ABOUT, Comparator.AT_LEAST)
    return next((how.value for how in order if how in hows), "")


def figure(value: Decimal | float) -> str:
    """ "12,5", "80" and "12 000" (unbreakable): without zeros that say nothing."""
    plain = f"{Decimal(str(value)).normalize():,f}"
    return plain.replace(",", "\u00a0").replace(".", ",")
