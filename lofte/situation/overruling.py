"""A rule that a draft breaks may be overruled with a written reason, unless it stands."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from lofte.people.free_text import checked


class Broken(Protocol):
    """What a rule found."""

    @property
    def rule(self) -> str: ...
    @property
    def sentence(self) -> str: ...


def overruled(
    broken: Iterable[Broken], given: Mapping[str, str], standing: Collection[str]
) -> tuple[dict[str, Any], str]:
    """Each broken rule with its reason and what it found; and in sentences what is left: rules
    that got no reason, and those that stand whatever the reason."""
    found: dict[str, list[str]] = {}
    for one in broken:
        found.setdefault(one.rule, []).append(one.sentence)
    told = {rule: checked(given.get(rule, "")) for rule in found}
    left = [rule for rule in found if rule in standing or not told[rule]]
    reasons = {rule: {"reason": told[rule], "found": found[rule]} for rule in found}
    return reasons, " ".join(f"{rule}: {said}" for rule in left for said in found[rule])
