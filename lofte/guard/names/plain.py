"""Names written all in lower case or all in capitals: only words that are usual names."""

from lofte.guard.names import beside, lists
from lofte.guard.names.cue import Cue
from lofte.guard.names.known import (
    is_ambiguous,
    is_last,
    is_near_first,
    is_surely_last,
    is_usual_first,
    is_usual_last,
)
from lofte.guard.names.words import Shape, Word
from lofte.guard.word_set import word_set

# Names too, yet said in lower case they are hardly ever meant so, not even after "killen".
_NEVER = beside.NOT_NAMES | word_set(
    """
    tom stark stor klar klara del dag liv ben per glad modig trygg hård stolt frisk rask rapp
    vild vilda frank vara max gun god sol lo love lova rita ana sade lade vide tim sam mark
    storm skog sten strand berg lund vid ute ned om ner mina lena sanna rosa
    """
)
_GO_ON = word_set(
    """
    och bor i på som från har brukar säljer går är tror tydligen o å enligt
    """
)
_NO_NAME = word_set(
    """
    alltså inte nåt något väl typ nog ju också samma likadant faktiskt egentligen bara så såhär det
    den tror vet ingenting nånting lika annorlunda
    """
)


def is_candidate(words: list[Word], at: int) -> bool:
    """Most words are none; asked first because it is quick."""
    word = words[at]
    if is_near_first(word) or is_usual_last(word):
        return True
    return any(before.key in beside.NAMED for before in words[max(0, at - 2) : at])


def end_of_name(words: list[Word], at: int, cue: Cue) -> int:
    """Where the name at `at`, written without a leading capital, ends; `at` if there is none."""
    word = words[at]
    if word.key in _NEVER:
        return at + 2 if _is_full(words, at) else at
    if is_near_first(word):
        return _from_first_name(words, at, cue)
    if is_surely_last(word) or (
        cue >= Cue.CLOSE and is_usual_last(word) and not is_ambiguous(word)
    ):
        return at + 1
    if cue is Cue.PERSON_NAMED and _could_be_a_name(words, at):
        return at + 1
    return at


def _is_full(words: list[Word], at: int) -> bool:
    """ "per nilsson", although "per" is seldom a name in lower case."""
    following = words[at + 1 : at + 2]
    full = is_usual_first(words[at]) and any(w.joined and is_surely_last(w) for w in following)
    return full and words[at].key not in beside.NOT_NAMES


def _from_first_name(words: list[Word], at: int, cue: Cue) -> int:
    word = words[at]
    end = at + 1
    while end < len(words) and end - at < 4 and _goes_on(words, at, end):
        end += 1
    if end > at + 1:
        return end
    if cue >= Cue.GREETING and is_near_first(word):
        return end
    if word.among(lists.sure_first()) or _is_sure_double(word):
        return end
    return at


def _is_sure_double(word: Word) -> bool:
    return "-" in word.key and all(part in lists.usual_first() for part in word.bare.split("-"))


def _goes_on(words: list[Word], at: int, end: int) -> bool:
    """A surname follows; after a first name that is also a word it must be a sure one."""
    word = words[end]
    if not word.joined or word.key in _NEVER or _owns(words[end - 1]):
        return False
    if is_ambiguous(words[at]) or not is_usual_first(words[at]):
        return is_surely_last(word) or (is_last(word) and word.shape is Shape.UPPER)
    if word.key.startswith(("al-", "el-")):
        return True
    return is_usual_last(word) or word.among(lists.sure_first())


def _could_be_a_name(words: list[Word], at: int) -> bool:
    """ "killen heter xhemajl": a word of its own, at the end or before "och", "bor"."""
    word = words[at]
    if word.shape is not Shape.LOWER or len(word.key) < 3 or word.key in _NO_NAME:
        return False
    last = at + 1 == len(words) or not words[at + 1].joined
    return last or words[at + 1].key in _GO_ON


def _owns(word: Word) -> bool:
    return word.owns and word.bare in lists.usual_first() and word.key not in lists.usual_first()
