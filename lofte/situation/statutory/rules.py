"""What the Act's picture must hold when it is frozen: V1, V6, V9, and the Act's section 3 (S3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lofte import guard
from lofte.situation.problems.models import Problem
from lofte.situation.problems.states import Need
from lofte.situation.statutory.models import StatutoryPicture

STANDING = frozenset({"V9"})
NAMES = {
    "V1": "Varje problem vilar på underlag",
    "S3": "Kommunen har tagit ställning till varje problem (3 §)",
    "V6": "Kartläggning med omfattning och konsekvenser, annan information, analys (4 §)",
    "V9": "Inga personuppgifter",
}


@dataclass(frozen=True, slots=True)
class Lacking:
    rule: str
    sentence: str

    @property
    def name(self) -> str:
        return NAMES[self.rule]

    @property
    def stands(self) -> bool:
        return self.rule in STANDING


def broken(picture: StatutoryPicture) -> list[Lacking]:
    rows = picture.problems.unscoped("the rules")
    problems = list(rows.order_by("title", "pk"))
    return [*_v1(problems), *_position(problems), *_v6(picture, problems), *_v9(picture, problems)]


def _v1(problems: list[Problem]) -> Iterator[Lacking]:
    for problem in problems:
        if not problem.evidence.unscoped("the rules").exists():
            yield Lacking("V1", f"”{problem}” har inget underlag.")


def _position(problems: list[Problem]) -> Iterator[Lacking]:
    for problem in problems:
        if problem.need == Need.OPEN:
            yield Lacking("S3", f"Ingen har tagit ställning till om ”{problem}” behöver åtgärd.")


def _v6(picture: StatutoryPicture, problems: list[Problem]) -> Iterator[Lacking]:
    if not (picture.mapping or problems):
        yield Lacking("V6", "Kartläggningen är tom.")
    for problem in problems:
        if not problem.extent:
            yield Lacking("V6", f"Omfattningen av ”{problem}” saknas.")
        if not (problem.harm or problem.cost or problem.fear):
            yield Lacking("V6", f"Konsekvenserna av ”{problem}” saknas.")
    if not picture.other_information:
        yield Lacking("V6", "Annan information av betydelse saknas.")
    if not picture.analysis:
        yield Lacking("V6", "Analysen saknas.")


def _v9(picture: StatutoryPicture, problems: list[Problem]) -> Iterator[Lacking]:
    texts = [picture.title, picture.mapping, picture.other_information, picture.analysis]
    for problem in problems:
        texts += [problem.title, problem.extent, problem.harm, problem.cost, problem.fear]
        texts += [problem.exposed, problem.acting, problem.where, problem.need_reason]
    for text in texts:
        for span in guard.find(text):
            said = text[span.start : span.end][:40]
            yield Lacking("V9", f"”{said}” ser ut som personuppgift ({span.kind.label}).")
