"""What leaves the group says first what that means: every page that gives out a file asks."""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from tests.structure.test_pages import OPEN_PAGES, OPEN_ROOMS, OURS

ASKS_NOT = {
    "incidents:waiting": "the phone's own answer: what was received",
    "incidents:photo-waiting": "the phone's own answer: what was received",
    "incidents:manifest": "the name and the icons of the form on a phone",
    "incidents:photo": "a picture on a page of the group's own",
    "situation:map": "drawn on a page of the group's own",
    "coordination:note": "the meeting's own page asks whether a note was kept",
    "importers:preview": "what a page shows of the person's own file",
    "importers:mapping": "the person's own file, written down as it was read",
    "importers:rejects": "the rows of the person's own file that were refused",
    "xlsform:hand_out": "the questions only, as everybody who is asked reads them",
    "printing:poster": "a poster: open to everybody",
    "printing:blank": "a blank form: open to everybody",
    "sampling:letters": "codes for letters that are about to be printed, told once",
    "results:sheet": "the population, as the kommun itself entered it",
}
GIVES = {"FileResponse", "JsonResponse", "StreamingHttpResponse"}


@cache
def functions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(inspect.getsource(module))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def reached(view: Callable[..., Any]) -> Iterator[ast.AST]:
    """Every node of a view and of the functions beside it that it calls or hands on."""
    inner = inspect.unwrap(view)
    known, todo, seen = functions(inspect.getmodule(inner)), [inner.__name__], set()
    while todo:
        name = todo.pop()
        seen.add(name)
        for node in ast.walk(known[name]):
            yield node
            if isinstance(node, ast.Name) and node.id in known.keys() - seen:
                todo.append(node.id)


def gives_a_file(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return node.value == "Content-Disposition"
    if isinstance(node, ast.Name):
        return node.id in GIVES
    return isinstance(node, ast.keyword) and node.arg == "content_type"


def asks(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "ask_first"


def files() -> list[Any]:
    """Every page for signed-in people that answers with something else than a page."""
    is_open = OPEN_ROOMS.keys() | OPEN_PAGES.keys()
    ours = [p for p in OURS if not {p.name, p.name.split(":")[0]} & is_open]
    return [page for page in ours if any(gives_a_file(node) for node in reached(page.view))]


@pytest.mark.parametrize("page", files(), ids=repr)
def test_a_page_that_hands_out_a_file_asks_first(page):
    asked = any(asks(node) for node in reached(page.view))
    assert asked != (page.name in ASKS_NOT), "ask_first, or say in ASKS_NOT why not"


def test_nothing_is_excused_that_is_not_there():
    assert ASKS_NOT.keys() <= {page.name for page in files()}
