"""Nothing grows past what one reads in one go; no drawers for this and that."""

import pytest

from tests.structure import house

MODULE, FUNCTION = 400, 60  # ruff counts the arguments
DRAWERS = {"common", "core", "utils", "util", "helpers", "misc", "base", "services", "shared"}
DRAWERS |= {"signals", "tasks", "managers", "mixins", "constants", "types"}


@pytest.mark.parametrize("file", house.modules(), ids=house.shown)
def test_a_module_is_read_in_one_go(file):
    assert len(file.read_text().splitlines()) <= MODULE, "a subfolder per noun, not a longer file"
    for function in house.functions(file):
        where = f"{house.shown(file, function)} {function.name}"
        assert (function.end_lineno or 0) - function.lineno < FUNCTION, where


def test_no_drawer_for_this_and_that():
    found = [
        house.shown(path)
        for path in house.PACKAGE.rglob("*")
        if path.stem in DRAWERS and (path.suffix == ".py" or (path / "__init__.py").exists())
    ]
    assert not found, "name the module after what it holds"


def test_a_test_file_is_read_in_one_go():
    files = (house.ROOT / "tests").rglob("*.py")
    assert not [house.shown(file) for file in files if len(file.read_text().splitlines()) > 800]
