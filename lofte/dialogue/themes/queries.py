"""The list of themes that is in use, and how many persons wrote about each."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from lofte.dialogue.models import Dialogue
from lofte.dialogue.reading.queries import with_words, written
from lofte.dialogue.results.questions import Item
from lofte.dialogue.results.tally import Line, Result
from lofte.dialogue.themes.matching import Finder, Theme, themes_from
from lofte.dialogue.themes.models import Quote, Taxonomy
from lofte.places.models import Kommun
from lofte.places.scope import Viewer

FIRST = 1  # the product's own list; what a kommun writes begins at 2
CODE = "teman"


@dataclass(frozen=True, slots=True)
class Listed:
    version: int
    themes: tuple[Theme, ...]

    @property
    def is_own(self) -> bool:
        return self.version != FIRST

    def name_of(self, code: str) -> str:
        return next((theme.name for theme in self.themes if theme.code == code), "")


@cache
def ready() -> Listed:
    """What every kommun starts from."""
    text = files("lofte.dialogue.themes").joinpath("themes.yaml").read_text("utf-8")
    return Listed(FIRST, themes_from(yaml.safe_load(text)))


def in_use(kommun: Kommun) -> Listed:
    row = Taxonomy.objects.unscoped("a list of words, the same for all").filter(kommun=kommun)
    newest = row.first()
    return Listed(newest.version, themes_from(newest.themes)) if newest else ready()


def versions(kommun: Kommun) -> list[Listed]:
    """Newest first, the product's own last."""
    rows = Taxonomy.objects.unscoped("a list of words, the same for all").filter(kommun=kommun)
    return [*(Listed(row.version, themes_from(row.themes)) for row in rows), ready()]


def version_of(kommun: Kommun, version: str) -> Listed:
    found = (one for one in versions(kommun) if str(one.version) == version)
    return next(found, in_use(kommun))


@dataclass(frozen=True, slots=True)
class Counted:
    """persons who wrote anything, who wrote of each theme, and of none. A person counts once."""

    listed: Listed
    persons: dict[str, int]
    wrote: int
    of_none: int
    unread: int


def counted(dialogue: Dialogue, listed: Listed, *, suspected: bool) -> Counted:
    finder = Finder(listed.themes)
    persons = {theme.code: 0 for theme in listed.themes}
    answers = list(with_words(dialogue, suspected=suspected).only("values", "warnings", "read"))
    of_none = 0
    for one in written(dialogue, answers):
        found = finder.find("\n".join(one.texts.values()))
        of_none += not found
        for code in found:
            persons[code] += 1
    unread = sum(not row.read for row in answers)
    return Counted(listed, persons, len(answers), of_none, unread)


def as_result(found: Counted, answers: int) -> Result:
    """The same as a question with several choices: who chose none of them wrote of something else.

    No share of the population comes of it, in either mode: who writes is another choice.
    """
    choices = tuple((theme.code, theme.name) for theme in found.listed.themes)
    item = Item(CODE, "", found.listed.version, "multiple", "Vad de som skrev tog upp", choices)
    lines = tuple(Line(code, name, found.persons[code]) for code, name in choices)
    missing = max(answers - found.wrote, 0)
    return Result(item, found.wrote, missing, 0, weighed_by=True, lines=lines)


def quotes_of(dialogue: Dialogue, viewer: Viewer) -> list[Quote]:
    rows = Quote.objects.visible_to(viewer).filter(dialogue=dialogue)
    return list(rows.select_related("proposed_by", "approved_by"))


def approved_quotes(dialogue: Dialogue) -> list[Quote]:
    rows = Quote.objects.unscoped("what may be told").filter(dialogue=dialogue)
    return list(rows.exclude(approved_by=None))
