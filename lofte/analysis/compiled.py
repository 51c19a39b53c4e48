"""How the inner loops become machine code: compiled at first use, kept for the next process.

The code is kept beside the module, or in the user's own cache folder where the install folder is
not writable, or nowhere when neither is; then each process compiles anew (some seconds).
A kernel that calls a kernel of another file is not compiled anew when only that file changes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import numba
import numpy as np

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function as machine code that runs without the interpreter's lock.

    With NUMBA_DISABLE_JIT=1 it stays Python, slow and readable, with the same result.
    """
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return as_python(function)
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder to keep it in
        return cast(F, numba.njit(nogil=True)(function))


def as_python(function: F) -> F:
    """The function in Python, whose whole numbers wrap around as silently as in machine code."""

    @wraps(function)
    def slow(*arguments: Any) -> Any:
        with np.errstate(all="ignore"):
            return function(*arguments)

    return cast(F, slow)


def cores() -> int:
    """How many threads the kernels use; NUMBA_NUM_THREADS sets it, else every core."""
    return int(numba.config.NUMBA_NUM_THREADS)  # type: ignore[attr-defined]
