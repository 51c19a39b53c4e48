"""The clock of the Act's section 6: at least every second year. Pure."""

from calendar import monthrange
from datetime import date

MONTHS = 24


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
