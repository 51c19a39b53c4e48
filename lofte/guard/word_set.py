"""A list of words, or of pairs of words, written as a text, as a set to look in."""


def word_set(words: str) -> frozenset[str]:
    """The words, case folded; space or line break between them."""
    return frozenset(words.casefold().split())


def pair_set(pairs: str) -> frozenset[tuple[str, str]]:
    """Pairs with a comma between them."""
    return frozenset((first, second) for first, second in map(str.split, pairs.split(",")))
