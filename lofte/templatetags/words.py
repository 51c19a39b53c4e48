"""Numbers, dates and icons in words that a reader meets everywhere."""

import re
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

NARROW_SPACE = "\u00a0"
MINUS = "\u2212"
DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing from the sprite. It says nothing to a screen reader: set a word beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.filter
def week(day: date | datetime | None) -> str:
    """The ISO week: "v. 12"."""
    return "" if day is None else _("v. %(week)d") % {"week": _local(day).isocalendar().week}


@register.filter
def week_and_year(day: date | datetime | None) -> str:
    """The ISO week with its own year, which near New Year is not the calendar's: "v. 1 2027"."""
    if day is None:
        return ""
    iso = _local(day).isocalendar()
    return f"{week(day)} {iso.year}"


@register.filter
def tal(value: float | None, decimals: int = 0) -> str:
    """A number as Swedish readers write it, "12 345,6", or as English ones do. Nothing for None."""
    if value is None or value == "":
        return ""
    text = f"{abs(float(value)):,.{decimals}f}"
    below_zero = float(value) < 0 and text.strip("0.") != ""
    if not _is_english():
        text = text.replace(",", NARROW_SPACE).replace(".", ",")
    return f"{MINUS}{text}" if below_zero else text


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """A share of one as a percentage: 0.125 -> "13 %"."""
    space = "" if _is_english() else NARROW_SPACE
    return "" if share is None else f"{tal(share * 100, decimals)}{space}%"


@register.filter
def whole_dates(text: str) -> SafeString:
    """A text in which no line ends in the middle of a date."""
    return mark_safe(DATE.sub(r'<span class="nowrap">\g<0></span>', escape(text)))  # noqa: S308


def _is_english() -> bool:
    return get_language() == "en"


def _local(day: date | datetime) -> date:
    if isinstance(day, datetime) and timezone.is_aware(day):
        return timezone.localtime(day).date()
    return day
