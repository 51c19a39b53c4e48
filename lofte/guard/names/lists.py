"""Names that people in Sweden have, case folded. Source: the lists of the Faker package.

The Swedish list holds the thousand most usual first names and the five hundred most usual
surnames (Statistics Sweden). `more` adds names of younger people and of those who moved here; the
lists of other countries let a full name be known as one.
"""

from functools import cache
from importlib import import_module

from lofte.guard.names import more
from lofte.guard.names.ordinary import NEVER_ALONE, SWEDISH_WORDS, WORDS
from lofte.guard.word_set import word_set

_HOME = ("sv_SE",)
_NEAR = ("fi_FI", "no_NO", "da_DK", "pl_PL", "tr_TR", "hr_HR", "en_KE", "en_PK")
_FAR = (
    *("de_DE", "en_GB", "en_US", "es_ES", "it_IT", "fr_FR", "nl_NL", "ro_RO", "hu_HU", "en_IN"),
    *("pt_PT", "et_EE", "lv_LV", "lt_LT", "cs_CZ", "sk_SK", "sl_SI", "az_AZ", "en"),
)
_ENDINGS = (
    *("sson", "ssons", "sdotter", "qvist", "kvist", "quist", "stedt", "städt", "ström", "strøm"),
    *("gren", "lund", "berg", "blad", "bäck", "blom", "dahl", "mark", "löf", "ander", "elius"),
    *("enius", "ović", "ovic", "ević", "evic", "ovski", "owski", "ewski", "oğlu", "oglu", "zadeh"),
    *("nejad", "pour", "ssen", "sköld", "hielm", "hjelm", "crantz", "krantz", "én", "ell"),
)


@cache
def usual_first() -> frozenset[str]:
    """First names common here: enough by themselves when nothing else is meant by the word."""
    return _firsts(_HOME) | word_set(more.FIRST)


@cache
def near_first() -> frozenset[str]:
    """First names of the larger groups here: enough by themselves with a capital."""
    return usual_first() | _firsts(_NEAR) - SWEDISH_WORDS


@cache
def known_first() -> frozenset[str]:
    """Every first name: enough before a surname or after a cue."""
    return near_first() | (_firsts(_FAR) | word_set(more.RARE_FIRST)) - SWEDISH_WORDS


@cache
def sure_first() -> frozenset[str]:
    """Usual first names that mean nothing else, also in lower case."""
    return frozenset(n for n in usual_first() if len(n) > 2) - WORDS - NEVER_ALONE


@cache
def usual_last() -> frozenset[str]:
    return _lasts(_HOME) | word_set(more.LAST)


@cache
def known_last() -> frozenset[str]:
    return usual_last() | _lasts((*_NEAR, *_FAR))


@cache
def sure_last() -> frozenset[str]:
    """Usual surnames that mean nothing else, also in lower case."""
    return frozenset(n for n in usual_last() if len(n) > 4) - WORDS - NEVER_ALONE


def ends_like_a_surname(key: str) -> bool:
    return len(key) > 5 and key.endswith(_ENDINGS)


def _firsts(locales: tuple[str, ...]) -> frozenset[str]:
    return _names(locales, "first_names")


def _lasts(locales: tuple[str, ...]) -> frozenset[str]:
    return _names(locales, "last_names")


def _names(locales: tuple[str, ...], kind: str) -> frozenset[str]:
    found: set[str] = set()
    for locale in locales:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in vars(provider):
            if attribute.startswith(kind):
                found.update(map(str.casefold, getattr(provider, attribute)))
    return frozenset(name for name in found if " " not in name)
