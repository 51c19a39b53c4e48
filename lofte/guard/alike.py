"""Letters of other alphabets that look like Latin ones.

Source: Unicode Technical Standard 39, the confusables that a reader cannot tell apart. A word is
turned into Latin only when every foreign letter in it has such a twin: "Аnna" with a Cyrillic А is
Anna, while a word that is Russian throughout stays as it is.
"""

import re

_TWINS = {
    # Cyrillic
    **dict(zip("АВЕЅІЈКМНОРСТУХ", "ABESIJKMHOPCTYX", strict=True)),
    **dict(zip("аеѕіјорсухѵһԁԛԝӀӏ", "aesijopcyxvhdqwIl", strict=True)),
    # Greek
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("αινορυχϲϳ", "aivopuxcj", strict=True)),
}
_TABLE = str.maketrans(_TWINS)
_ANY = re.compile("[" + "".join(_TWINS) + "]")
_FOREIGN = re.compile("[\u0370-\u052f]")
_WORD = re.compile(r"[^\W_]+")


def in_latin(text: str) -> str:
    """As many characters, with the twins of every word that is written to look Latin."""
    return _WORD.sub(_turned, text) if _ANY.search(text) else text


def _turned(word: re.Match[str]) -> str:
    if word[0].isascii():
        return word[0]
    latin = word[0].translate(_TABLE)
    return word[0] if _FOREIGN.search(latin) else latin
