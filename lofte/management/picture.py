"""A register in, a picture out: no database, no server, no account."""

from dataclasses import dataclass
from pathlib import Path

from lofte.analysis import periods
from lofte.analysis.periods import BadPeriod
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
from lofte.situation.compose import compose
from lofte.situation.counts import NothingToCompose
from lofte.situation.document import PictureDocument
from lofte.situation.render.geojson import cells_geojson
from lofte.situation.render.page import page_of
from lofte.situation.render.pdf import pdf_of
from lofte.situation.render.view import view
from lofte.situation.results import Around

_REFUSALS = (*REFUSALS, BadPeriod, NothingToCompose)


class PictureRefused(Refused):
    """No picture was made and nothing is written; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """The picture, the files that now exist, and what was assumed about the register."""

    document: PictureDocument
    files: tuple[Path, ...]
    assumed: tuple[str, ...]


def picture_from_file(
    path: Path | str,
    *,
    out: Path | str,
    period: str = "",
    areas: Path | str | None = None,
    options: Options | None = None,
) -> Written:
    """picture.json, picture.html, picture.pdf and cells.geojson in `out`, all or none.

    period: a key such as "2026-W47" or "2026-11"; "" = the last four full weeks. Raises
    PictureRefused with a sentence for the person who typed the command.
    """
    try:
        return _picture(Path(path), Path(out), period, areas, options or Options())
    except _REFUSALS as refusal:
        raise PictureRefused(str(refusal)) from refusal


def _picture(
    path: Path, out: Path, period: str, areas: Path | str | None, wish: Options
) -> Written:
    if refused := size_refused(wish.size, "Ingen bild är gjord."):
        raise PictureRefused(refused)
    chosen = periods.parse(period) if period else None
    register, assumed = register_of(path, wish)
    around = Around(areas=areas_of(Path(areas), register.crs)) if areas else Around()
    document = compose(
        register.points,
        source=source_of(register, wish.name, assumed),
        period=chosen,
        around=around,
        size=wish.size,
    )
    shown = view(document)
    contents = {
        "picture.json": document.to_json(),
        "picture.html": page_of(shown).encode(),
        "picture.pdf": pdf_of(shown),
        "cells.geojson": cells_geojson(document),
    }
    return Written(document, write_all(out, contents, register, "Ingen bild är skriven."), assumed)
