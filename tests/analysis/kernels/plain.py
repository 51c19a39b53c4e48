"""Run the kernels as Python, so that coverage sees them and machine code has something to equal."""

import sys
from contextlib import contextmanager

from lofte.analysis.compiled import as_python


@contextmanager
def plain(monkeypatch):
    """Within the block every kernel, also one that another kernel calls, is its Python source."""
    with monkeypatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("lofte.analysis"):
                for attribute, value in list(vars(module).items()):
                    if hasattr(value, "py_func"):
                        patch.setattr(module, attribute, as_python(value.py_func))
        yield
