"""While a test runs, only an action may write to the product's tables.

Fixtures may arrange what they like; a test that arranges rows by hand says so: `with arrange():`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from lofte.audit.actions import inside_action

WRITE = re.compile(
    r'\s*(INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(lofte_\w+)"?',
    re.IGNORECASE,
)
SIGN_IN = re.compile(
    r'\s*UPDATE\s+"?lofte_user"?\s+SET\s+"(last_login|password)"', re.IGNORECASE
)  # allauth's own: the time of the sign-in, a changed password

_arranging: ContextVar[bool] = ContextVar("arranging", default=False)


class WroteOutsideAnAction(Exception):
    """Code wrote a row that no action knows of, so nothing was audited."""


@contextmanager
def arrange() -> Iterator[None]:
    """What a test sets up by hand, instead of through the actions."""
    token = _arranging.set(True)
    try:
        yield
    finally:
        _arranging.reset(token)


def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    match = WRITE.match(sql)
    if match and not inside_action() and not _arranging.get() and not SIGN_IN.match(sql):
        raise WroteOutsideAnAction(
            f"{match[1]} {match[2]}: write through an @action, or arrange a test's own rows "
            "inside `with arrange():` (tests/write_guard.py)."
        )
    return execute(sql, params, many, context)
