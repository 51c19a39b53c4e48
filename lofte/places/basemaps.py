"""The background map's file: checked, then copied whole under the name of its checksum."""

import hashlib
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from lofte.guard.naming import pointing
from lofte.places.models import Basemap
from lofte.places.refusals import NOTHING_SAVED, BadBasemap

MAX_GEOJSON = 100 << 20
_PIECE = 1 << 20
_FRESH = 60 * 60
_PMTILES_MAGIC = b"PMTiles\x03"  # github.com/protomaps/PMTiles, spec v3, section 3: header
_PMTILES_HEADER = 127


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    checksum: str


def folder(kommun_code: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "basemaps" / kommun_code


def path_of(basemap: Basemap) -> Path:
    return folder(basemap.kommun.code) / basemap.file


def examine(source: Path, attribution: str) -> Found:
    """What kind of map it is. Raises BadBasemap."""
    if not 1 <= len(attribution.strip()) <= 200 or pointing(attribution):
        raise BadBasemap(
            f"Skriv vem kartan kommer från, högst 200 tecken och inget nummer till en person. "
            f"{NOTHING_SAVED} "
            "Texten visas i kartans hörn."
        )
    try:
        with source.open("rb") as stream:
            head = stream.read(_PMTILES_HEADER)
            size = os.fstat(stream.fileno()).st_size
            checksum = hashlib.file_digest(_rewound(stream), "sha256").hexdigest()
    except OSError as error:
        raise BadBasemap(f"Filen går inte att läsa. {NOTHING_SAVED}") from error
    if head.startswith(_PMTILES_MAGIC):
        _check_pmtiles(head, size)
        return Found(Basemap.Kind.PMTILES, checksum)
    _check_geojson(source, size)
    return Found(Basemap.Kind.GEOJSON, checksum)


def _rewound(stream: Any) -> Any:
    stream.seek(0)
    return stream


def _check_pmtiles(head: bytes, size: int) -> None:
    """Root, metadata, leaves and tiles lie within the file: a cut-off download does not."""
    if len(head) < _PMTILES_HEADER:
        raise BadBasemap(f"Kartfilen (PMTiles) är avbruten. {NOTHING_SAVED} Hämta den igen.")
    numbers = [int.from_bytes(head[at : at + 8], "little") for at in range(8, 72, 8)]
    if any(start + length > size for start, length in zip(*[iter(numbers)] * 2, strict=True)):
        raise BadBasemap(f"Kartfilen (PMTiles) är avbruten. {NOTHING_SAVED} Hämta den igen.")


def _check_geojson(source: Path, size: int) -> None:
    if size > MAX_GEOJSON:
        raise BadBasemap(
            f"Kartan är större än {MAX_GEOJSON >> 20} MB som GeoJSON. {NOTHING_SAVED} "
            "Gör om den till PMTiles, så laddas den i delar."
        )
    try:
        found = json.loads(source.read_bytes())
        features = found["features"]
        is_map = found["type"] == "FeatureCollection" and bool(features)
        first = _first_number(features[0]["geometry"]["coordinates"]) if is_map else 0.0
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise _not_a_map() from error
    if not is_map:
        raise _not_a_map()
    if not -180 <= first <= 180:
        raise BadBasemap(
            f"Kartan är inte i latitud och longitud (WGS84). {NOTHING_SAVED} "
            "Spara om den med koordinatsystemet EPSG:4326."
        )


def _not_a_map() -> BadBasemap:
    return BadBasemap(
        "Filen är varken PMTiles (version 3) eller en GeoJSON-karta (FeatureCollection) "
        f"med innehåll. {NOTHING_SAVED}"
    )


def _first_number(coordinates: Any) -> float:
    while isinstance(coordinates, list):
        coordinates = coordinates[0]
    return float(coordinates)


def store(source: Path, found: Found, kommun_code: str) -> str:
    """Copy under the checksum's name, by a rename. Gives the name."""
    target = folder(kommun_code)
    target.mkdir(parents=True, exist_ok=True)
    name = f"{found.checksum}.{found.kind}"
    handle, temporary = tempfile.mkstemp(dir=target, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out, source.open("rb") as stream:
            while piece := stream.read(_PIECE):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return name


def discard_others(kommun_code: str, name: str) -> None:
    """Earlier maps, and what an interrupted copy left; not what is being written just now."""
    for path in folder(kommun_code).iterdir():
        if path.name != name and path.stat().st_mtime < time.time() - _FRESH:
            path.unlink(missing_ok=True)
