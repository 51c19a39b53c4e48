"""One word per concept: every room and every table stands in the glossary."""

import re

import pytest

from tests.structure import house


def glossary() -> set[str]:
    text = (house.ROOT / "docs" / "glossary.md").read_text()
    return set(re.findall(r"`(\w+)`", text))


@pytest.mark.parametrize("word", [m.__name__ for m in house.models()] + house.rooms())
def test_the_glossary_explains_the_word(word):
    assert word in glossary()
