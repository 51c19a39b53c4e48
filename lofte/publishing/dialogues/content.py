"""What came out of a dialogue, as an edition tells it: in its own mode, small figures hidden."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import override

from lofte.analysis.disclosure import METHOD, MINIMUM, PERCENT_BASE, VERSION
from lofte.dialogue.feedback.models import Feedback
from lofte.dialogue.models import Dialogue, Mark
from lofte.dialogue.results.marks import SAFE_PLACE
from lofte.dialogue.results.page import Page, results_page
from lofte.dialogue.results.queries import marks_by_area
from lofte.dialogue.states import Mode
from lofte.dialogue.themes.queries import approved_quotes, as_result, counted, in_use
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.swedish import swedish_key
from lofte.publishing import editions
from lofte.publishing.dialogues import disclosed

SCHEMA = "lofte.edition.dialogue/1"
WHY = "what is published of a dialogue"
NOWHERE = "Utanför områdena, eller bara i ord"

Before = Sequence[dict[str, Any]]


def content_of(
    dialogue: Dialogue, kommun: Kommun, by: User, *, suspected: bool, before: Before = ()
) -> dict[str, Any]:
    """Exactly what an edition would tell today. before: what earlier editions of it have told."""
    with override("sv"):
        page = results_page(dialogue, by, suspected=suspected)
        return _content(dialogue, kommun, page, before) | {"with_suspected": suspected}


def _content(dialogue: Dialogue, kommun: Kommun, page: Page, before: Before) -> dict[str, Any]:
    first, last = dialogue.opens.isoformat(), dialogue.closes.isoformat()
    return {
        "kind": editions.DIALOGUE,
        "schema": SCHEMA,
        "dialogue": dialogue.pk,
        "title": dialogue.title,
        "format": str(dialogue.get_format_display()),
        "audience": str(dialogue.get_audience_display()),
        "mode": dialogue.mode,
        "first_day": first,
        "last_day": last,
        "period_label": f"{first}–{last}",
        "answers": page.weighed.counted if page.weighed else page.answers,
        "minimum": least_of(kommun),
        "parts": _parts(page, least_of(kommun), before),
        "said": _said(page),
        "questions": disclosed.questions(
            (shown.result for shown in page.shown),
            minimum=least_of(kommun),
            before=_by_question(before),
        ),
        "amounts": [
            {"label": one.item.label, "base": one.base, "median": one.median}
            for one in page.amounts
            if one.base >= PERCENT_BASE and not one.item.parent
        ],
        "populations": [
            {
                "label": axis.label,
                "question": axis.table.question,
                "source": axis.table.source,
                "groups": [
                    {"label": group.label, "population": group.population} for group in axis.groups
                ],
            }
            for axis in page.axes
        ],
        "marks": [_marks(dialogue, page, kind, kommun, before) for kind in Mark.Kind],
        "themes": _themes(dialogue, page, kommun, before),
        "told": [_told(one) for one in _feedback(dialogue)],
        "disclosure": {"method": METHOD, "version": VERSION},
    }


def least_of(kommun: Kommun) -> int:
    """A kommun may hide more of what people answered, and never less than figures under five."""
    return max(MINIMUM, kommun.minimum_cell)


def _by_question(before: Before) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found = defaultdict[tuple[str, str], list[dict[str, Any]]](list)
    for content in before:
        for one in content["questions"]:
            found[one["code"], one["row"]].append(one)
    return found


def _parts(page: Page, minimum: int, before: Before) -> list[dict[str, Any]]:
    """How each part of a sample has answered."""
    if page.weighed is None:
        return []
    counts = {part.name: part.answered for part in page.weighed.parts}
    known = [{one["name"]: one["answered"] for one in content["parts"]} for content in before]
    shown = disclosed.row(counts, minimum=minimum, before=known)
    return [
        {
            "name": part.name,
            "population": part.population,
            "drawn": part.drawn,
            "answered": shown[part.name],
        }
        for part in page.weighed.parts
    ]


def _said(page: Page) -> str:
    """What was done with the weights, without a word of how many were left out."""
    if page.weighed is None:
        return ""
    if not page.weighed.by:
        return "Svaren är vägda efter urvalets delar."
    labels = ", ".join(axis.label for axis in page.axes)
    return f"Svaren är vägda så att de stämmer med befolkningen i frågorna: {labels}"


def _marks(
    dialogue: Dialogue, page: Page, kind: str, kommun: Kommun, before: Before
) -> dict[str, Any]:
    """How many persons have marked a place in each area."""
    by_area = marks_by_area(dialogue, kind, suspected=page.with_suspected)
    counts = {name or NOWHERE: n for name, n in by_area.items()}
    known = [
        {one["name"]: one["count"] for one in marks["areas"]} | {"": marks["total"]}
        for content in before
        for marks in content["marks"]
        if marks["kind"] == kind
    ]
    shown = disclosed.row(counts, minimum=least_of(kommun), before=known)
    told = [name for name in counts if shown[name] is not None]
    said = [] if shown[""] is None else _when_and_why(page, kind, kommun, before)
    return {
        "said": said,
        "kind": str(kind),
        "total": shown[""],
        "shown": len(told),
        "few": len(counts) - len(told),
        "areas": [
            {"name": name, "count": shown[name]}
            for name in sorted(counts, key=lambda name: (name == NOWHERE, swedish_key(name)))
        ],
    }


def _when_and_why(page: Page, kind: str, kommun: Kommun, before: Before) -> list[dict[str, Any]]:
    """Where the total of the areas is told: how many answered adds up with it."""
    earlier = [
        one for content in before for marks in content["marks"] for one in marks.get("said", [])
    ]
    told = [
        disclosed.question(
            result,
            minimum=least_of(kommun),
            before=[one for one in earlier if (one["code"], one["row"]) == result.item.same[:2]],
        )
        for result in page.of_marks
        if (result.item.kind == SAFE_PLACE) == (kind == Mark.Kind.SAFE)
    ]
    return [one for one in told if one["base"] is not None]


def _themes(dialogue: Dialogue, page: Page, kommun: Kommun, before: Before) -> dict[str, Any]:
    """What people wrote of, with the words that decided it. Told once, it is told alike: masking
    and another list of words change counts, and the difference would point at somebody."""
    quotes = [{"theme": row.theme, "text": row.text} for row in approved_quotes(dialogue)]
    earlier = next((one["themes"] for one in before if one.get("themes")), None)
    if earlier:
        return {**earlier, "quotes": quotes}
    listed = in_use(kommun)
    found = counted(dialogue, listed, suspected=page.with_suspected)
    told = disclosed.question(as_result(found, page.answers), minimum=least_of(kommun))
    words = [theme.as_json() for theme in listed.themes]
    return told | {"words": words, "quotes": quotes}


def _feedback(dialogue: Dialogue) -> Iterable[Feedback]:
    return Feedback.objects.unscoped(WHY).filter(dialogue=dialogue)


def _told(one: Feedback) -> dict[str, str]:
    return {
        "outcome": one.outcome,
        "will_do": one.will_do,
        "by_whom": one.by_whom,
        "on": one.told_on.isoformat(),
        "where": str(one.get_channel_display()),
    }


def is_sample(content: dict[str, Any]) -> bool:
    return bool(content["mode"] == Mode.SAMPLE)
