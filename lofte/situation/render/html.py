"""HTML elements from Python; every text is escaped here and nowhere else."""

import re

from lofte.situation.render.chart import Table
from lofte.situation.render.svg import attribute, clean

_RANGE = re.compile("[0-9][0-9\u00a0]*–[0-9][0-9\u00a0]*")
_VOID = frozenset({"meta", "br", "hr"})


def tag(name: str, /, *children: str, **attributes: object) -> str:
    """An element; children are markup already. A last _ is dropped, other _ become -."""
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}={attribute(value)}"
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return f"<{name}{told}>"
    return f"<{name}{told}>{''.join(children)}</{name}>"


def words(name: str, text: str, /, **attributes: object) -> str:
    """An element with one text, whose ranges ("4–9") stay on one line."""
    told = clean(text)
    if name not in ("title", "style"):
        told = _RANGE.sub(r'<span class="nb">\g<0></span>', told)
    return tag(name, told, **attributes)


def table(content: Table) -> str:
    """A table with a caption, headings with scope, and the first column as row headings."""
    head = "".join(
        words("th", column, scope="col", class_="n" if i >= content.numbers else None)
        for i, column in enumerate(content.columns)
    )
    keys = content.keys or (None,) * len(content.rows)
    body = "".join(
        tag("tr", _cells(row, content.numbers), data_cell=key)
        for row, key in zip(content.rows, keys, strict=True)
    )
    inner = words("caption", content.caption) + tag("thead", tag("tr", head)) + tag("tbody", body)
    return tag(
        "div",
        tag("table", inner),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=content.caption,
    )


def _cells(row: tuple[str, ...], numbers: int) -> str:
    first = words("th", row[0], scope="row")
    rest = (
        words("td", value, class_="n" if i >= numbers else None)
        for i, value in enumerate(row[1:], start=1)
    )
    return first + "".join(rest)
