"""All answers of a dialogue, a column a question: read once from their JSON, counted many times.

Only what was chosen is here, as small numbers, and the numbers that were given: no words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.dialogue.results.questions import Item
from lofte.dialogue.results.texts import NOTHING, Texts

Key = tuple[str, str, bool]
"""A question, its row, and whether several are chosen: what an item is answered by."""


@dataclass(frozen=True, slots=True)
class Choices:
    """codes: what can be chosen; what: the numbers among them in the order of the persons, -1 for
    none of them; many: int[persons], how many each chose, None = one each."""

    codes: tuple[str, ...]
    what: NDArray[Any]
    many: NDArray[Any] | None = None

    def who(self) -> Ints:
        """The person of each choice."""
        if self.many is None:
            return np.arange(len(self.what))
        return np.repeat(np.arange(len(self.many)), self.many)

    def among(self, codes: Sequence[str]) -> Ints:
        """The same numbers, but among these codes."""
        at = {code: n for n, code in enumerate(codes)}
        place = np.array([*(at.get(code, NOTHING) for code in self.codes), NOTHING], np.int64)
        return place[self.what]  # -1 is the last

    def take(self, persons: Ints) -> "Choices":
        if self.many is None:
            return Choices(self.codes, self.what[persons])
        many = self.many[persons]
        start = (np.cumsum(self.many) - self.many)[persons]
        within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        return Choices(self.codes, self.what[np.repeat(start, many) + within], many)

    def plus(self, other: "Choices") -> "Choices":
        many = None
        if self.many is not None and other.many is not None:
            many = np.concatenate([self.many, other.many])
        return Choices(self.codes, np.concatenate([self.what, other.what]), many)


@dataclass(frozen=True, slots=True)
class Columns:
    """What was chosen, for the items of a form."""

    count: int
    choices: dict[Key, Choices]
    numbers: dict[str, Floats]

    def __len__(self) -> int:
        return self.count

    @classmethod
    def read(cls, texts: Sequence[str], items: Iterable[Item]) -> "Columns":
        """texts: each person's answers as JSON."""
        asked = list(items)
        read, of = Texts(texts, asked), dict[Key, list[Item]]()
        for item in asked:
            if item.kind != "number":
                of.setdefault(_key(item), []).append(item)
        return cls(
            count=len(texts),
            choices={key: _choices(read, mine) for key, mine in of.items()},
            numbers={item.code: read.values(item) for item in asked if item.kind == "number"},
        )

    def take(self, persons: Ints) -> "Columns":
        """Of these persons, by their numbers and in their order."""
        return Columns(
            count=len(persons),
            choices={key: one.take(persons) for key, one in self.choices.items()},
            numbers={code: one[persons] for code, one in self.numbers.items()},
        )

    def plus(self, other: "Columns") -> "Columns":
        """And those persons after these, who were read by the same items."""
        return Columns(
            count=self.count + other.count,
            choices={key: one.plus(other.choices[key]) for key, one in self.choices.items()},
            numbers={
                code: np.concatenate([one, other.numbers[code]])
                for code, one in self.numbers.items()
            },
        )

    def chosen(self, item: Item) -> Bools:
        """bool[persons, choices]."""
        given = self.choices[_key(item)]
        what = given.among(_codes(item))
        if given.many is None:  # a choice lies together in memory, so that it is counted at once
            return np.equal(what, np.arange(len(item.choices))[:, None]).T
        made = np.zeros((len(item.choices), self.count), dtype=np.bool_).T
        who = given.who()
        known = what >= 0
        made[who[known], what[known]] = True
        return made

    def said(self, code: str, known: Iterable[str]) -> tuple[Ints, tuple[str, ...]]:
        """int[persons], the number among the known answers of what each said, -1 for nothing."""
        names = tuple(sorted(map(str, known)))
        if (code, "", False) not in self.choices:
            return np.full(self.count, NOTHING), names
        return self.choices[code, "", False].among(names), names

    def first(self, item: Item) -> Ints:
        """int[persons]: the number among the choices of what each put first, -1 for nothing."""
        found = np.full(self.count, NOTHING, dtype=np.int64)
        given = self.choices[_key(item)]
        persons, at = np.unique(given.who(), return_index=True)
        found[persons] = given.among(_codes(item))[at]
        return found

    def values(self, item: Item) -> Floats:
        """float[persons]: the number that each gave, nan for none."""
        return self.numbers[item.code]


def _key(item: Item) -> Key:
    return item.code, item.row, item.several


def _codes(item: Item) -> list[str]:
    return [code for code, _ in item.choices]


def _choices(read: Texts, items: Sequence[Item]) -> Choices:
    """items: the versions of one question; what can be chosen in one or another of them."""
    codes = tuple(dict.fromkeys(code for item in items for code in _codes(item)))
    who, what = read.choices(items[0], codes)
    small = what.astype(np.min_scalar_type(-len(codes) - 1))
    if items[0].several:
        return Choices(codes, small, np.bincount(who, minlength=read.count).astype(np.int32))
    alone = np.full(read.count, NOTHING, dtype=small.dtype)
    alone[who] = small
    return Choices(codes, alone)
