"""A module per method, found by name; copy a sibling to add yours.

Each module has
  NAME      what the method is called, in Swedish;
  SAYS      what it says of a town, in Swedish, so that a reader knows what "falsely" means;
  LEVEL     the share of quiet towns in which it may say so, or None when it promises nothing;
  falsely(town) -> bool           does it say so anywhere in a town with nothing planted?
and, where something can be planted for it,
  PLANTED   what is planted: "rise" (more in the last four weeks), "place" (more all the time) or
            "repeat" (one follows another nearby);
  found(town) -> bool             does it say so at the planted place?
A town is a `benchmarks.honesty.simple.Simple`.
"""

import pkgutil
from importlib import import_module
from types import ModuleType

NAMES = sorted(module.name for module in pkgutil.iter_modules(__path__))
CHECKS: dict[str, ModuleType] = {name: import_module(f"{__name__}.{name}") for name in NAMES}
