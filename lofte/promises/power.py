"""How small a change could be told from chance: said in the draft, stored with what is signed."""

from typing import Any

from lofte.promises.models import Promise


def planned_tests(promise: Promise) -> list[dict[str, Any]]:
    """For each indicator of effect, the test that was planned before the signature."""
    return []
