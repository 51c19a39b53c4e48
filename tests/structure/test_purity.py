"""The methods and the guard depend on their arguments alone."""

import ast
import sys

import pytest

from tests.structure import house

PURE = house.modules("analysis", "guard")
LIBRARIES = {"numpy", "scipy", "numba", "statsmodels", "stdnum", "phonenumbers", "personnummer"}
NOT_PURE = {"os", "time", "random", "secrets", "socket", "sqlite3", "subprocess", "urllib", "http"}
NOT_PURE |= {"uuid", "tempfile", "threading", "logging", "locale"}
CLOCK = {"now", "today", "utcnow"}
OTHER = {"open", "print", "input", "eval", "exec"}


@pytest.mark.parametrize("file", PURE, ids=house.shown)
def test_it_imports_only_what_computes(file):
    own = f"lofte.{file.relative_to(house.PACKAGE).parts[0]}"
    for node, name in house.imports(file):
        first = name.split(".")[0]
        allowed = first in LIBRARIES or f"{name}.".startswith((f"{own}.", "lofte.analysis."))
        standard = first in sys.stdlib_module_names and first not in NOT_PURE
        assert allowed or standard, f"{house.shown(file, node)} {name}"


@pytest.mark.parametrize("file", PURE, ids=house.shown)
def test_it_asks_neither_the_clock_nor_chance_nor_the_disk(file):
    for node in ast.walk(house.tree(file)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        last = called.rsplit(".", 1)[-1]
        where = f"{house.shown(file, node)} {called}"
        assert last not in CLOCK, where
        assert called not in OTHER, where
        if "random." in f"{called}.":
            seeded = last in {"default_rng", "SeedSequence", "PCG64", "Generator"} and node.args
            assert seeded, f"{where}: a seed comes as an argument"
