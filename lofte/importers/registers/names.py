"""What column names usually mean, in Swedish and English (and a little Spanish)."""

import re
import unicodedata
from collections.abc import Iterable

# Each list from the surest word to the weakest.
START = ("start", "starttid", "startdatum", "from", "från", "fr", "begin", "first", "tidigast")
END = ("end", "sluttid", "slutdatum", "slut", "till", "to", "tom", "senast", "last", "stop")
WHEN = (
    "händelsetid", "händelsedatum", "brottsdatum", "brottstid", "brottstidpunkt", "tidpunkt",
    "occurred", "occur", "occurrence", "incident", "offense", "offence", "datum", "date",
    "datetime", "fecha", "tid", "time", "timestamp", "när", "dag", "day",
)  # fmt: skip
REPORTED = (
    "anmäld", "anmäldes", "anmälan", "anmälningsdatum", "anmälningstid", "reported", "report",
    "inkom", "inkommen", "registrerad", "registrerat", "upprättad", "received", "entry",
)  # fmt: skip
CHANGED = (
    "updated", "uppdaterad", "ändrad", "modified", "created", "skapad", "exported", "birth",
    "född", "closed", "avslutad", "beslut", "beslutsdatum", "import",
)  # fmt: skip
CLOCK = ("klockslag", "kl", "klocka", "tid", "timme", "time", "hour", "clock", "hora")
NORTH = (
    "lat", "latitude", "latitud", "northing", "nording", "north", "nord", "norr", "n",
    "nkoord", "nkoordinat", "y",
)  # fmt: skip
EAST = (
    "lon", "long", "lng", "longitude", "longitud", "easting", "östing", "osting", "east", "ost",
    "öst", "e", "ekoord", "ekoordinat", "x",
)  # fmt: skip
POINT = (
    "geometri", "geometry", "geom", "wkt", "point", "punkt", "position", "koordinater",
    "coordinates", "location", "gps", "latlon", "latlong", "plats",
)  # fmt: skip
ADDRESS = (
    "adress", "address", "gata", "gatuadress", "street", "streetname", "brottsplats", "plats",
    "område", "block", "beat", "stadsdel", "ort", "district", "place",
)  # fmt: skip
KEY = (
    "ärendenummer", "ärendenr", "ärende", "diarienummer", "diarienr", "dnr", "knr", "knummer",
    "händelseid", "händelsenr", "händelsenummer", "incidentid", "incident", "case", "casenumber",
    "brottsnummer", "report", "reference", "referens", "complaint", "uid", "uuid", "key", "nyckel",
    "id", "löpnummer", "löpnr", "nr", "nummer", "number", "no", "record", "objectid", "fid", "rad",
)  # fmt: skip
ROW_NUMBERS = {"id", "löpnummer", "löpnr", "nr", "nummer", "record", "objectid", "fid", "rad"}
CATEGORY = (
    "brottstyp", "brottskategori", "brottskod", "brottsrubricering", "rubricering", "brott",
    "kategori", "händelsetyp", "typ", "category", "offense", "offence", "crime", "crimetype",
    "primary", "type", "code", "kod", "delito", "class",
)  # fmt: skip
NOT_CATEGORY = {"location", "plats", "agency", "date", "datum", "hour", "id", "no", "nr", "number"}
UTC_WORDS = {"utc", "gmt", "zulu"}
SYSTEMS = {
    "sweref": "EPSG:3006", "sweref99": "EPSG:3006", "sweref99tm": "EPSG:3006", "rt90": "EPSG:3021",
    "wgs84": "EPSG:4326", "wgs": "EPSG:4326",
}  # fmt: skip


def words(name: str) -> tuple[str, ...]:
    """'DateReported' -> ('date', 'reported'); 'Öst-koord (m)' -> ('öst', 'koord', 'm')."""
    composed = unicodedata.normalize("NFC", name)
    apart = re.sub(r"(?<=[a-zåäö0-9])(?=[A-ZÅÄÖ])", " ", composed)
    return tuple(re.findall(r"[a-zåäöéü]+\d*[a-z]*|\d+", apart.lower()))


def score(name: str, vocabulary: Iterable[str]) -> float:
    """0 = no word of the list is in the name; more for a surer word, and for nothing besides."""
    said = words(name)
    whole = "".join(said)
    best = 0.0
    for rank, word in enumerate(vocabulary):
        weight = 1 / (1 + rank / 10)
        if whole == word:
            best = max(best, weight + 1)
        elif word in said:
            best = max(best, weight)
    return best


def says(name: str, vocabulary: Iterable[str]) -> bool:
    return score(name, vocabulary) > 0
