"""The words of promises, and how a promise moves from draft to signed to ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused, swedish


class State(models.TextChoices):
    DRAFT = "draft", _("utkast")
    FROZEN = "frozen", _("fastställt, väntar på underskrifter")
    SIGNED = "signed", _("undertecknat")
    AMENDING = "amending", _("undertecknat, ändring pågår")
    DISCARDED = "discarded", _("kasserat")


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.FROZEN, State.DISCARDED}),
    State.FROZEN: frozenset({State.SIGNED, State.DRAFT, State.AMENDING}),
    State.SIGNED: frozenset({State.AMENDING}),
    State.AMENDING: frozenset({State.FROZEN, State.SIGNED}),
    State.DISCARDED: frozenset(),
}
WRITABLE = frozenset({State.DRAFT, State.AMENDING})
MOVING = (State.AMENDING, State.FROZEN)  # the rows may say something else than what was signed


class VersionState(models.TextChoices):
    WAITING = "waiting", _("väntar på underskrifter")
    SIGNED = "signed", _("gäller")
    REPLACED = "replaced", _("ersatt")
    WITHDRAWN = "withdrawn", _("återtagen före underskrift")


class TargetKind(models.TextChoices):
    NONE = "none", _("inget mål i siffror")
    COUNT = "count", _("ett antal")
    RATE = "rate", _("så ofta")
    WITHIN = "within", _("inom en viss tid")
    DEADLINE = "deadline", _("senast en dag")
    COVERAGE = "coverage", _("alla av något")
    DIRECTION = "direction", _("fler eller färre")


class Comparator(models.TextChoices):
    EXACTLY = "=", _("precis")
    ABOUT = "~", _("omkring")
    AT_LEAST = ">=", _("minst")
    MORE_THAN = ">", _("fler än")
    AT_MOST = "<=", _("högst")
    LESS_THAN = "<", _("färre än")
    ALL = "all", _("alla")
    SOME = "some", _("några")
    FEWER = "fewer", _("färre")
    MORE = "more", _("fler")


class Per(models.TextChoices):
    HOUR = "hour", _("timme")
    DAY = "day", _("dag")
    WEEK = "week", _("vecka")
    MONTH = "month", _("månad")
    TERTIAL = "tertial", _("tertial")
    YEAR = "year", _("år")
    PERIOD = "period", _("period")


class MeasureKind(models.TextChoices):
    SITUATION = "situation", _("situationell, snabb")
    SOCIAL = "social", _("social, långsam")
    CAMERA = "camera", _("kamerabevakning")


class IndicatorKind(models.TextChoices):
    OUTPUT = "output", _("utfört (gjorde vi det?)")
    EFFECT = "effect", _("effekt (blev det annorlunda?)")


class OutcomeKind(models.TextChoices):
    ACTIVITY = "activity", _("utfört")
    YIELD = "yield", _("vad det gav")
    CRIME = "crime", _("brott")
    SURVEY = "survey", _("vad människor svarat")


class Verdict(models.TextChoices):
    NOT_STARTED = "not_started", _("inte påbörjat")
    UNDER_WAY = "under_way", _("pågår")
    STALLED = "stalled", _("har stannat av")
    PARTLY = "partly", _("delvis hållet")
    KEPT = "kept", _("hållet")
    NOT_KEPT = "not_kept", _("inte hållet")


FINAL_VERDICTS = frozenset({Verdict.PARTLY, Verdict.KEPT, Verdict.NOT_KEPT})


class Effect(models.TextChoices):
    NOT_JUDGED = "", _("inte bedömd")
    NOT_MEASURABLE = "not_measurable", _("går inte att mäta")
    TOO_FEW = "too_few", _("för få händelser för att säga")
    BETTER = "better", _("blev bättre")
    SAME = "same", _("ingen skillnad som går att se")
    WORSE = "worse", _("blev sämre")


class Judgement(models.TextChoices):
    NONE = "", _("inte bedömt")
    CONTINUE = "continue", _("fortsätt")
    CHANGE = "change", _("ändra")
    STOP = "stop", _("sluta")


class Voice(models.TextChoices):
    """Whose view a follow-up is."""

    PROMISER = "promiser", _("den som lovade")
    RESIDENTS = "residents", _("invånarna")
    DATA = "data", _("siffrorna")


class Light(models.TextChoices):
    NONE = "", _("ingen bedömning")
    GREEN = "green", _("grönt: enligt plan")
    YELLOW = "yellow", _("gult: risk för avvikelse")
    RED = "red", _("rött: avvikelse")


class Result(models.TextChoices):
    """What a commitment came to, computed from target and outcome."""

    MET = "met", _("uppnått")
    EXCEEDED = "exceeded", _("mer än utlovat")
    NOT_MET_WHY = "not_met_why", _("inte uppnått, skälet står")
    NOT_MET = "not_met", _("inte uppnått, inget skäl")
    UNCLEAR = "unclear", _("går inte att säga")
    UNDER_WAY = "under_way", _("pågår")
    NO_TARGET = "no_target", _("inget mål att jämföra med")
    NOT_STATED = "not_stated", _("utfallet är inte redovisat")


class HowSigned(models.TextChoices):
    HERE = "here", _("i Löfte, med andra faktor")
    PAPER = "paper", _("på papper")


class WrongState(Refused):
    """The promise is not where the act needs it to be."""


class ChangedMeanwhile(Refused):
    """Somebody else was first; what the person wrote is still in the form."""


class RuleBroken(Refused):
    """A rule for what is frozen is not met; `found` says which and what."""


class StaleVersion(Refused):
    """The version that was read is not the one that waits for signatures."""


class FactorNotFresh(Refused):
    """The second factor was not given just now."""


class NotYourParty(Refused):
    """Only the party itself signs, tells or judges for itself."""


def can_move(current: str, to: State) -> bool:
    return to in TRANSITIONS[State(current)]


def check_move(current: str, to: State) -> None:
    if not can_move(current, to):
        raise WrongState(
            f"Löftet är {swedish(State(current).label)} och kan inte bli "
            f"{swedish(to.label)}. Inget ändrades. Läs in sidan igen."
        )


def check_writable(current: str) -> None:
    """Wording is changed in a draft or in an amendment, never in what is frozen or signed."""
    if State(current) not in WRITABLE:
        raise WrongState(
            f"Löftet är {swedish(State(current).label)}, så ordalydelsen ligger fast. Inget "
            "ändrades. Vill ni ändra något gör ni en ny version som alla parter skriver under."
        )
