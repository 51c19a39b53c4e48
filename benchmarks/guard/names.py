"""Names of persons on Swedish news text (swedish-ner): recall and precision on a held-back tenth.

The corpus is cut into ten parts of equal length by position; the seed chooses the part that is held
back. The rules were made with the other nine at hand and never with this one.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lofte.guard import Kind, find
from lofte.guard.names.cue import Cue, cue_before
from lofte.guard.names.words import read

SEED = 3
PARTS = 10
_NO_SPACE_BEFORE = frozenset(".,:;!?)”")

Sentence = list[tuple[str, str]]


@dataclass
class Score:
    """Names found whole, and spans that touch a name."""

    found: dict[str, int] = field(default_factory=lambda: {"full": 0, "cue": 0, "rest": 0})
    missed: dict[str, list[str]] = field(
        default_factory=lambda: {"full": [], "cue": [], "rest": []}
    )
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def recall(self, *kinds: str) -> tuple[int, int]:
        found = sum(self.found[kind] for kind in kinds)
        return found, found + sum(len(self.missed[kind]) for kind in kinds)


def sentences(corpus: Path) -> list[Sentence]:
    """(word, label) of every sentence; soft hyphens are dropped."""
    found: list[Sentence] = [[]]
    for line in corpus.read_text(encoding="utf-8").splitlines():
        word, _, label = line.rpartition("\t")
        if not line.strip():
            found.append([])
        elif word := word.strip("\xad "):
            found[-1].append((word, label))
    return [sentence for sentence in found if sentence]


def split(found: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """(nine tenths, the tenth that is held back)."""
    part = random.Random(SEED).randrange(PARTS)
    first, end = part * len(found) // PARTS, (part + 1) * len(found) // PARTS
    return found[:first] + found[end:], found[first:end]


def measure(given: list[Sentence]) -> Score:
    score = Score()
    for sentence in given:
        text, words = _written(sentence)
        spans = [span for span in find(text) if span.kind is Kind.NAME]
        covered = {place for span in spans for place in range(span.start, span.end)}
        persons: set[int] = set()
        for run in _runs(words):
            places = {p for start, end, _ in run for p in range(start, end)}
            persons |= places
            kind = _kind(text, run)
            if places <= covered:
                score.found[kind] += 1
            else:
                score.missed[kind].append(text[run[0][0] : run[-1][1]])
        for span in spans:
            if persons.isdisjoint(range(span.start, span.end)):
                score.wrong.append(text[span.start : span.end])
            else:
                score.right += 1
    return score


def _written(sentence: Sentence) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence as a reader sees it, and where each word stands."""
    text, words = "", []
    for word, label in sentence:
        if text and word not in _NO_SPACE_BEFORE and not text.endswith("("):
            text += " "
        words.append((len(text), len(text) + len(word), label))
        text += word
    return text, words


def _runs(words: list[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    run: list[tuple[int, int, str]] = []
    for word in [*words, (0, 0, "0")]:
        if word[2] == "PER":
            run.append(word)
        elif run:
            yield run
            run = []


def _kind(text: str, run: list[tuple[int, int, str]]) -> str:
    if len(run) > 1:
        return "full"
    words = read(text)
    at = next((i for i, word in enumerate(words) if word.end > run[0][0]), 0)
    return "cue" if cue_before(words, at) > Cue.TELLS else "rest"


def report(corpus: Path, *, show: bool) -> None:
    nine, tenth = split(sentences(corpus))
    for name, part in (("the nine tenths at hand", nine), ("the held-back tenth", tenth)):
        score = measure(part)
        sure, rest = score.recall("full", "cue"), score.recall("rest")
        spans = score.right + len(score.wrong)
        print(
            f"names, {name} (seed {SEED}): recall {_share(*sure)} with a full name or a cue, "
            f"{_share(*rest)} of the rest; precision {_share(score.right, spans)}"
        )
        if show and part is nine:
            print("  missed:", score.missed)
            print("  wrong:", score.wrong)


def _share(part: int, whole: int) -> str:
    return f"{part / max(1, whole):.3f} ({part} of {whole})"
