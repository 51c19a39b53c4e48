"""Until when something is promised about a problem: by the text that holds."""

from collections.abc import Collection, Iterator
from datetime import date

from lofte.promises.commitments.models import Commitment
from lofte.promises.measures.models import Measure
from lofte.promises.models import Focus, Promise
from lofte.promises.signed import Document, texts_beside
from lofte.promises.states import MOVING, State

WHY = "how long something is promised, in every kommun"


def promised_until(problems: Collection[int]) -> dict[int, date]:
    """The last day of the latest promise about each problem, as its focus or through a measure."""
    moving = Promise.objects.unscoped(WHY).filter(state__in=MOVING)
    texts = {pk: text for pk, text in texts_beside(moving).items() if "keys" in text}
    latest: dict[int, date] = {}
    for problem, last in (*_in_rows(problems, texts), *_in_texts(texts)):
        if problem in problems:
            latest[problem] = max(latest.get(problem, last), last)
    return latest


def _in_rows(problems: Collection[int], texts: Collection[int]) -> Iterator[tuple[int, date]]:
    focused = Focus.objects.unscoped(WHY).filter(problem__in=problems)
    points = Commitment.objects.unscoped(WHY).filter(
        measure__causes__problem__in=problems, removed_at=None
    )
    for rows, path in ((focused, "problem"), (points, "measure__causes__problem")):
        kept = rows.exclude(promise__state=State.DISCARDED).exclude(promise__in=texts)
        yield from kept.order_by().values_list(path, "promise__last_day")


def _in_texts(texts: dict[int, Document]) -> Iterator[tuple[int, date]]:
    measures = {
        point["keys"]["measure"] for text in texts.values() for point in text["commitments"]
    }
    caused: dict[int, set[int]] = {}
    rows = Measure.objects.unscoped(WHY).filter(pk__in=measures - {None})
    for pk, problem in rows.order_by().values_list("pk", "causes__problem"):
        caused.setdefault(pk, set()).add(problem)
    for text in texts.values():
        last = date.fromisoformat(text["last_day"])
        about = {one["problem"] for one in text["keys"]["focuses"]}
        for point in text["commitments"]:
            about |= caused.get(point["keys"]["measure"], set())
        yield from ((problem, last) for problem in about - {None})
