"""Questions about one word: could it be a first name, a surname, a place?"""

from lofte.guard.names import beside, lists
from lofte.guard.names.ordinary import NEVER_ALONE, WORDS
from lofte.guard.names.words import Word

_AMBIGUOUS = WORDS | NEVER_ALONE
_SURE_ENDINGS = (
    *("sson", "sdotter", "qvist", "kvist", "quist", "stedt", "ović", "ević"),
    *("ovic", "evic", "owski", "oglu", "oğlu", "zadeh", "nejad"),
)
# Words of the family, not names.
_KIN = frozenset(["brorsdotter", "systerdotter", "brorson", "systerson", "styvdotter", "kvist"])


def is_ambiguous(word: Word) -> bool:
    return word.key in _AMBIGUOUS or (word.key != word.bare and word.bare in _AMBIGUOUS)


def is_first(word: Word) -> bool:
    """Any first name that we know, also a double one."""
    return _is_among(word.key, word.bare, lists.known_first())


def is_usual_first(word: Word) -> bool:
    return _is_among(word.key, word.bare, lists.usual_first())


def is_near_first(word: Word) -> bool:
    return _is_among(word.key, word.bare, lists.near_first())


def _is_among(key: str, bare: str, names: frozenset[str]) -> bool:
    """The word, without the s of a genitive, or both parts of a double name."""
    if key in names or bare in names:
        return True
    return "-" in bare and all(part in names for part in bare.split("-"))


def is_last(word: Word) -> bool:
    """A surname that we know, or a word made like one."""
    return word.among(lists.known_last()) or is_made_like_last(word) or _is_double_last(word)


def _is_double_last(word: Word) -> bool:
    return "-" in word.bare and any(part in lists.known_last() for part in word.bare.split("-"))


def is_usual_last(word: Word) -> bool:
    return word.among(lists.usual_last()) or is_surely_last(word)


def is_made_like_last(word: Word) -> bool:
    return lists.ends_like_a_surname(word.bare) and not is_place(word)


def is_surely_last(word: Word) -> bool:
    """ "Svensson", "Lagerqvist", "Ibrahimović": nothing else ends so."""
    if word.among(lists.sure_last()):
        return True
    return len(word.bare) > 6 and word.bare.endswith(_SURE_ENDINGS) and word.bare not in _KIN


def is_place(word: Word) -> bool:
    """ "Storgatan", "Vasaparken"."""
    return word.key.endswith(beside.ENDINGS_OF_PLACES) and word.key not in lists.usual_first()


def is_excluded(word: Word) -> bool:
    """Written with a capital for another reason."""
    return word.key in beside.NOT_NAMES or is_place(word)
