"""When a question is asked: our condition as an XLSForm expression, and back. Pure.

Ours is one question and some of its answers. That is `selected(${q}, 'a') or selected(${q}, 'b')`,
or `${q} = 'a' or ...`; whatever else an expression may say, we cannot ask.
"""

import re
from collections.abc import Iterable

_NAME = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_TERM = re.compile(
    r"""^\(*\s*(?:selected\s*\(\s*\$\{\s*([^}\s]+)\s*\}\s*,\s*(['"])([^'"]*)\2\s*\)"""
    r"""|\$\{\s*([^}\s]+)\s*\}\s*=\s*(['"])([^'"]*)\5)\s*\)*$"""
)


def written(name: str, answers: Iterable[str]) -> str:
    return " or ".join(f"selected(${{{name}}}, '{answer}')" for answer in answers)


def names_in(expression: str) -> list[str]:
    """The questions that an expression speaks of, in its order."""
    return list(dict.fromkeys(_NAME.findall(expression)))


def read(expression: str) -> tuple[str, list[str]] | None:
    """The question and its answers; None for an expression that says something else."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"\s+or\s+", expression.strip(), flags=re.IGNORECASE):
        match = _TERM.match(part.strip())
        if match is None:
            return None
        found.append((match[1] or match[4], match[3] if match[1] else match[6]))
    if len({name for name, _answer in found}) != 1:
        return None
    return found[0][0], list(dict.fromkeys(answer for _name, answer in found))
