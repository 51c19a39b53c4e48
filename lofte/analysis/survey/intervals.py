"""What an estimate says beside its value: its error, its interval, and what it rests on."""

from dataclasses import dataclass, field, replace
from typing import Any

from scipy.special import expit, logit, stdtrit

from lofte.analysis.survey.design import Lonely, Mode, Sample
from lofte.analysis.survey.errors import BadSurvey

METHOD = "stratified estimate (Taylor linearisation)"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Estimate:
    """value with its standard error `se` and the interval low-high of `level`.

    deff: variance over that of a simple random sample of as many; None when that is not defined
    (all answer alike, or more answers than the weights stand for). df: drawn units less strata.
    answers: how many answers it rests on; standing_for: the sum of their weights. interval: how
    low and high were made.
    """

    value: float
    se: float
    low: float
    high: float
    level: float
    deff: float | None
    df: int
    answers: int
    standing_for: float
    interval: str
    mode: Mode = Mode.SAMPLE
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basis:
    """What an estimate rests on, beside its value and its error. strata: with answers in it."""

    sample: Sample
    answers: int
    units: int
    strata: int
    standing_for: float
    level: float
    lonely: Lonely

    @property
    def df(self) -> int:
        """Drawn units less strata."""
        return self.units - self.strata


def made(value: float, se: float, simple: float, basis: Basis) -> Estimate:
    """The estimate with its t-interval. simple: the variance of as many drawn simply."""
    sample, df = basis.sample, basis.df
    if df < 1:
        raise BadSurvey(
            f"within har {basis.units} svar, ett i varje stratum: för få för att mäta osäkerheten."
        )
    reach = float(stdtrit(df, (1 + basis.level) / 2)) * se
    fitted = sample.calibration
    calibrated = "none" if fitted is None else "raking" if fitted.raked else "post-stratification"
    return Estimate(
        value=value,
        se=se,
        low=value - reach,
        high=value + reach,
        level=basis.level,
        deff=se**2 / simple if simple > 0 else None,
        df=df,
        answers=basis.answers,
        standing_for=basis.standing_for,
        interval="t",
        parameters={
            "lonely": str(basis.lonely),
            "calibration": calibrated,
            "fpc": sample.population is not None,
            "strata": len(sample.strata),
        },
    )


def within_bounds(plain: Estimate, effective: float) -> Estimate:
    """A share with an interval that stays within 0-1. effective: Kish's number of answers."""
    low, high, how = _between(plain, effective)
    return replace(plain, low=low, high=high, interval=how)


def _between(plain: Estimate, effective: float) -> tuple[float, float, str]:
    p, tail = plain.value, (1 - plain.level) / 2
    if 0 < p < 1:
        reach = float(stdtrit(plain.df, 1 - tail)) * plain.se / (p * (1 - p))
        centre = float(logit(p))
        return float(expit(centre - reach)), float(expit(centre + reach)), "logit, t"
    far = 1 - tail ** (1 / effective)
    how = "Clopper-Pearson on the effective number of answers"
    return (0.0, far, how) if p < 0.5 else (1 - far, 1.0, how)


def among(apart: float, n: int, whole: float) -> float:
    """The variance from n weighted squares that add up to `apart` and weigh `whole`."""
    if n < 2:
        return 0.0
    spread = apart * n / (n - 1) / whole
    return spread * (whole - n) / whole
