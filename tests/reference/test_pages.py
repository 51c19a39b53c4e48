"""The manual says what the methods do: every page is the one the code writes today."""

import pytest

from tests.reference import others
from tests.reference.pages import PAGES
from tests.reference.render import FOLDER, rendered


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(name):
    """When it differs: read the difference, then run `python -m tests.reference.render`."""
    assert (FOLDER / f"{name}.md").read_text(encoding="utf-8") == rendered(name)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_when_not_to_use_the_method(name):
    page = PAGES[name]()
    assert "## När du inte ska använda det" in page or "## När det inte räcker" in page


RULES = {"guard"}  # finds words in a text; there is nothing to calculate


@pytest.mark.parametrize("name", sorted(set(PAGES) - RULES))
def test_the_page_is_plain_first_and_the_formula_comes_last(name):
    title, *parts = PAGES[name]().strip().split("\n## ")
    assert title.startswith("# ")
    assert len(title.split("\n\n", 1)[1]) > 80, "says in plain words what it is"
    headings = [part.split("\n")[0] for part in parts]
    assert headings[-1] == "Formel"
    assert headings.count("Formel") == 1
    assert headings[-2] in ("När du inte ska använda det", "När det inte räcker")


FILE_FORMATS = {"loften"}  # written by hand and held by the tests of their room
OVER_ALL = {"andras_siffror"}


def test_there_is_no_page_without_a_method():
    assert {path.stem for path in FOLDER.glob("*.md")} - FILE_FORMATS - OVER_ALL == set(PAGES)


@pytest.mark.skipif(others.missing(), reason="needs the reference figures")
def test_the_page_of_others_figures_is_up_to_date():
    """When it differs: read the difference, then run `python -m tests.reference.others`."""
    assert others.PAGE.read_text(encoding="utf-8") == others.page()
