"""A name that belongs to a street, a school, a shop or a storm is not a person's."""

from lofte.guard.names import beside
from lofte.guard.names.cue import Cue
from lofte.guard.names.known import is_first, is_place, is_surely_last
from lofte.guard.names.ordinary import MAKES
from lofte.guard.names.words import Shape, Word

_COMPANY = frozenset(["ab", "hb", "kb", "ltd", "inc", "aktiebolag", "handelsbolag"])


def names_a_thing(words: list[Word], at: int, end: int, cue: Cue) -> bool:
    """Whether `words[at:end]`, a name, is used to name something else."""
    if cue is Cue.THING:
        return True
    if any((words[i].key, words[i + 1].bare) in MAKES for i in range(at, min(end, len(words) - 1))):
        return True
    if at and words[at].joined and words[at - 1].key in beside.NOT_AFTER and cue < Cue.CLOSE:
        return True
    if at and words[at].joined and words[at - 1].key in ("t", "ta") and words[at - 1].lead == ":":
        return True  # "S:t Lars", "S:ta Anna"
    return _before_a_thing(words, at, end, cue) or _is_a_firm(words, at, end)


def _before_a_thing(words: list[Word], at: int, end: int, cue: Cue) -> bool:
    """ "Olof Palmes gata", "Magnus Ladulåsgatan", "Svenssons bageri"."""
    if end < len(words) and words[end].key == "s" and words[end].lead == ":":  # "Karl XI:s väg"
        end += 1
    if end == len(words) or not words[end].joined:
        return False
    last, following = words[end - 1], words[end]
    if is_place(following) and following.shape is Shape.CAPITAL:
        # "Anna Svensson Storgatan 3" is a person and an address.
        return not (is_surely_last(last) and following.numbered)
    if _is_a_street(words, end):
        return True
    if end - at == 1 and following.shape is Shape.LOWER and following.key in beside.HOLY_NOUNS:
        return cue < Cue.CLOSE
    thing = is_place(following) or following.key in beside.PLACE_NOUNS
    if cue >= Cue.CLOSE or not (thing or _is_firm_noun(following)):
        return False
    return last.genitive or (end - at == 1 and following.shape is not Shape.LOWER)


def _is_firm_noun(word: Word) -> bool:
    if word.shape is Shape.CAPITAL and word.key in beside.FIRM_CAPITALS:
        return True
    return word.key in beside.FIRM_NOUNS or word.key.endswith(beside.ENDINGS_OF_FIRMS)


def _is_a_street(words: list[Word], end: int) -> bool:
    """A genitive and "väg" or the like follow at once or soon: "Johan i Dabens väg"."""
    for place in range(end, min(end + 3, len(words))):
        if not words[place].joined:
            return False
        if words[place].key in beside.STREET_NOUNS:
            return words[place - 1].genitive or (
                place == end and words[place].key.endswith(("an", "en", "et"))
            )
    return False


def _is_a_firm(words: list[Word], at: int, end: int) -> bool:
    """ "Lindgren & Söner", "Anna Svensson Bygg AB"."""
    if at and words[at].lead.strip() == "&" and not is_first(words[at - 1]):
        return True
    for place in range(end, min(end + 3, len(words))):
        word = words[place]
        if place == end and word.lead.strip() == "&" and not is_first(word):
            return True
        if not word.joined:
            return False
        if word.key in _COMPANY:
            return True
    return False
