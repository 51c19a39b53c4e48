"""How the structure tests read the house: rooms in the linter's own order, files as trees."""

import ast
import configparser
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "lofte"
MADE = {".git", ".venv", ".venv-tools", "node_modules", "var", "build", "vendor", "__pycache__"}
MADE |= {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"}


@cache
def linter() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def lines(contract: str, option: str) -> list[str]:
    text = linter()[f"importlinter:contract:{contract}"][option]
    return [line.strip() for line in text.splitlines() if line.strip()]


@cache
def height() -> dict[str, int]:
    """The floor each room stands on, 0 lowest."""
    floors = reversed(lines("rooms", "layers"))
    return {
        room.strip(" ()"): floor for floor, line in enumerate(floors) for room in line.split("|")
    }


def rooms() -> list[str]:
    """The folders that hold code, except the history of the tables."""
    found = (folder for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists())
    return sorted(folder.name for folder in found if folder.name != "migrations")


def room_of(thing: type[Model] | str) -> str:
    """The room of a model or of a dotted module."""
    module = thing if isinstance(thing, str) else thing.__module__
    return module.split(".")[1]


def models() -> list[type[Model]]:
    return list(apps.get_app_config("lofte").get_models())


def modules(*within: str) -> list[Path]:
    """Every module we wrote, migrations apart."""
    starts = [PACKAGE / name for name in within] or [PACKAGE]
    found = (file for start in starts for file in start.rglob("*.py"))
    return sorted(file for file in found if PACKAGE / "migrations" not in file.parents)


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), filename=str(file))


def shown(file: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if isinstance(node, ast.expr | ast.stmt) else ""
    return f"{file.relative_to(ROOT)}{line}"


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(file: Path) -> Iterator[tuple[ast.stmt, str]]:
    """Every imported dotted name with the statement that imports it."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def texts(*suffixes: str) -> Iterator[Path]:
    """Every file of ours (not made, not fetched) whose name ends so."""
    for file in sorted(ROOT.rglob("*")):
        parts = set(file.relative_to(ROOT).parts)
        if file.is_file() and not parts & MADE and (not suffixes or file.name.endswith(suffixes)):
            yield file
