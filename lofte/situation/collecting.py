"""A picture is a hundred thousand small things and no waste among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """No search for waste meanwhile, which walks through everything again and again.

    What is no cycle is thrown away as always; the rest at the next collection.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
