"""The writing helper: which words promise nothing, what is missing, and how it could be said.

Pure, and never a gate: a draft is saved whatever it finds.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vague:
    """A wording that cannot be followed up, and what to write instead."""

    pattern: re.Pattern[str]
    why: str
    better: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What could be clearer; `quote` is the words it is about, or nothing for what is missing."""

    quote: str
    why: str
    better: str


@dataclass(frozen=True, slots=True)
class Written:
    """What the helper reads of a commitment."""

    text: str
    has_place: bool
    has_target: bool
    has_owner: bool
    has_cause: bool
    has_indicator: bool
    has_date: bool


def _vague(pattern: str, why: str, better: str) -> Vague:
    return Vague(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), why, better)


VAGUE = (
    _vague(
        r"fortsätt(?:a|er|a med|er med)?|fortsatt[ae]?",
        "säger inte hur mycket eller hur länge",
        "Vi fotpatrullerar vid Resecentrum minst två kvällar i veckan, hela året.",
    ),
    _vague(
        r"utveckl(?:a|ar|as|ing av)|vidareutveckl(?:a|ar)",
        "säger inte vad som blir annorlunda",
        "Vi sätter upp ny belysning i gångtunneln senast den 1 maj.",
    ),
    _vague(
        r"verkar? för(?: att)?|sträva(?:r)? efter|ambition(?:en)?",
        "lovar en vilja, inte något som görs",
        "Vi går en trygghetsvandring per bostadsområde före sommaren.",
    ),
    _vague(
        r"arbeta(?:r)? (?:med|för|mot)|jobba(?:r)? (?:med|för|mot)",
        "säger inte vad som görs",
        "Vi besöker varje klass i årskurs 7 under hösten och pratar om narkotika.",
    ),
    _vague(
        r"stärk(?:a|er)|förbättra(?:r)?|främja(?:r)?|bidra(?:r)? till|se över|ser över",
        "säger inte vad som görs eller när det är klart",
        "Vi klipper buskarna längs gångstråket två gånger: i maj och i september.",
    ),
    _vague(
        r"vid behov|när (?:det är )?möjligt|i möjligaste mån|om resurser(?:na)? finns",
        "gör att löftet alltid kan sägas vara hållet",
        "Vi svarar inom 24 timmar på en anmälan om klotter.",
    ),
    _vague(
        r"aktivt|särskilt|ökat fokus|fokusera(?:r)?(?: på)?|prioritera(?:r)?",
        "säger inte hur man märker skillnaden",
        "Vi gör minst fyra krogtillsyner på fredags- och lördagskvällar.",
    ),
)
MISSING = (
    ("has_place", "Var?", "Säg platsen, till exempel: vid Resecentrum."),
    ("has_target", "Hur mycket?", "Säg ett antal, hur ofta eller när det är klart."),
    ("has_owner", "Vem håller i det?", "Säg en roll, till exempel: områdeschefen på gatukontoret."),
    ("has_cause", "Varför?", "Koppla åtagandet till en åtgärd som bygger på en orsak."),
    ("has_indicator", "Hur märks det?", "Lägg till ett mått, gärna ett på effekt."),
    ("has_date", "När?", "Säg en dag eller hur ofta."),
)


def advise(written: Written) -> list[Advice]:
    """The vague words first, in the order they stand; then what is missing."""
    found = [
        (match.start(), Advice(match[0], one.why, one.better))
        for one in VAGUE
        for match in one.pattern.finditer(written.text)
    ]
    words = [advice for _, advice in sorted(found, key=lambda pair: pair[0])]
    lacks = [
        Advice("", question, better)
        for name, question, better in MISSING
        if not getattr(written, name)
    ]
    return words + lacks
