"""What is measured: a module a figure (or a few), found by name.

A module holds FIGURES, see `benchmarks.figure`. Its peers are imported inside the function that
runs them, so that a peer that is not installed is "not run" and nothing more.
"""

import pkgutil
from importlib import import_module

from benchmarks.figure import Figure


def all_figures() -> dict[str, Figure]:
    """Every figure by its name, in order of name."""
    found: dict[str, Figure] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        for figure in import_module(f"{__name__}.{module}").FIGURES:
            assert figure.name not in found, f"two figures are called {figure.name}"
            found[figure.name] = figure
    return dict(sorted(found.items()))
