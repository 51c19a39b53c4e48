"""What the words before a name say about it."""

import re
from enum import IntEnum

from lofte.guard.names import beside, lists
from lofte.guard.names.known import is_usual_first
from lofte.guard.names.words import Shape, Word
from lofte.guard.word_set import word_set

_OWNERS = word_set(
    """
    min mitt mina din ditt dina sin sitt sina vår vårt våra er ert era hans hennes deras
    """
)
_FILLERS = frozenset(["är", "var", "alltså", "typ", "sig"])
_PEOPLE = word_set(
    """
    jag han hon hen killen tjejen mannen kvinnan grannen sonen dottern pojken flickan kille tjej
    man kvinna pojke flicka elev eleven granne son dotter person personen vän kompis kompisen
    chef chefen ägaren tanten gubben snubben snubbe unge ungen barnet brorsan
    """
)
_NO_OWN_NAME = frozenset(["man", "far", "mor", "son", "unge", "make", "fru"])


# "/Anna" below a text.
_SLASH = re.compile(r"[^/]*[\n.!?] ?/{1,2} ?")


class Cue(IntEnum):
    """How much is needed after it; the stronger, the less."""

    THING = -1  # "gatan heter": what follows is no person
    NOTHING = 0
    TELLS = 1  # "enligt", "skriver": a newspaper does that too
    SAYS = 2  # two words with capitals, or a known name
    TITLE = 3
    GREETING = 4
    CLOSE = 5  # one word with a capital, or a known name in lower case
    NAMED = 6
    SIGNED = 7
    PERSON_NAMED = 8  # "killen heter": any word that can be a name


def cue_before(words: list[Word], at: int) -> Cue:
    """What the words before `words[at]` promise."""
    lead = words[at].lead
    if at == 0:
        return Cue.CLOSE if lead.strip() in ("/", "//") else Cue.NOTHING
    if "/" in lead and _SLASH.fullmatch(lead):
        return Cue.CLOSE
    before = words[at - 1]
    if before.key in beside.SIGNED and lead.strip(" ,.\n!:/") == "":
        return Cue.SIGNED
    if before.key in beside.NAMED and lead.strip(" :\"'”") == "":
        return _named(words, at - 1)
    abbreviated = lead == ". " and not words[at].begins
    if not (words[at].joined or abbreviated or lead in (": ", ", ", ",\n", ' "', " (", " ”", "\n")):
        return Cue.NOTHING
    return _beside(words, at - 1, lead)


def _beside(words: list[Word], at: int, lead: str) -> Cue:
    before = words[at]
    if lead in (", ", ",\n", "\n"):
        return Cue.GREETING if before.key in beside.GREETING else Cue.NOTHING
    if before.key in _FILLERS and at and words[at - 1].key in beside.NAMED:
        return _named(words, at - 1)
    if _is_close(words, at):
        return Cue.CLOSE
    if before.key == "och" and at and _is_person(words[at - 1]) and is_usual_first(words[at + 1]):
        return Cue.TITLE
    if before.key in beside.GREETING:
        return Cue.GREETING
    if before.key in beside.TITLE or before.key in beside.CLOSE:
        return Cue.TITLE
    if before.key.endswith(beside.TITLE_ENDINGS):
        return Cue.TITLE
    if before.key in beside.TELLS:
        return Cue.TELLS
    return Cue.SAYS if before.key in beside.SAYS else Cue.NOTHING


def _is_person(word: Word) -> bool:
    """ "Eva" in "Eva och Hans"."""
    return word.shape is Shape.CAPITAL and word.among(lists.sure_first())


def _is_close(words: list[Word], at: int) -> bool:
    """ "grannen", "min chef", "vän till", "gift med", "familjen"."""
    before = words[at]
    owned = at > 0 and words[at - 1].key in _OWNERS
    if before.key in beside.CLOSE:
        return owned or before.key not in _NO_OWN_NAME
    if at == 0:
        return False
    if before.key == "till":
        return words[at - 1].key in beside.BEFORE_TO
    return before.key == "med" and words[at - 1].key in beside.BEFORE_WITH


def _named(words: list[Word], at: int) -> Cue:
    """ "heter" tells of a person unless it is said of a thing."""
    subject = [word.key for word in words[max(0, at - 3) : at]]
    if any(key in beside.THINGS for key in subject):
        return Cue.THING
    if any(key in _PEOPLE for key in subject):
        return Cue.PERSON_NAMED if words[at].key.startswith("het") else Cue.NAMED
    return Cue.TITLE if subject and subject[-1] == "som" else Cue.NAMED
