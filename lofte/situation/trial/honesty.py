"""What the benchmark of honesty wrote: how often a picture speaks when nothing has happened."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("honesty.json")


@cache
def measured() -> dict[str, Any]:
    """Shares of quiet towns by kind of town and method, and what is found of what is planted."""
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def said_in_quiet() -> float:
    """The share of quiet towns of which anything at all is said, in the worst kind of town."""
    return max(float(shares["whole_picture"]) for shares in measured()["quiet"].values())
