"""Problems: described, resting on evidence, judged in words, merged without losing anything."""

from datetime import date
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.situation.actions import compile_picture, freeze
from lofte.situation.causes.actions import (
    CauseFacts,
    add_cause,
    change_cause,
    withdraw_cause,
)
from lofte.situation.causes.models import Cause
from lofte.situation.models import Finding
from lofte.situation.priorities.actions import (
    add_criterion,
    close_criterion,
    score,
    seed_criteria,
)
from lofte.situation.priorities.models import Criterion, Score
from lofte.situation.problems.actions import (
    add_evidence,
    add_figure,
    add_finding,
    change_problem,
    close_problem,
    describe_problem,
    merge_problem,
    prioritise,
    remove_evidence,
    reopen_problem,
    take_position,
)
from lofte.situation.problems.inputs import EvidenceFacts, ProblemFacts
from lofte.situation.problems.models import Evidence, Problem
from lofte.situation.problems.states import ProblemNotOpen
from lofte.situation.states import WrongState
from lofte.statistics.actions import FigureInput, SeriesInput, add_source, type_figure
from lofte.statistics.models import Figure, Source
from tests import cast
from tests.situation.pictures import WEEK

SAID = EvidenceFacts(
    kind="dialogue",
    sentence="41 boende pekar ut resecentrum på kvällar",
    source="Medborgardialogen hösten 2025",
    period="2025-09–2025-10",
    strength="some",
)


def problem_of(kommun: Kommun, title: str = "Otryggt vid resecentrum", **given: Any) -> Problem:
    told = ProblemFacts(title=title, **{"kind": "fear"} | given)
    return describe_problem(kommun=kommun, facts=told, by=SYSTEM)


@pytest.fixture
def problem(kommun: Kommun) -> Problem:
    return problem_of(kommun)


def test_a_problem_says_what_where_when_who_and_how_much(
    kommun: Kommun, coordinator: User, outsider: User
) -> None:
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")
    area = Area.objects.unscoped("test").filter(kommun=kommun, kind="own").first()
    made = problem_of(
        kommun, places=(place,), areas=(area,), hours="kvällar", perceived=2, reported=0
    )
    assert list(made.places.unscoped("test").all()) == [place]
    assert list(made.areas.unscoped("test").all()) == [area]
    assert made.mismatch == "fear"
    assert list(Problem.objects.visible_to(coordinator)) == [made]
    assert not Problem.objects.visible_to(outsider).exists()


@pytest.mark.parametrize(
    ("perceived", "reported", "flag"),
    [(2, 0, "fear"), (0, 2, "silence"), (1, 1, ""), (None, 2, ""), (2, None, "")],
)
def test_perceived_against_reported_is_flagged(
    kommun: Kommun, perceived: int | None, reported: int | None, flag: str
) -> None:
    assert problem_of(kommun, perceived=perceived, reported=reported).mismatch == flag


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, "rubrik"),
        ({"kind": "annat"}, "inget slag"),
        ({"extent": "Ring 070-174 06 05"}, "personuppgifter"),
        ({"where": cast.GROUP_ONLY}, "bara gruppen får se"),
    ],
)
def test_what_does_not_fit_is_refused(kommun: Kommun, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        problem_of(kommun, **given)
    assert not Problem.objects.unscoped("test").exists()


def test_two_editors_at_once(problem: Problem) -> None:
    told = ProblemFacts(title="Nya ord", kind="crime")
    assert change_problem(problem=problem, facts=told, version=1, by=SYSTEM).title == "Nya ord"
    with pytest.raises(WrongState, match="det du skrev finns kvar"):
        change_problem(problem=problem, facts=told, version=1, by=SYSTEM)


def test_evidence_has_a_source_a_period_and_a_strength(problem: Problem, coordinator: User) -> None:
    row = add_evidence(problem=problem, facts=SAID, by=coordinator)
    assert list(Evidence.objects.visible_to(coordinator)) == [row]
    for wrong in (
        {"source": ""},
        {"period": ""},
        {"sentence": ""},
        {"kind": "x"},
        {"strength": ""},
    ):
        told = {name: getattr(SAID, name) for name in EvidenceFacts.__dataclass_fields__}
        with pytest.raises(Refused):
            add_evidence(problem=problem, facts=EvidenceFacts(**told | wrong), by=coordinator)
    remove_evidence(evidence=row, by=coordinator)
    assert not Evidence.objects.visible_to(coordinator).exists()
    assert AuditEvent.objects.filter(what="problem.evidence_removed").exists()


def test_a_finding_becomes_evidence_with_one_click_and_once(
    town: Kommun, coordinator: User, reviewer: User
) -> None:
    problem = problem_of(town)
    picture = compile_picture(kommun=town, period=WEEK, by=coordinator)
    finding = Finding.objects.unscoped("test").filter(picture=picture).first()
    assert finding is not None
    with pytest.raises(Refused, match="Frys lägesbilden"):
        add_finding(problem=problem, finding=finding, by=coordinator)
    freeze(picture=picture, version=picture.version, by=reviewer)
    finding.refresh_from_db()
    row = add_finding(problem=problem, finding=finding, by=coordinator)
    assert row.sentence == finding.sentence
    assert row.period == picture.period_label
    assert row.source
    assert add_finding(problem=problem, finding=finding, by=coordinator) == row


def test_a_figure_becomes_evidence_and_missing_is_not_zero(
    kommun: Kommun, other_kommun: Kommun, problem: Problem
) -> None:
    source = add_source(kommun=kommun, name="Kolada", kind=Source.Kind.TYPED, by=SYSTEM)
    days = (date(2025, 1, 1), date(2025, 12, 31))
    for code, value, flag in (("U1", 36.5, ""), ("U2", None, "secret")):
        one = FigureInput(
            geography_kind="kommun",
            geography_code=kommun.code,
            period_start=days[0],
            period_end=days[1],
            value=value,
            flag=flag,
        )
        series = SeriesInput(code=code, name=f"Mått {code}", unit="procent", figures=[one])
        type_figure(source=source, given=series, by=SYSTEM)
    known, secret = Figure.objects.unscoped("test").order_by("series__code")
    assert "36,5 procent" in add_figure(problem=problem, figure=known, by=SYSTEM).sentence
    assert "sekretess" in add_figure(problem=problem, figure=secret, by=SYSTEM).sentence
    elsewhere = problem_of(other_kommun)
    with pytest.raises(Refused, match="annan kommun"):
        add_figure(problem=elsewhere, figure=known, by=SYSTEM)


def test_a_no_is_a_position_too_and_needs_its_reason(problem: Problem) -> None:
    with pytest.raises(Refused, match="lag 2023:196, 3 §"):
        take_position(problem=problem, version=problem.version, need="no", reason=" ", by=SYSTEM)
    with pytest.raises(Refused, match="ja eller nej"):
        take_position(problem=problem, version=problem.version, need="kanske", reason="", by=SYSTEM)
    said = take_position(
        problem=problem, version=problem.version, need="no", reason="Åtgärdat i våras.", by=SYSTEM
    )
    assert said.need_decided_at is not None
    assert (
        take_position(
            problem=problem, version=problem.version, need="", reason="", by=SYSTEM
        ).need_decided_at
        is None
    )


def test_two_who_decide_at_once_lose_nothing_silently(kommun: Kommun, problem: Problem) -> None:
    """The second is told, and neither the decision, the points nor the position of the first is
    written over."""
    seed_criteria(kommun=kommun, by=SYSTEM)
    first, second = Criterion.objects.unscoped("test").filter(kommun=kommun)[:2]
    read = problem.version
    prioritise(
        problem=problem, scores={first: 3, second: None}, decision="Vi tar detta först.",
        version=read, by=SYSTEM,
    )  # fmt: skip
    late = {"problem": problem, "version": read, "by": SYSTEM}
    with pytest.raises(WrongState, match="Någon annan hann ändra problemet"):
        prioritise(scores={first: 0, second: 1}, decision="Vi väntar.", **late)
    with pytest.raises(WrongState, match="Någon annan hann ändra problemet"):
        take_position(need="no", reason="Löst.", **late)
    problem.refresh_from_db()
    assert (problem.decision, problem.need) == ("Vi tar detta först.", "")
    assert [(row.criterion, row.value) for row in Score.objects.unscoped("test")] == [(first, 3)]
    take_position(problem=problem, version=problem.version, need="yes", reason="Ja.", by=SYSTEM)
    with pytest.raises(Refused, match="från 0 till"):
        prioritise(
            problem=problem, scores={first: 9}, decision="Nej.", version=problem.version, by=SYSTEM
        )
    problem.refresh_from_db()
    assert problem.decision == "Vi tar detta först."


def test_a_merged_problem_points_on_and_loses_nothing(kommun: Kommun) -> None:
    old, kept = problem_of(kommun, "A"), problem_of(kommun, "B")
    add_evidence(problem=old, facts=SAID, by=SYSTEM)
    said = CauseFacts(statement="Mörkt", perspective="situation", influence="yes")
    cause = add_cause(problem=old, facts=said, by=SYSTEM)
    merge_problem(problem=old, into=kept, by=SYSTEM)
    cause.refresh_from_db()
    assert cause.problem == kept
    assert kept.evidence.unscoped("test").count() == 1
    with pytest.raises(ProblemNotOpen, match="sammanslaget med ”B”"):
        change_problem(
            problem=old, facts=ProblemFacts(title="x", kind="fear"), version=1, by=SYSTEM
        )
    with pytest.raises(ProblemNotOpen):
        reopen_problem(problem=old, by=SYSTEM)
    with pytest.raises(Refused, match="annat problem"):
        merge_problem(problem=kept, into=kept, by=SYSTEM)
    with pytest.raises(Refused, match="avslutat eller sammanslaget"):
        add_cause(problem=old, facts=said, by=SYSTEM)


def test_a_problem_closes_and_opens(problem: Problem) -> None:
    close_problem(problem=problem, by=SYSTEM)
    with pytest.raises(ProblemNotOpen, match="avslutat"):
        add_evidence(problem=problem, facts=SAID, by=SYSTEM)
    assert reopen_problem(problem=problem, by=SYSTEM).closed_at is None


def test_causes_hang_under_each_other_to_a_depth(problem: Problem, coordinator: User) -> None:
    said = CauseFacts(
        statement="Mörkt", perspective="situation", influence="yes", influenced_by="Gatukontoret"
    )
    above = None
    for _ in range(8):
        above = add_cause(problem=problem, facts=said, parent=above, by=SYSTEM)
    with pytest.raises(Refused, match="8 steg djupt"):
        add_cause(problem=problem, facts=said, parent=above, by=SYSTEM)
    first = Cause.objects.visible_to(coordinator).order_by("pk").first()
    assert first is not None
    with pytest.raises(Refused, match="hänger under"):
        withdraw_cause(cause=first, by=SYSTEM)
    assert above is not None
    assert change_cause(cause=above, facts=said, version=1, by=SYSTEM).version == 2
    with pytest.raises(WrongState, match="hann ändra"):
        change_cause(cause=above, facts=said, version=1, by=SYSTEM)
    assert withdraw_cause(cause=above, by=SYSTEM).withdrawn_at is not None
    with pytest.raises(Refused, match="annat problem eller är borttagen"):
        add_cause(problem=problem, facts=said, parent=above, by=SYSTEM)


def test_a_cause_needs_its_words(problem: Problem) -> None:
    for wrong in ({"statement": ""}, {"perspective": "x"}, {"influence": ""}, {"confidence": "x"}):
        told = {"statement": "Mörkt", "perspective": "situation", "influence": "yes"}
        with pytest.raises(Refused, match="Skriv orsaken"):
            add_cause(problem=problem, facts=CauseFacts(**told | wrong), by=SYSTEM)


def test_the_kommuns_own_grounds(kommun: Kommun, problem: Problem, other_kommun: Kommun) -> None:
    assert seed_criteria(kommun=kommun, by=SYSTEM) == 7
    assert seed_criteria(kommun=kommun, by=SYSTEM) == 0
    own = add_criterion(kommun=kommun, name="Nära en skola", scale="yes_no", by=SYSTEM)
    for wrong in (("Nära en skola", "yes_no"), ("", "steps"), ("Ny", "x")):
        with pytest.raises(Refused):
            add_criterion(kommun=kommun, name=wrong[0], scale=wrong[1], by=SYSTEM)
    score(problem=problem, criterion=own, value=1, by=SYSTEM)
    score(problem=problem, criterion=own, value=0, by=SYSTEM)
    assert Score.objects.unscoped("test").get().value == 0
    with pytest.raises(Refused, match="från 0 till 1"):
        score(problem=problem, criterion=own, value=3, by=SYSTEM)
    score(problem=problem, criterion=own, value=None, by=SYSTEM)
    assert not Score.objects.unscoped("test").exists()
    with pytest.raises(Refused, match="annan kommun"):
        score(problem=problem_of(other_kommun), criterion=own, value=1, by=SYSTEM)
    assert close_criterion(criterion=own, by=SYSTEM).closed_at is not None
    steps = Criterion.objects.unscoped("test").filter(scale="steps").first()
    assert steps is not None
    assert steps.highest == 3
