"""Names for the array types of this room, and the one way to make an array read-only."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Int32s = NDArray[np.int32]
Bools = NDArray[np.bool_]
Times = NDArray[np.datetime64]


def frozen(values: ArrayLike, dtype: Any) -> NDArray[Any]:
    """The values as a read-only array of `dtype`; a writeable input is copied, never shared."""
    array = np.asarray(values, dtype=dtype)
    if array.flags.writeable:
        array = np.array(array, dtype=dtype)
        array.flags.writeable = False
    return array
