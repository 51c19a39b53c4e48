"""A register in, a verdict on the picture out: no database, no server, no account."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lofte.analysis.accuracy import BadAccuracy
from lofte.analysis.next_week import TooShort
from lofte.analysis.weekly import BadWeekly
from lofte.audit.refusals import Refused
from lofte.management.register_files import (
    REFUSALS,
    Options,
    areas_of,
    register_of,
    size_refused,
    source_of,
    write_all,
)
from lofte.situation.render.trial import page
from lofte.situation.trial.document import Trial
from lofte.situation.trial.tables import as_csv
from lofte.situation.trial.tried import of_category, trial
from lofte.situation.trial.weeks import TooLittle

NOTHING = "Inget är prövat och inget är skrivet."
_REFUSALS = (*REFUSALS, TooLittle, TooShort, BadWeekly, BadAccuracy)


class EvaluationRefused(Refused):
    """Nothing was tried and nothing is written; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the register is tried: an area, a category, the last weeks; everything by default."""

    areas: Path | str | None = None
    category: str = ""
    weeks: int | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The trial, the files that now exist, and what was assumed about the register."""

    trial: Trial
    files: tuple[Path, ...]
    assumed: tuple[str, ...]


def evaluate_file(
    path: Path | str,
    *,
    out: Path | str,
    scope: Scope | None = None,
    options: Options | None = None,
    step: Callable[[int, int], None] | None = None,
) -> Evaluated:
    """evaluate.json, evaluate.csv and evaluate.html in `out`, all or none.

    Raises EvaluationRefused with a sentence for the person who typed the command.
    """
    try:
        return _evaluated(Path(path), Path(out), scope or Scope(), options or Options(), step)
    except _REFUSALS as refusal:
        said = str(refusal)
        raise EvaluationRefused(said if "Inget är" in said else f"{said} {NOTHING}") from refusal


def _evaluated(
    path: Path,
    out: Path,
    scope: Scope,
    wish: Options,
    step: Callable[[int, int], None] | None,
) -> Evaluated:
    if refused := size_refused(wish.size, NOTHING):
        raise EvaluationRefused(refused)
    register, assumed = register_of(path, wish)
    points = register.points
    if scope.category:
        points = of_category(points, scope.category)
    found = trial(
        points,
        source=source_of(register, wish.name, assumed),
        size=wish.size,
        areas=areas_of(Path(scope.areas), register.crs) if scope.areas else (),
        weeks=scope.weeks,
        step=step,
    )
    parameters = {**found.parameters, "seed": scope.seed}
    found = replace(found, category=scope.category, parameters=parameters)
    contents = {
        "evaluate.json": found.to_json(),
        "evaluate.csv": as_csv(found),
        "evaluate.html": page(found).encode(),
    }
    return Evaluated(found, write_all(out, contents, register, NOTHING), assumed)
