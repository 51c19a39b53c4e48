"""What the documentation tells somebody to type works."""

import re

import pytest
from django.core.management import get_commands

from tests.structure import house

MAKEFILE = (house.ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.M))
PAGES = [*house.ROOT.glob("*.md"), *(house.ROOT / "docs").rglob("*.md")]


def typed(page, program: str) -> set[str]:
    """The first word after the program, in code only."""
    code = re.findall(r"```.*?```|`[^`\n]+`", page.read_text(), flags=re.S)
    return set(re.findall(rf"\b{program} ([a-z][\w-]*)", "\n".join(code)))


@pytest.mark.parametrize("page", PAGES, ids=house.shown)
def test_make_knows_the_command(page):
    assert typed(page, "make") <= TARGETS


@pytest.mark.parametrize("page", PAGES, ids=house.shown)
def test_lofte_knows_the_command(page):
    assert typed(page, r"(?<!-- )lofte") <= set(get_commands())


@pytest.mark.parametrize("page", PAGES, ids=house.shown)
def test_a_link_between_our_pages_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text())
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_licence_is_whole():
    text = (house.ROOT / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    for article in range(1, 16):
        assert re.search(rf"^{article}\.\w", text, flags=re.M)
    assert "Appendix" in text
