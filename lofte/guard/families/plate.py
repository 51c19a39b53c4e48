"""Registration plates of vehicles.

Source: Transportstyrelsen, "Registreringsskyltar": three letters and three digits, since 2019 the
last may be a letter; I, Q, V, Å, Ä and Ö are not used, nor O as the last letter; some letter
triples are never given out. Personal plates (2 to 7 characters) and foreign plates have no shape
of their own and are found only after a cue such as "regnr".
"""

import re
from collections.abc import Iterator

from lofte.guard.cues import before
from lofte.guard.spans import Kind, Span

_PLATE = re.compile(
    r"(?<![\w-])(?P<letters>[A-HJ-PR-UW-Z]{3})(?P<gap>[ -]?)"
    r"(?P<rest>[0-9]{2}[0-9A-HJ-NPR-UW-Z])(?![\w%])(?![-:][0-9])",
    re.I,
)
_SURE = re.compile(
    r"\breg(?:istrerings)?[ .-]{0,2}(?:nr|nummer|numret|skylt)|skylt(?:ar|en|arna|ad)?\b"
    r"|\w*plåt(?:ar|en)?\b"
)
_VEHICLE = re.compile(
    r"bil(?:en|ar)?\b|fordon(?:et)?\b"
    r"|\b(?:moped|mc|motorcykel|släp|taxi|lastbil|buss|epa|husvagn|traktor)\w{0,3}\b"
    r"|\b(?:volvo|saab|bmw|audi|vw|volkswagen|toyota|kia|ford|opel|mercedes|skoda|tesla|nissan|"
    r"renault|peugeot|citroen|seat|mazda|honda|hyundai|fiat)\b"
)
_OWN = re.compile(
    r"\breg(?:istrerings)?[ .-]{0,2}(?:nr|nummer|numret|skylt(?:en)?)\.?"
    r"(?: är| var| lyder| med texten)?[ :]{1,3}"
    r"(?P<quote>[\"'”’»])?(?P<plate>[A-ZÅÄÖ0-9]{1,7}(?:[ -][A-ZÅÄÖ0-9]{1,5})?)(?![\wåäö])"
)
_PERSONAL = re.compile(
    r"\b(?:personlig\w{0,2} (?:reg(?:istrerings)?)?|reg(?:istrerings)?|nummer)(?:skylt|plåt)\w{0,4}"
    r",?(?: som (?:är|löd|lyder)| med texten| med)?[ :]{1,3}"
    r"[\"'”’»](?P<plate>[^\W_][\w -]{0,6}[^\W_])[\"'”’«]",
    re.I,
)
_SPREAD = re.compile(
    r"(?<![\w-])[A-HJ-PR-UW-Z](?:[ .-][A-HJ-PR-UW-Z]){2}[ .-]{1,2}"
    r"[0-9][ .-][0-9][ .-][0-9A-HJ-NPR-UW-Z](?![\w%])(?![ .-][0-9])",
    re.I,
)
# Read as a plate when written with a space ("BMW 320", "DEN 112") although they are none.
_KNOWN = (
    "ALL AND APR ARG ARM ARN ASS AUG BAD BAR BEN BER BET BLA BLE BMW BOK BOT BUS BYT CAR COP "
    "CUP DAG DAM DAN DEC DEL DEM DEN DET DNR DOM DOS DRA DYR EFT EKG EKO ELD ELL END ENS EUR "
    "FAN FAR FAS FEB FEL FEM FLY FOT FRA FRO FYR GAS GER GES GET GHB GOD GPS GUL HAD HAL HAN "
    "HAR HAT HEJ HEL HEM HON HOR HOS HOT HUR HUS HUT JAG JAN JUL JUN KAN KAP KAR KGB KLM KOD "
    "KOM KRO KRT KTM KUL KWH LAG LAM LAN LAT LED LEM LET LGH LPG LSD LSS LUR LYS MAC MAJ MAN "
    "MAR MAX MED MEN MER MHF MOT MPH MRT MUS MYR NAR NEJ NER NOG NOK NOS NOX NTF NUM NYA OCH "
    "OKT OMR OND ORM OSS PAR PCB PDF PER PKK PLO PRO PSA RAD RAN REA RED REN RES ROM ROS RPG "
    "RPM RUM RUN RUT SAK SAL SAN SAS SAT SCB SEK SEN SEP SER SES SET SEX SFS SJU SKA SKR SMS "
    "SOL SOM SOS SPR SSB SSK STA STF STN STR SUP TAG TAK TAR TBC TEL TFN TGR TNT TOG TOK TOM "
    "TON TOR TPL TRE TUR TYP UFO UNG UPP USA USB USD UTE UTR WWW XXL XXX"
)
_WORDS = frozenset(_KNOWN.split())


def find(text: str) -> Iterator[Span]:
    """Spans of registration plates in folded text."""
    for match in _PLATE.finditer(text):
        if _is_plate(match, before(text, match.start())):
            yield Span(*match.span(), Kind.PLATE)
    for match in _SPREAD.finditer(text):
        yield Span(*match.span(), Kind.PLATE)
    for pattern in (_OWN, _PERSONAL):
        for match in pattern.finditer(text):
            yield Span(*match.span("plate"), Kind.PLATE)


def _is_plate(match: re.Match[str], cue: str) -> bool:
    """Written together; in capitals; after a vehicle; a known word only after "regnr"."""
    if _SURE.search(cue):
        return True
    letters = match["letters"]
    if letters.upper() in _WORDS:
        return False
    together = not match["gap"]
    return together or (letters + match["rest"]).isupper() or bool(_VEHICLE.search(cue))
