"""What a person says of a promise, before anything is kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lofte.dialogue.models import Dialogue
from lofte.people.models import Party
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.promises.agreements.models import Agreement
from lofte.promises.commitments.models import Commitment
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.states import TargetKind
from lofte.situation.causes.models import Cause
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture
from lofte.statistics.models import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """A party as it is printed, and whether it signs."""

    party: Party
    printed: str = ""
    signs: bool = True
    signing_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusLine:
    text: str
    problem: Problem | None = None
    place: NamedPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFacts:
    title: str
    first_day: date
    last_day: date
    area_text: str
    parties: tuple[PartyLine, ...] = ()
    kommuner: tuple[Kommun, ...] = ()  # besides the one that keeps the document
    focuses: tuple[FocusLine, ...] = ()
    areas: tuple[Area, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    code: str = ""
    intro: str = ""
    basis: str = ""
    how_followed_up: str = ""
    contact: str = ""
    note: str = ""
    agreement: Agreement | None = None
    picture: StatutoryPicture | None = None
    follows: Promise | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is promised, as exactly as it is promised; `NONE` when it has no number at all."""

    kind: str = TargetKind.NONE
    comparator: str = ""
    value: Decimal | None = None
    per: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentFacts:
    text: str
    parties: tuple[Party, ...] = ()  # nobody named: all together
    target: Target = Target()
    places: tuple[NamedPlace, ...] = ()
    where: str = ""
    owner_role: str = ""
    due: date | None = None
    no_target_reason: str = ""
    measure: Measure | None = None
    continues: Commitment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFacts:
    text: str
    kind: str
    causes: tuple[Cause, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    party: Party | None = None
    unit: str = ""
    contact_role: str = ""
    first_day: date | None = None
    last_day: date | None = None
    dose: str = ""
    cost: str = ""
    operational_goal: str = ""
    expected_short: str = ""
    expected_long: str = ""
    legal_ground: str = ""
    no_indicator_reason: str = ""
    next_follow_up: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a dialogue, in the version that was asked, and the answers that count."""

    dialogue: Dialogue
    code: str
    row: str
    version: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    kind: str
    name: str
    unit: str = ""
    geography: str = ""
    source: str = ""
    series: Series | None = None  # values come from it by themselves
    series_area: str = ""  # code of an area in the series; the own kommun when empty
    asked: Asked | None = None  # values come from dialogues that ask the same
    method: str = ""
    baseline: float | None = None
    baseline_period: str = ""
    events: float | None = None
    comparator: str = ""
    target_value: float | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFacts:
    """`key` names what wrote it, such as "visit:17": one visit is one activity, come what may.

    `comparator`: "" when it was counted, "~" about, ">=" at least.
    """

    party: Party
    done_on: date
    count: int = 1
    comparator: str = ""
    place: NamedPlace | None = None
    note: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    name: str
    kind: str
    comparator: str = ""
    value: Decimal | None = None
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None
    source: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpFacts:
    on: date
    verdict: str
    voice: str = "promiser"
    party: Party | None = None
    partly_rule: str = ""
    effect: str = ""
    light: str = ""
    text: str = ""
    source: str = ""
    judgement: str = ""
    judgement_reason: str = ""
    not_met_reason: str = ""
    told_by: str = ""  # another than who acts: from a file


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts:
    title: str
    purposes: str
    areas: str
    parties: tuple[Party, ...]
    kommuner: tuple[Kommun, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    registry: str = ""
    signed_on: date | None = None
    attempts: str = ""
    file: bytes = b""  # the signed text as PDF; empty leaves what was kept
