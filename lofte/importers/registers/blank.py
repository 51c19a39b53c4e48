"""What people write in a cell when there is nothing to write."""

import pyarrow as pa
import pyarrow.compute as pc

_NOTHING = pa.array(
    [
        "", "na", "n/a", "null", "none", "nan", "nat", "#n/a", "-", "--", "–", "?", "..", "...",
        "okänd", "okänt", "saknas", "uppgift saknas", "ej angivet", "ej angiven", "unknown",
        "missing",
    ]
)  # fmt: skip
_SPACE = "[\u00a0\u202f\u2009\ufeff\\s]+"


def tidy(column: pa.Array) -> pa.Array:
    """Every run of white space, also the kinds that do not break a line, becomes one space."""
    text = pc.fill_null(column.cast(pa.string()), "")
    if pc.any(pc.match_substring_regex(text, "[\u00a0\u202f\u2009\ufeff]|\\s\\s|[\r\n\t]")).as_py():
        text = pc.replace_substring_regex(text, _SPACE, " ")
    return pc.utf8_trim_whitespace(text)


def blank(column: pa.Array) -> pa.Array:
    """bool[n]: nothing is said in this (tidy) cell."""
    return pc.is_in(pc.utf8_lower(column), value_set=_NOTHING)
