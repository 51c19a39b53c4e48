"""Street addresses with a number that point out a home: "Björkvägen 14 B", "Storgatan 3, 2 tr".

A street alone is a place. With a number it is somebody's door, unless the words say that it is a
shop, a school, a stop or a corner ("kiosken på Storgatan 4", "i korsningen"), or the number is a
clock time, an amount or a range of houses. A letter, a floor or a word such as "bor", "hemma" or
"lägenhet" before it makes it a home whatever else is said.
"""

import re
from collections.abc import Iterator

from lofte.guard.cues import before
from lofte.guard.spans import Kind, Span

_STREET = (
    r"(?:gata|gatan|gatorna|väg|vägen|gränd|gränden|stig|stigen|torg|torget|plan|backe|backen|allé"
    r"|allén|plats|platsen|kaj|kajen|ringen|leden|gården|liden|slingan|svängen|kroken"
    r"|stråket|esplanaden|boulevarden|avenyn|promenaden|täppan|vreten|ängen|höjden|hagen|tunet"
    r"|vången|gången|rundan|snåret|parken)"
)
_SIDE = r"(?:Norra|Södra|Östra|Västra|Stora|Lilla|Övre|Nedre|Nya|Gamla|Långa|Korta)"
_ADDRESS = re.compile(
    rf"(?<![\w-])(?P<street>(?:(?:S:ta?|Sankta?|S:t) )?(?:[^\W\d_][\w'’-]{{1,30}}{_STREET}"
    rf"|(?-i:[A-ZÅÄÖ][^\W\d_]{{1,20}}(?: [A-ZÅÄÖ][^\W\d_]{{1,20}}){{0,2}}(?<=s)) {_STREET}"
    rf"|(?-i:{_SIDE} [A-ZÅÄÖ])[^\W\d_]{{2,25}}|{_SIDE} {_STREET}))"
    r",? ?(?:nr\.? ?|nummer )?(?P<number>[1-9][0-9]{0,2})(?P<letter> ?[A-Ha-h](?![\w]))?"
    r"(?P<floor>,? (?:lgh|lägenhet|våning|vån|plan|[0-9] ?tr)\b\.?(?: ?[0-9]{1,4})?)?"
    r"(?![\w%])(?![:.,][0-9])(?! ?[-–] ?[0-9])",
    re.I,
)
# A road, or a place that has a number of its own.
_NO_STREET = re.compile(
    r"(?:läns|riks|lands|europa|motor|järn|trafik|grill|ställ|parkerings|håll|bad|lek|sitt|arbets"
    r"|våning[es]*|fot(?:bolls)?|spel|upp|ned|skid|cykel|kultur|camping|brott[es]*|olycks|fynd)"
    r"(?:väg|vägen|plats|platsen|plan|planen|led|leden|gata|gatan)",
    re.I,
)
_NEEDS_CAPITAL = re.compile(r"(?:plats|platsen|plan|leden|parken|torg|väg)$", re.I)
_COUNTED = re.compile(
    r" ?(?:förare|personer|bilar|fordon|bilister|ungdomar|år|min|minuter|timmar|meter|m|km|st|kr|"
    r"kronor|gånger|procent|mopeder|cyklar|grader|dagar|kontroller|stycken|[jfmasond][a-zå]{2,8}i)\b",
    re.I,
)
_HOME = re.compile(
    r"\b(?:bor|bodde|boende|bosatt|hem|hemma|hemmet|hemadress|adress|adressen|villa|villan|lägenhet"
    r"|lägenheten|radhus|radhuset|hyresgäst|hyresgästen|familj|familjen|granne|grannen|grannarna"
    r"|mannen|kvinnan|killen|tjejen|paret|han|hon|hos|lgh|trappuppgång|dörren|brevlåda|brevlådan"
    r"|folkbokförd|skriven|flyttat|uppgång|trapphuset|balkongen|källarförråd)\b"
)
_PUBLIC = re.compile(
    r"\b(?:korsning\w*|hörnet|hållplats\w*|busshållplats\w*|station\w*|parkering\w*|butik\w*|affär\w*"
    r"|kiosk\w*|restaurang\w*|pizzeria\w*|pub\w*|krog\w*|skol\w*|förskol\w*|kontor\w*|företag\w*"
    r"|bibliotek\w*|lekplats\w*|gym\w*|garage\w*|arena\w*|idrottshall\w*|kyrka\w*|moské\w*|mack\w*"
    r"|bensinstation\w*|ica|coop|willys|lidl|hemköp|centrum|vårdcentral\w*|apotek\w*|park\w*"
    r"|kommunhus\w*|polishus\w*|hotell\w*|café\w*|torget|resecentrum|fritidsgård\w*|gallerian?"
    r"|byggarbetsplats\w*|övergångsställe\w*|rondell\w*|återvinning\w*|elskåp\w*|linje|buss)\b"
)
# A farm or a house with a name of its own: a home only when somebody lives there.
_HOUSE = re.compile(
    r"\b(?:(?:bor|bodde|boende|bosatt|folkbokförd|skriven|hemma)(?: hos \w{2,20})? (?:på|i|vid)"
    r"|(?:hem)?adress(?:en)?:?(?: är)?) "
    r"(?P<house>(?-i:[A-ZÅÄÖ][a-zåäö]{3,25}(?: [A-ZÅÄÖ][a-zåäö]{2,25})?)"
    r" [1-9][0-9]{0,2}(?: ?[A-Ha-h](?!\w))?)(?![\w%])(?![:.,][0-9])(?! ?[-–] ?[0-9])",
    re.I,
)
_TRAIL = re.compile(r"(?:leden|spåret)$", re.I)
_NEAR = re.compile(r"\b(?:vid|utanför|mittemot|mitt emot|intill|i höjd med|nära|mellan|bakom)$")


def find(text: str) -> Iterator[Span]:
    """Spans of addresses in folded text, with letter and floor."""
    for match in _ADDRESS.finditer(text):
        if _is_no_address(text, match):
            continue
        if match["letter"] or match["floor"] or _is_home(text, match):
            yield Span(*match.span(), Kind.ADDRESS)
    for match in _HOUSE.finditer(text):
        if not (_COUNTED.match(text, match.end()) or _NO_STREET.match(match["house"])):
            yield Span(*match.span("house"), Kind.ADDRESS)


def _is_no_address(text: str, match: re.Match[str]) -> bool:
    street = match["street"]
    if _NO_STREET.fullmatch(street) or _COUNTED.match(text, match.end()):
        return True
    return street[0].islower() and _NEEDS_CAPITAL.search(street) is not None


def _is_home(text: str, match: re.Match[str]) -> bool:
    cue = before(text, match.start(), width=60)
    after = text[match.end() : match.end() + 30].split("\n")[0].lower()
    if _HOME.search(cue):
        return True
    if _TRAIL.search(match["street"]):
        return False
    return not (_PUBLIC.search(cue) or _PUBLIC.search(after) or _NEAR.search(cue))
