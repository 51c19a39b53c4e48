"""What hides from a machine is found all the same, with exactly its place in the given text."""

import re

import pytest

from lofte.guard import find
from tests.guard import disguises


def lines(group):
    return group.strip().splitlines()


def marked(line):
    """(the text, [(start, end, kind)]) of a line with ⟦kind|words⟧."""
    line = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), line).replace(
        "\\n", "\n"
    )
    text, spans = "", []
    for part in re.split(r"(⟦[^⟧]*⟧)", line):
        kind, _, words = (
            part.strip("⟦⟧").rpartition("|") if part.startswith("⟦") else ("", "", part)
        )
        if kind:
            spans.append((len(text), len(text) + len(words), kind))
        text += words
    return text, spans


@pytest.mark.parametrize("line", lines(disguises.HIDDEN) + lines(disguises.OTHER_WAYS))
def test_what_hides_is_found_in_its_place(line):
    text, spans = marked(line)
    assert [(span.start, span.end, span.kind) for span in find(text)] == spans


@pytest.mark.parametrize("line", lines(disguises.NOTHING))
def test_what_only_looks_so_is_left(line):
    text, _ = marked(line)
    assert find(text) == ()
