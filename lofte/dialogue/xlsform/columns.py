"""The columns of an XLSForm: which language a heading speaks, and what we write beside."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

LANGUAGES = {
    "sv": "Svenska (sv)",
    "en": "English (en)",
    "fi": "Suomi (fi)",
    "pl": "Polski (pl)",
    "so": "Soomaali (so)",
    "ar": "العربية (ar)",
}
_NAMED = {
    "sv": {"svenska", "swedish", "sv"},
    "en": {"english", "engelska", "en"},
    "fi": {"suomi", "finnish", "finska", "fi"},
    "pl": {"polski", "polish", "polska", "pl"},
    "so": {"soomaali", "somali", "somaliska", "so"},
    "ar": {"العربية", "arabic", "arabiska", "ar"},
}
OURS = "lofte"  # a column of our own, which other tools leave alone
TITLE, INTRO = "lofte_rubrik", "lofte_inledning"
WORDS = ("kind", "text", "hint", "options", "rows", "when", "why", "most", "from", "to")


def language_of(name: str) -> str:
    """The code of a language by its heading, "" for one that we do not show."""
    plain = name.strip().casefold()
    code = re.search(r"\(([a-z]{2})[^)]*\)\s*$", plain)
    for language, names in _NAMED.items():
        if plain in names or (code and code[1] == language):
            return language
    return ""


def heading(text: str) -> tuple[str, str]:
    """`Label::Svenska (sv)` as label and the language's own words; most have no language."""
    name, _colons, language = re.sub(r"\s*:{1,2}\s*", "\x00", text.strip(), count=1).partition(
        "\x00"
    )
    plain = name.strip().casefold().replace(" ", "_")
    return {"list_name": "list_name", "value": "name"}.get(plain, plain), language.strip()


def texts(row: Mapping[str, str], kind: str, default: str) -> tuple[dict[str, str], set[str]]:
    """A row's words by language, and the languages that we do not show.

    default: the language of a heading without one. A text without Swedish stands as Swedish in
    the language that it has: somebody has to translate it, and the page says so.
    """
    found: dict[str, str] = {}
    others: set[str] = set()
    for key, value in row.items():
        name, language = heading(key)
        if name != kind or not value.strip():
            continue
        code = language_of(language or default) if (language or default) else "sv"
        if code:
            found.setdefault(code, value.strip())
        else:
            others.add(language or default)
            found.setdefault("?", value.strip())
    spare = found.pop("?", "")
    if found or spare:
        found.setdefault("sv", spare or next(iter(found.values())))
    return found, others


def fingerprint(question: Mapping[str, Any]) -> str:
    """Of what a question says: the same words, the same question."""
    said = {part: question[part] for part in WORDS if part in question}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:8]
