"""The questions as the page shows them: words in the reader's language, what was typed kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from lofte.dialogue.questionnaires.questions import CHOOSE_ONE, Posted, ranks
from lofte.dialogue.questionnaires.wording import only_if, said
from lofte.places.models import NamedPlace


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick or one line of a list."""

    id: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A row of choices under a legend: a question, a row of a matrix, when and why of a place."""

    name: str
    label: str
    one: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A degree that the map fills in; the form is whole without it."""

    name: str
    value: str

    @property
    def id_for_label(self) -> str:
        return self.name

    def __str__(self) -> str:
        line = '<input type="hidden" id="{}" name="{}" value="{}">'
        return format_html(line, self.name, self.name, self.value)


@dataclass(frozen=True, slots=True)
class Shown:
    """A question ready for the template."""

    code: str
    kind: str
    label: str
    hint: str
    error: str
    value: str
    required: bool
    groups: tuple[Group, ...]
    only_if: str = ""
    places: tuple[Choice, ...] = ()
    near: str = ""
    help: str = ""
    lon: Hidden | None = None
    lat: Hidden | None = None


def shown(
    definition: Mapping[str, Any],
    posted: Posted,
    wrong: Mapping[str, str],
    places: Sequence[NamedPlace],
) -> list[Shown]:
    before = {q["code"]: q for q in definition["questions"]}
    return [
        replace(_shown(q, posted, wrong.get(q["code"], ""), places), only_if=only_if(q, before))
        for q in definition["questions"]
    ]


def _shown(
    question: Mapping[str, Any], posted: Posted, error: str, places: Sequence[NamedPlace]
) -> Shown:
    code, is_place = question["code"], question["kind"] in {"place", "safe_place"}
    return Shown(
        code=code,
        kind="place" if is_place else question["kind"],
        label=said(question["text"]),
        hint=said(question.get("hint")),
        error=error,
        value=_typed(posted, code),
        required=bool(question.get("required")),
        groups=tuple(_groups(question, posted)),
        places=tuple(_places(code, posted, places)) if is_place else (),
        near=_typed(posted, f"{code}-near"),
        help=_typed(posted, f"{code}-help"),
        lon=Hidden(f"{code}-lon", _typed(posted, f"{code}-lon")) if is_place else None,
        lat=Hidden(f"{code}-lat", _typed(posted, f"{code}-lat")) if is_place else None,
    )


def _typed(posted: Posted, name: str) -> str:
    return " ".join(posted.get(name, ()))


def _groups(question: Mapping[str, Any], posted: Posted) -> Iterator[Group]:
    code, kind = question["code"], question["kind"]
    if kind == "matrix":
        for row in question["rows"]:
            name = f"{code}-{row['code']}"
            yield _group(name, said(row["text"]), question["options"], posted, one=True)
    elif kind == "ranking":
        for rank in ranks(question):
            label = _("Nummer %(rank)d") % {"rank": rank}
            yield _group(f"{code}-{rank}", label, question["options"], posted, one=True)
    elif kind in {"place", "safe_place"}:
        for part in ("when", "why"):
            if question.get(part):
                yield _group(f"{code}-{part}", part, question[part], posted, one=False)
    elif question.get("options"):
        one = kind in CHOOSE_ONE
        yield _group(code, said(question["text"]), question["options"], posted, one=one)


def _group(
    name: str, label: str, options: Sequence[Mapping[str, Any]], posted: Posted, *, one: bool
) -> Group:
    picked = posted.get(name, ())
    choices = tuple(
        Choice(f"{name}-{o['code']}", o["code"], said(o["text"]), o["code"] in picked)
        for o in options
    )
    return Group(name, label, one, choices)


def _places(code: str, posted: Posted, places: Sequence[NamedPlace]) -> Iterator[Choice]:
    picked = _typed(posted, f"{code}-place")
    for row in places:
        yield Choice(f"{code}-place-{row.pk}", str(row.pk), row.name, str(row.pk) == picked)
