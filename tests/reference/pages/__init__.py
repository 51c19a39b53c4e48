"""The manual of the methods: a module a page, found by name.

`page()` writes the whole page, and every figure on it is computed when the page is written.
"""

import pkgutil
from importlib import import_module

NAMES = sorted(module.name for module in pkgutil.iter_modules(__path__))
PAGES = {name: import_module(f"{__name__}.{name}").page for name in NAMES}
