"""The kommun's own trial, kept in a file until its evidence changes: no page waits for it."""

import json
import os
import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings

from lofte.analysis.grid import BadGrid
from lofte.analysis.periods import PeriodKind, containing
from lofte.analysis.weekly import BadWeekly
from lofte.audit.refusals import Refused
from lofte.places.models import Kommun
from lofte.situation.extract import extract
from lofte.situation.trial.document import BadTrial, Trial, from_json
from lofte.situation.trial.tried import trial
from lofte.situation.trial.weeks import TooLittle


class NotTried(Refused):
    """The kommun's evidence cannot carry a trial; the sentence says what is missing."""


def kept(kommun: Kommun) -> Trial | None:
    """The latest trial, without working anything out."""
    held = _held(kommun)
    return held[1] if held else None


def try_again(kommun: Kommun, today: date) -> Trial:
    """Try the kommun's evidence up to the last full week, unless that is what is kept.

    The same checksum of the evidence gives the same trial. Raises NothingToShow without any
    evidence, and NotTried.
    """
    evidence = extract(kommun, containing(PeriodKind.WEEK, today).previous())
    held = _held(kommun)
    if held is not None and held[0] == evidence.checksum:
        return held[1]
    try:
        found = trial(evidence.points, source=evidence.source, names=evidence.around)
    except (TooLittle, BadGrid, BadWeekly) as error:
        raise NotTried(str(error)) from error
    _keep(kommun, evidence.checksum, found)
    return found


def _held(kommun: Kommun) -> tuple[str, Trial] | None:
    """The checksum of the evidence, and what was found; None when there is nothing to read."""
    try:
        told = json.loads(_path(kommun).read_bytes())
        return told["evidence"], from_json(told["trial"])
    except (OSError, ValueError, TypeError, KeyError, BadTrial):
        return None


def _keep(kommun: Kommun, checksum: str, found: Trial) -> None:
    """A temporary file, then put in place, so that nobody reads half of one."""
    path = _path(kommun)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"evidence": checksum, "trial": found.to_json().decode()})
    handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(content)
    os.replace(aside, path)


def _path(kommun: Kommun) -> Path:
    return Path(settings.MEDIA_ROOT) / "trials" / f"{kommun.code}.json"
