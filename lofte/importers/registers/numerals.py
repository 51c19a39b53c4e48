"""Numbers as people write them: 6 473 210,5 and 57.7 and −12."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lofte.importers.registers.blank import blank, tidy

_PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_THREE = r"^[+-]?\d{1,3},\d{3}$"


def parse_numbers(
    column: pa.Array, *, decimal: str = "comma"
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(values, wrong): NaN for an empty cell and for a wrong one; wrong says which is which.

    A lone comma is the decimal mark, unless decimal='point' and three digits follow it. Where
    both marks stand in one number, the last is the decimal mark.
    """
    text = tidy(column)
    nothing = blank(text)
    plain = pc.match_substring_regex(text, _PLAIN)
    if not pc.all(pc.or_(plain, nothing)).as_py():
        text = pc.if_else(plain, text, _plain(text, decimal))
        plain = pc.match_substring_regex(text, _PLAIN)
    good = pc.and_(plain, pc.invert(nothing))
    values = pc.if_else(good, text, None).cast(pa.float64()).to_numpy(zero_copy_only=False)
    finite = np.isfinite(values)
    wrong = ~finite & ~nothing.to_numpy(zero_copy_only=False)
    return np.where(finite, values, np.nan), wrong


def _plain(text: pa.Array, decimal: str) -> pa.Array:
    text = pc.replace_substring(text, "−", "-")
    text = pc.replace_substring_regex(text, r"(\d)[ '](\d{3})", r"\1\2")
    text = pc.replace_substring_regex(text, r"(\d)[ '](\d{3})", r"\1\2")
    last_comma = pc.match_substring_regex(text, r"\..*,[^.]*$")
    text = pc.if_else(last_comma, pc.replace_substring(text, ".", ""), text)
    last_point = pc.match_substring_regex(text, r",.*\.[^,]*$")
    text = pc.if_else(last_point, pc.replace_substring(text, ",", ""), text)
    grouped = pc.match_substring_regex(text, r"^[+-]?\d{1,3}(,\d{3}){2,}$")
    if decimal == "point":
        grouped = pc.or_(grouped, pc.match_substring_regex(text, _THREE))
    text = pc.if_else(grouped, pc.replace_substring(text, ",", ""), text)
    grouped = pc.match_substring_regex(text, r"^[+-]?\d{1,3}(\.\d{3}){2,}$")
    text = pc.if_else(grouped, pc.replace_substring(text, ".", ""), text)
    return pc.replace_substring(text, ",", ".", max_replacements=1)


def comma_is_unclear(column: pa.Array) -> bool:
    """Every comma could group thousands as well as mark decimals: '674,032'."""
    text = tidy(column)
    commas = pc.match_substring(text, ",")
    if not pc.any(commas).as_py():
        return False
    return bool(pc.all(pc.match_substring_regex(text.filter(commas), _THREE)).as_py())
