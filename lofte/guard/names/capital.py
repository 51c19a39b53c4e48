"""Names written with capitals: how far a row of words is one name, and whether it is a name."""

from lofte.guard.names import beside, lists
from lofte.guard.names.cue import Cue
from lofte.guard.names.known import (
    is_ambiguous,
    is_excluded,
    is_first,
    is_last,
    is_near_first,
    is_surely_last,
    is_usual_first,
    is_usual_last,
)
from lofte.guard.names.ordinary import NEED_A_KNOWN, NEVER_ALONE, PLACES
from lofte.guard.names.words import Shape, Word
from lofte.guard.word_set import word_set

_PARTICLES = word_set("von af de van der den al el bin ibn da dos del di le la abu ben")
_ENDINGS_OF_OFFICES = ("en", "et", "an", "na", "tv", "svt", "ekot", "radio")
_LONGEST = 6
_INTO = word_set(
    """
    i utanför genom norr söder väster öster centrala via nära mellan runt från till vid mot
    kring på norra södra östra västra
    """
)


def end_of_name(words: list[Word], at: int, cue: Cue) -> int:
    """Where the name that begins with the capital at `at` ends; `at` when there is none."""
    end = _row(words, at)
    if end - at > 1 and _is_full(words, at, end, cue):
        return end
    if _is_alone(words, at, cue):
        return at + 1
    return at


def _row(words: list[Word], at: int) -> int:
    """The end of the row of words that may be one name."""
    end = at + 1
    while end < len(words) and end - at < _LONGEST:
        step = _step(words, end)
        if not step:
            break
        end += step
    return end


def _step(words: list[Word], end: int) -> int:
    """How many words more belong to the row: 1, 2 with a particle, or none."""
    before, word = words[end - 1], words[end]
    if before.owns and _is_owner(before):
        return 0
    if word.wrapped:
        return int(word.shape is Shape.CAPITAL and is_usual_last(word) and is_first(before))
    if not (word.joined or (before.shape is Shape.INITIAL and word.lead in (". ", "."))):
        return 0
    if word.shape is Shape.LOWER:
        return _particles(words, end)
    if word.shape is Shape.UPPER:
        if len(word.key) == 2 and end + 1 < len(words) and is_usual_last(words[end + 1]):
            return 1  # "Leif GW Persson"
        return int(is_last(word) or set(word.text) <= set("IVX"))
    return int(word.shape is Shape.INITIAL or not _ends_the_row(word))


def _particles(words: list[Word], end: int) -> int:
    """ "von der" and the name after it; 0 when no name follows."""
    at = end
    while at < len(words) and words[at].key in _PARTICLES and words[at].joined:
        at += 1
    name = at > end and at < len(words) and words[at].joined
    return at + 1 - end if name and words[at].shape is Shape.CAPITAL else 0


def _ends_the_row(word: Word) -> bool:
    return is_excluded(word) or (word.key in beside.PLACE_NOUNS and not is_usual_first(word))


def _is_full(words: list[Word], at: int, end: int, cue: Cue) -> bool:
    """Whether a row of two or more words is a person's name."""
    first = words[at]
    second = _second(words[at + 1 : end])
    if cue >= Cue.CLOSE:
        return True
    if first.shape is Shape.INITIAL:
        return _initials(words, at, end)
    if is_first(first):
        return _is_after_first_name(first, second, cue)
    if is_surely_last(first) and not first.owns and second.shape is Shape.CAPITAL:
        return is_usual_first(second)  # "Svensson Anna", as a register writes it
    if first.begins or first.owns:
        return False
    if cue >= Cue.SAYS and second.shape is Shape.CAPITAL:
        return not words[end - 1].key.endswith("s")
    return is_surely_last(second) and not is_ambiguous(second)


def _second(following: list[Word]) -> Word:
    """The first whole name after the first: particles and initials are passed over."""
    whole = (w for w in following if w.key not in _PARTICLES and w.shape is not Shape.INITIAL)
    return next(whole, following[0])


def _initials(words: list[Word], at: int, end: int) -> bool:
    """ "A. Svensson", "J P Berg"."""
    last = words[end - 1]
    if last.shape is Shape.INITIAL or end - at > 3:
        return False
    return is_usual_last(last) or (end - at == 3 and not last.genitive)


def _is_after_first_name(first: Word, second: Word, cue: Cue) -> bool:
    if second.shape is Shape.INITIAL:
        return not is_ambiguous(first) and is_near_first(first)
    if cue > Cue.TELLS:
        return True
    if first.key in NEED_A_KNOWN or not is_usual_first(first):
        known = is_last(second) or is_near_first(second)
        return known or not is_ambiguous(first)
    return True


def _is_alone(words: list[Word], at: int, cue: Cue) -> bool:
    """Whether one word with a capital is enough."""
    word = words[at]
    if word.shape is Shape.INITIAL or (is_excluded(word) and not cue):
        return False
    if cue >= Cue.CLOSE:
        return not is_excluded(word)
    if cue >= Cue.TITLE:
        return is_first(word) or is_last(word)
    if cue is Cue.SAYS:
        return is_last(word) or not (word.owns or word.key.endswith(_ENDINGS_OF_OFFICES))
    before = words[at - 1].key if at and words[at].joined else ""
    if is_ambiguous(word):
        if before not in _INTO and _does(words, at):
            return is_usual_first(word)
        never = word.key in NEVER_ALONE or word.bare in NEVER_ALONE
        return not (never or word.begins or before in _INTO) and is_usual_first(word)
    if before == "i" or (before in _INTO and word.among(PLACES)):
        return False
    if is_usual_first(word):
        return True
    if word.begins or before in _INTO:
        return is_surely_last(word) and not word.key.endswith(("berg", "lund", "holm", "fors"))
    return is_surely_last(word) or word.among(lists.near_first())


def _does(words: list[Word], at: int) -> bool:
    """ "Linda ringde": only a person does so."""
    following = words[at + 1 : at + 2]
    return any(word.joined and word.key in beside.DOES for word in following)


def _is_owner(word: Word) -> bool:
    """ "Annas", but not "Lars" or "Moss"."""
    known = (lists.known_first(), lists.known_last())
    return any(word.bare in names for names in known) and not any(word.key in n for n in known)
