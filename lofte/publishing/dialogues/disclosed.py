"""What the public may see of answers: counts of five and more, and nothing to compute others from.

Pure: tallied results in, plain values out. The choices of a question add up to those who answered
it, who are told of; a choice among several adds up with those who did not make it, a figure that
nobody is told but everybody could compute. So both are protected as linked tables. No question is
crossed with another, but one that is asked after a certain answer tells how many gave it: nothing
of it is told when figures of the question before are hidden, or when fewer than the minimum gave
another answer. What an earlier edition hid stays hidden. How many of those who were asked skipped a
question is no fact about anybody, and is told as it is.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from lofte.analysis.disclosure import PUBLIC_BASE, Protected, Role, Table, protect
from lofte.dialogue.results.tally import Line, Result

Figures = dict[Hashable, int]
Sums = Sequence[tuple[Hashable, Sequence[Hashable]]]
BASE, NOT = ("base",), "not"


Question = tuple[str, str]


def questions(
    results: Iterable[Result],
    *,
    minimum: int,
    before: Mapping[Question, Sequence[Mapping[str, Any]]],
) -> list[dict[str, Any]]:
    """All questions, in the form's order. before: earlier editions, by code and row."""
    told: dict[Question, dict[str, Any]] = {}
    for result in results:
        key = result.item.code, result.item.row
        parent = told.get((result.item.parent, ""))
        told[key] = question(
            result,
            minimum=minimum,
            before=before.get(key, ()),
            silent=bool(result.item.parent) and _is_given_away(parent, result, minimum),
        )
    return list(told.values())


def _is_given_away(parent: Mapping[str, Any] | None, result: Result, minimum: int) -> bool:
    """Would figures of the question tell hidden ones of that which leads to it?"""
    if parent is None or parent["base"] is None:
        return True
    if any(line["count"] is None for line in parent["lines"]):
        return True
    return 0 < parent["base"] - (result.base + result.missing) < minimum


def question(
    result: Result,
    *,
    minimum: int,
    before: Sequence[Mapping[str, Any]] = (),
    silent: bool = False,
) -> dict[str, Any]:
    """One question as an edition tells it. before: the same question in earlier editions.

    silent: nothing of it, because it would tell of the question before.
    """
    told: dict[str, Any] = {
        "code": result.item.code,
        "row": result.item.row,
        "version": result.item.version,
        "label": result.item.label,
        "several": result.item.several,
        "weighed_by": result.weighed_by,
        "follows": bool(result.item.parent),
    }
    if result.base < PUBLIC_BASE or silent or _was_silent(before):
        lines = [{"code": line.code, "label": line.label, "count": None} for line in result.lines]
        return told | {"base": None, "missing": None, "lines": lines}
    shown = _protected(result, minimum, hidden_in(before))
    return told | {
        "base": result.base,
        "missing": result.missing,
        "lines": [_line(line, shown[line.code], result) for line in result.lines],
    }


def _was_silent(before: Iterable[Mapping[str, Any]]) -> bool:
    return any(one["base"] is None for one in before)


def _protected(result: Result, minimum: int, hidden: set[Hashable]) -> dict[Hashable, int | None]:
    figures: Figures = {line.code: line.count for line in result.lines}
    sums: list[tuple[Hashable, list[Hashable]]] = [(BASE, list(figures))]
    if result.item.several:
        sums = [(BASE, [line.code, (NOT, line.code)]) for line in result.lines]
        figures |= {(NOT, line.code): result.base - line.count for line in result.lines}
    return _told(_safe(figures | {BASE: result.base}, sums, minimum, hidden, BASE), figures)


def _safe(
    figures: Figures, sums: Sums, minimum: int, hidden: set[Hashable], known: Hashable = None
) -> Protected:
    """known: the figure that is told whatever the others are."""
    return protect(
        Table.linked(figures, sums),
        minimum=minimum,
        also=np.array([key in hidden for key in figures]),
        roles=[_role(key, known) for key in figures],
    )


def _told(protected: Protected, keys: Iterable[Hashable]) -> dict[Hashable, int | None]:
    """Every figure that may be told; None where it may not."""
    shown = protected.shown.tolist()
    return {
        key: None if figure < 0 else int(figure) for key, figure in zip(keys, shown, strict=False)
    }


def _role(key: Hashable, known: Hashable) -> Role:
    if key == known:
        return Role.SHOWN
    return Role.UNTOLD if isinstance(key, tuple) and key[0] == NOT else Role.OPEN


def hidden_in(before: Iterable[Mapping[str, Any]]) -> set[Hashable]:
    """What an earlier edition did not tell of the same question."""
    return {line["code"] for one in before for line in one["lines"] if line["count"] is None}


def _line(line: Line, count: int | None, result: Result) -> dict[str, Any]:
    told: dict[str, Any] = {"code": line.code, "label": line.label, "count": count}
    if count is None or not result.carries_percent or result.weighed_by:
        return told
    told["percent"] = line.value
    if line.estimate is not None:
        told |= {"low": line.low, "high": line.high}
    return told


def row(
    counts: Mapping[str, int], *, minimum: int, before: Iterable[Mapping[str, int | None]] = ()
) -> dict[str, int | None]:
    """A row of figures with its total under "": places, parts of a sample."""
    figures: Figures = dict((*counts.items(), ("", sum(counts.values()))))
    hidden = {name for one in before for name, count in one.items() if count is None}
    if figures[""] < minimum:  # nothing is large enough to hide the rest behind
        return {str(name): None if count else 0 for name, count in figures.items()}
    sums: list[tuple[Hashable, list[Hashable]]] = [("", list(counts))] if counts else []
    # The total is told wherever it can be: other figures may add up to it.
    safe = _safe(figures, sums, minimum, set(hidden), None if "" in hidden else "")
    if safe.exposed is not None and safe.exposed.any():
        safe = _safe(figures, sums, minimum, set(hidden))
    return {str(name): count for name, count in _told(safe, figures).items()}


def counts_others(now: Mapping[str, Any], before: Iterable[Mapping[str, Any]]) -> bool:
    """Does any figure differ that an earlier edition told too? The difference would be told."""
    told = _figures(now)
    return any(
        told.get(key, figure) != figure for one in before for key, figure in _figures(one).items()
    )


def _figures(content: Mapping[str, Any]) -> dict[Hashable, int]:
    found: dict[Hashable, int | None] = {"answers": content["answers"]}
    for one in content["questions"]:
        key = one["code"], one["row"], one["version"]
        found |= {(*key, part, ""): one[part] for part in ("base", "missing")}
        found |= {(*key, "line", line["code"]): line["count"] for line in one["lines"]}
    return {key: figure for key, figure in found.items() if figure is not None}
