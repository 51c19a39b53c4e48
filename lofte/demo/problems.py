"""Lyckeberga's problems, what they rest on and why they are there, and its picture of the Act."""

from datetime import date

from lofte.demo.people import Cast
from lofte.demo.signins import HOST
from lofte.dialogue.models import Dialogue
from lofte.people.models import User
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.promises.inputs import MeasureFacts
from lofte.promises.measures.actions import add_measure
from lofte.promises.measures.models import Measure
from lofte.situation.causes.actions import CauseFacts, add_cause
from lofte.situation.causes.models import Cause
from lofte.situation.models import Finding
from lofte.situation.priorities.actions import seed_criteria
from lofte.situation.priorities.models import Criterion
from lofte.situation.problems.actions import (
    add_dialogue,
    add_evidence,
    add_finding,
    add_theme,
    describe_problem,
    prioritise,
    take_position,
)
from lofte.situation.problems.inputs import EvidenceFacts, ProblemFacts
from lofte.situation.problems.models import Problem
from lofte.situation.states import State
from lofte.situation.statutory.actions import PictureFacts, begin_picture, freeze_picture
from lofte.situation.statutory.models import StatutoryPicture

EVENINGS = "Bråk och samlingar vid Resecentrum på kvällar"
DRUGS = "Narkotika bland unga i centrum"


class Chain:
    """The makers of the chain and what they have made."""

    def __init__(self, kommun: Kommun, cast: Cast, today: date) -> None:
        self.kommun, self.cast, self.today = kommun, cast, today
        self.by = cast.coordinator
        self.unit = cast.coordinator.party_in(kommun.pk)
        self.police = cast.police.party_in(kommun.pk)
        self.station = self.place("Resecentrum")
        self.signers = [_person("ordforande"), _person("lpochef")]

    def place(self, name: str) -> NamedPlace:
        rows = NamedPlace.objects.unscoped("the demo's own")
        return rows.get(kommun=self.kommun, name=name)

    def part_of_town(self, name: str) -> Area:
        """The own area that a place lies in."""
        area = self.place(name).area
        if area is None:
            raise AssertionError("every place of Lyckeberga lies in one of its areas")
        return area


def _person(box: str) -> User:
    return User.objects.get(email=f"{box}@{HOST}")


def make_problems(chain: Chain) -> tuple[Problem, Problem]:
    evenings = describe_problem(
        kommun=chain.kommun,
        facts=ProblemFacts(
            title=EVENINGS,
            kind="disorder",
            places=(chain.station,),
            weekdays="fredagar och lördagar",
            hours="kl. 20–24",
            exposed="resenärer, ungdomar",
            acting="grupper av unga vuxna",
            extent="14 rapporter en vanlig vecka, normalt 4–9.",
            trend="up",
            harm="Bråk och skadegörelse.",
            fear="Många undviker platsen på kvällen.",
            perceived=2,
            reported=1,
            owner=chain.unit,
            owner_role="trygghetssamordnare",
        ),
        by=chain.by,
    )
    drugs = describe_problem(
        kommun=chain.kommun,
        facts=ProblemFacts(
            title=DRUGS,
            kind="crime",
            crime_group="narkotikabrott",
            where="centrum",
            exposed="unga 13–18 år",
            extent="Skolundersökningen visar en liten ökning i årskurs 9.",
            trend="up",
            harm="Skador på hälsa och skolgång.",
            perceived=1,
            reported=1,
            owner=chain.unit,
            owner_role="utvecklingsledare",
        ),
        by=chain.by,
    )
    for problem in (evenings, drugs):
        _rest_on(chain, problem)
    _prioritise(chain, (evenings, drugs))
    return evenings, drugs


def _rest_on(chain: Chain, problem: Problem) -> None:
    add_evidence(
        problem=problem,
        facts=EvidenceFacts(
            kind="dialogue",
            sentence="41 boende och 6 medarbetare tar upp det här.",
            source="Medborgardialogen (påhittad)",
            period=f"hösten {chain.today.year - 1}",
            strength="some",
        ),
        by=chain.by,
    )
    heard = Dialogue.objects.unscoped("the demo's own").filter(
        kommun=chain.kommun, state="closed", format="web"
    )
    if problem.title == EVENINGS:
        for dialogue in heard:
            add_dialogue(problem=problem, dialogue=dialogue, by=chain.by)
            add_theme(problem=problem, dialogue=dialogue, theme="ljus", by=chain.by)
    rows = Finding.objects.unscoped("the demo's own").filter(
        picture__kommun=chain.kommun, picture__state=State.FROZEN, place=chain.station
    )
    found = rows.select_related("picture").first()
    if found is not None and problem.title == EVENINGS:
        add_finding(problem=problem, finding=found, by=chain.by)
    take_position(
        problem=problem,
        need="yes",
        reason="Många drabbas och vi kan påverka det.",
        version=problem.version,
        by=chain.by,
    )


def _prioritise(chain: Chain, problems: tuple[Problem, ...]) -> None:
    seed_criteria(kommun=chain.kommun, by=chain.by)
    rows = Criterion.objects.unscoped("the demo's own").filter(kommun=chain.kommun)
    for at, problem in enumerate(problems):
        prioritise(
            problem=problem,
            scores={row: min(row.highest, 2 + at % 2) for row in rows},
            decision="Ett av två fokus i årets löfte.",
            version=problem.version,
            by=chain.by,
        )


def make_picture(chain: Chain, problems: tuple[Problem, ...]) -> StatutoryPicture:
    draft = begin_picture(
        kommun=chain.kommun,
        facts=PictureFacts(
            title="Lyckebergas lägesbild",
            first_day=date(chain.today.year - 1, 1, 1),
            last_day=date(chain.today.year - 1, 11, 30),
            problems=problems,
            mapping="Brottsligheten är låg och samlad till få platser.",
            other_information="Skolundersökningen och dialogen med invånare och medarbetare.",
            analysis="Otryggheten är större än risken att drabbas. Kvällarna väger tyngst.",
        ),
        by=chain.by,
    )
    return freeze_picture(picture=draft, version=draft.version, reasons={}, by=chain.cast.reviewer)


def _cause(chain: Chain, problem: Problem, words: str, parent: Cause | None = None) -> Cause:
    facts = CauseFacts(
        statement=words,
        perspective="situation",
        confidence="support",
        influence="yes",
        influenced_by="kommunen och fastighetsägaren",
        evidence="Trygghetsvandringen i oktober.",
    )
    return add_cause(problem=problem, facts=facts, parent=parent, by=chain.by)


def make_measures(chain: Chain, problem: Problem) -> tuple[Measure, Measure]:
    dark = _cause(chain, problem, "Platsen är mörk och svår att överblicka")
    _cause(chain, problem, "Lamporna är gamla och går ofta sönder", dark)
    empty = _cause(chain, problem, "Få vuxna rör sig där på kvällen")
    year = chain.today.year
    light = add_measure(
        kommun=chain.kommun,
        facts=MeasureFacts(
            text="Ny belysning vid Resecentrum",
            kind="situation",
            causes=(dark,),
            places=(chain.station,),
            party=chain.unit,
            contact_role="gatuchef",
            first_day=date(year, 1, 1),
            last_day=date(year, 5, 1),
            operational_goal="Belysningen är på plats.",
            expected_short="Platsen går att överblicka.",
            no_indicator_reason="Följs i åtgärdsplanen.",
        ),
        by=chain.by,
    )
    presence = add_measure(
        kommun=chain.kommun,
        facts=MeasureFacts(
            text="Synlig närvaro på kvällar",
            kind="situation",
            causes=(empty,),
            places=(chain.station,),
            party=chain.police,
            contact_role="kommunpolis",
            first_day=date(year, 1, 1),
            last_day=date(year, 12, 31),
            dose="två kvällar i veckan",
            operational_goal="Någon finns på plats minst 90 kvällar under året.",
            expected_short="Färre bråk.",
        ),
        by=chain.by,
    )
    return light, presence
