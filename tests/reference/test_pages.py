"""The manual says what the methods do: every page is the one the code writes today."""

import pytest

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


FILE_FORMATS = {"loften"}  # written by hand and held by the tests of their room


def test_there_is_no_page_without_a_method():
    assert {path.stem for path in FOLDER.glob("*.md")} - FILE_FORMATS == set(PAGES)
