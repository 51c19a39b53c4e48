"""Where other people's numbers are, when this checkout has them beside it."""

import json
import os
from pathlib import Path

_DATA = Path(
    os.environ.get("LOFTE_REAL_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)
FOLDER = _DATA.parent / "reference"


def missing(name):
    """True when the file of that name is not there."""
    return not (FOLDER / f"{name}.json").is_file()


def load(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
