"""Periods and values as official tables write them."""

import re
from datetime import date

from lofte.importers.tables.series import Flag

_NUMBER = re.compile(r"^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_SYMBOLS = {
    "..": Flag.SECRET,
    "…": Flag.SECRET,
    "...": Flag.SECRET,
    ".": Flag.NOT_APPLICABLE,
    "": Flag.MISSING,
    "na": Flag.MISSING,
    "n/a": Flag.MISSING,
    "null": Flag.MISSING,
    "nan": Flag.MISSING,
    "missing": Flag.MISSING,
    "uppgift saknas": Flag.MISSING,
    "privacy": Flag.SECRET,
    "sekretess": Flag.SECRET,
    "x": Flag.SECRET,
    "not applicable": Flag.NOT_APPLICABLE,
}
_DASHES = {"-", "–", "—", "−"}
_MARKS = {"p": Flag.PRELIMINARY, "*": Flag.PRELIMINARY, "prel": Flag.PRELIMINARY, "r": Flag.REVISED}
_PERIODS = (
    re.compile(r"^(?P<y>\d{4})$"),
    re.compile(r"^(?P<y>\d{4})[-–/](?P<y2>\d{4})$"),
    re.compile(r"^(?P<y>\d{4})(?:[-/. ]|M)(?P<m>\d{1,2})$", re.I),
    re.compile(r"^(?P<y>\d{4})[- ]?(?:K|Q|kv\.? ?|kvartal )(?P<q>[1-4])$", re.I),
    re.compile(r"^(?P<y>\d{4})[- ]?(?:T|tertial )(?P<t>[1-3])$", re.I),
)


def parse_period(text: str) -> tuple[date, date] | None:
    """'2025', '2024-2025', '2025-03', '2025M03', '2025 kv 2', '2025T1' -> (first day, day after the
    last); None when it is no period."""
    plain = _SPACES.sub(" ", str(text)).strip().removesuffix(".0")
    for form in _PERIODS:
        found = form.match(plain)
        if not found:
            continue
        parts = {name: int(value) for name, value in found.groupdict().items()}
        if not 1700 <= parts["y"] <= 2200:
            return None
        return _span(parts)
    return None


def _span(parts: dict[str, int]) -> tuple[date, date] | None:
    year = parts["y"]
    if "y2" in parts:
        last = parts["y2"]
        return (date(year, 1, 1), date(last + 1, 1, 1)) if year <= last <= year + 20 else None
    if "m" in parts:
        return _months(year, parts["m"] - 1, 1) if 1 <= parts["m"] <= 12 else None
    if "q" in parts:
        return _months(year, (parts["q"] - 1) * 3, 3)
    if "t" in parts:
        return _months(year, (parts["t"] - 1) * 4, 4)
    return date(year, 1, 1), date(year + 1, 1, 1)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    over = first + count
    return date(year, first + 1, 1), date(year + over // 12, over % 12 + 1, 1)


def parse_value(text: str) -> tuple[float | None, Flag] | None:
    """'1 234,5', '..', '-', '12 p' -> (value, flag); None when it is neither number nor symbol."""
    plain = _SPACES.sub(" ", text).strip()
    if plain in _DASHES:
        return 0.0, Flag.NOTHING
    if plain.lower() in _SYMBOLS:
        return None, _SYMBOLS[plain.lower()]
    flag = Flag.FINAL
    marked = re.match(r"^(.*\d) ?\(?(prel|p|r|\*)\)?\.?\)?$", plain, re.I)
    if marked:
        plain, flag = marked[1], _MARKS[marked[2].lower()]
    plain = plain.replace("−", "-").replace(" ", "")
    if "," in plain and "." in plain:
        last = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub("[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    plain = plain.replace(",", ".", 1)
    return (float(plain), flag) if _NUMBER.match(plain) else None
